# SPDX-License-Identifier: Apache-2.0
"""What this run is to record, as sitecustomize has read it from beside itself."""

from __future__ import annotations

VALUES = {}
# What the folders are called in which packages are installed.
PACKAGES = {"site-packages", "dist-packages"}
# sys.path and the environment before the script could change them.
START_PATH = []
START_VARIABLES = {}
# Files of Python code that this process has read so far and did not make.
READ = set()
# What is told of every other file that is opened, by its path and flags.
OPENED = []
# What it started in processes of their own: the folder and the words of each.
RUN = []


def get(name: str, otherwise: str = "") -> str:
    """Get the value of a setting."""
    return VALUES.get(name, otherwise)
