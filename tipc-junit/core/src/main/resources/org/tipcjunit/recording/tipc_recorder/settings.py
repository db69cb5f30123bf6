# SPDX-License-Identifier: Apache-2.0
"""What this run is to record, as sitecustomize has read it from beside itself."""

from __future__ import annotations

# And PYTHONPATH, as it was when the process started.
VALUES = {}
# sys.path before the script could change it.
START_PATH = []
# Files of Python code that this process has read so far and did not make.
READ = set()


def get(name: str, otherwise: str = "") -> str:
    """Get the value of a setting."""
    return VALUES.get(name, otherwise)
