# SPDX-License-Identifier: Apache-2.0
"""Writes what an interpreter says about itself and its Paddle, as JSON, to the file named by the first argument."""
import json
import os
import platform
import sys
from importlib import metadata

# Before Paddle is imported: setuptools, which it imports, puts copies of packages of its own on the path.
packages = {}
for found in metadata.distributions():
    if found.metadata["Name"]:
        packages.setdefault(found.metadata["Name"].lower(), "{}=={}".format(found.metadata["Name"], found.version))

import paddle  # noqa: E402

libraries = [
    module.__file__
    for name, module in list(sys.modules.items())
    if name.rpartition(".")[2] in ("libpaddle", "core_avx", "core_noavx") and getattr(module, "__file__", None)
]
description = {
    "sitePackages": os.path.dirname(os.path.dirname(os.path.abspath(paddle.__file__))),
    "paddleLibrary": libraries[0] if libraries else None,
    "pythonVersion": platform.python_version(),
    "paddleVersion": paddle.__version__,
    "paddleCommit": getattr(getattr(paddle, "version", None), "commit", None) or "unknown",
    "packages": [packages[name] for name in sorted(packages)],
}
with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump(description, out)
