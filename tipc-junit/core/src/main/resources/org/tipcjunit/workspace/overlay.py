# SPDX-License-Identifier: Apache-2.0
"""Makes an environment on top of the one whose Python runs this, or tells what one that was made so holds.

overlay.py make FOLDER: what is installed into it stays in it, and comes before what the one below holds, which is not touched.
overlay.py look: run by the Python of such an environment.
"""
import os
import re
import sys

BASE = "tipc-base.txt"
# Modules whose place tells which package is in use, whatever its metadata says.
MODULES = ("numpy", "google.protobuf", "paddle")
FIRST_NAMES = ["python3.%d" % minor for minor in range(6, 16)]


def base_folders():
    found = [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]
    return [path for path in found if os.path.isdir(path)]


def make(folder):
    import venv

    below = base_folders()
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    site = os.path.join(folder, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
    with open(os.path.join(folder, BASE), "w") as base:
        base.write("\n".join(below))
    # Named so that it is read last: what lies below comes after all that is installed here.
    with open(os.path.join(site, "zz_tipc_base.pth"), "w") as path:
        path.write("import site; " + "; ".join("site.addsitedir(%r)" % one for one in below) + "\n")
    programs = os.path.join(folder, "bin")
    for name in FIRST_NAMES:
        if not os.path.lexists(os.path.join(programs, name)):
            os.symlink("python", os.path.join(programs, name))
    give_pip(site)
    for name in ["pip", "pip3"] + [name.replace("python", "pip") for name in FIRST_NAMES]:
        write_program(os.path.join(programs, name), '#!/bin/sh\nexec "$(dirname "$0")/python" -m pip "$@"\n')
    if sys.prefix != sys.base_prefix:
        take_programs(os.path.dirname(sys.executable), programs)


def give_pip(site):
    """Unpack the pip that comes with Python, unless the environment below has one."""
    import importlib.util

    if importlib.util.find_spec("pip") is not None:
        return
    try:
        import ensurepip
    except ImportError:
        return  # Then each call of pip fails, and is told.
    import glob
    import zipfile

    wheels = sorted(glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl")))
    wheels += sorted(glob.glob("/usr/share/python-wheels/pip-*.whl"))
    if wheels:
        with zipfile.ZipFile(wheels[0]) as wheel:
            wheel.extractall(site)


def take_programs(below, programs):
    """Let the programs of the environment below run by the Python of this one."""
    for name in os.listdir(below):
        source, target = os.path.join(below, name), os.path.join(programs, name)
        if os.path.lexists(target) or os.path.islink(source) or not os.access(source, os.X_OK):
            continue
        if not os.path.isfile(source) or os.path.getsize(source) > 65536 or name.startswith("activate"):
            continue
        with open(source, "rb") as program:
            text = program.read()
        if text.startswith(b"#!"):
            text = text.replace(os.fsencode(below) + b"/python", os.fsencode(programs) + b"/python")
            write_program(target, text.decode("latin-1"))


def write_program(path, text):
    if os.path.lexists(path):
        return
    with open(path, "wb") as program:
        program.write(text.encode("latin-1"))
    os.chmod(path, 0o755)


def look():
    import importlib.util

    with open(os.path.join(sys.prefix, BASE)) as base:
        below = [os.path.realpath(line) for line in base.read().splitlines() if line]
    seen = set()
    for folder in sys.path:
        here = os.path.realpath(folder)
        if not os.path.isdir(here) or here == os.path.dirname(os.__file__):
            continue
        for name, version in sorted(distributions(here)):
            if name not in seen:
                seen.add(name)
                print("%s\t%s==%s" % ("below" if here in below else "installed", name, version))
    for module in MODULES:
        try:
            spec = importlib.util.find_spec(module)
        except (ImportError, AttributeError, ValueError):
            spec = None
        origin = os.path.realpath(spec.origin) if spec is not None and spec.origin else ""
        if not any(origin.startswith(one + os.sep) for one in below):
            print("replaced\t%s %s" % (module, "comes from " + origin if origin else "is not found any more"))


def distributions(folder):
    """Get name and version of what is installed in a folder, or lies in it as a source that is installed by its place."""
    for entry in os.listdir(folder):
        path = os.path.join(folder, entry)
        if entry.endswith((".dist-info", ".egg-info")):
            candidates = [os.path.join(path, "METADATA"), os.path.join(path, "PKG-INFO"), path]
        elif entry == "EGG-INFO":
            candidates = [os.path.join(path, "PKG-INFO")]
        else:
            continue
        for candidate in candidates:
            if os.path.isfile(candidate):
                with open(candidate, encoding="utf-8", errors="replace") as metadata:
                    head = metadata.read(20000).split("\n\n")[0]
                name = re.search(r"(?m)^Name: *(\S+)", head)
                version = re.search(r"(?m)^Version: *(\S+)", head)
                if name and version:
                    yield re.sub(r"[-_.]+", "-", name.group(1)).lower(), version.group(1)
                break


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    look()
