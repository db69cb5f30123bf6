# SPDX-License-Identifier: Apache-2.0
"""Notes, when the process ends, which code ran that is neither in the working copy nor installed, and what was led in.

Lines of ``SHA-256 path``; ``-`` stands for the digest of what cannot be read or is a folder.
"""

from __future__ import annotations

import hashlib
import os
import sys

from tipc_recorder import settings

MOST = 200


def install(journal, paddle):
    """Look at the modules once, when the script has ended."""
    # Python forgets it when the script has ended.
    script = getattr(sys.modules.get("__main__"), "__file__", None)
    journal.on_end(lambda: journal.attempt("the code that ran could not be told", _note, journal, script))


def _note(journal, script):
    for name, lines in (("code outside", _outside(script)), ("code led in", _led_in())):
        if lines:
            journal.record_later("note", name=name, value="\n".join(lines))


def _outside(script):
    """The script, modules, and code that was read in other ways, where they lie elsewhere."""
    roots = [settings.get("TIPC_RECORDING_WORKSPACE"), os.path.dirname(os.__file__)] + _folders_of_ours()
    inside = _folders(roots)
    site = sys.modules.get("site")
    installed = _folders([sys.prefix, sys.base_prefix, sys.exec_prefix, getattr(site, "USER_SITE", None)])

    def is_known(path):
        if path.startswith(inside):
            return True
        parts = path.split(os.sep)
        return path.startswith(installed) and ("site-packages" in parts or "dist-packages" in parts)

    found = set()
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    for path in [script] + modules + list(settings.READ):
        # Links are followed for the few that seem to be elsewhere only: it takes long.
        if isinstance(path, str) and not is_known(os.path.abspath(path)) and not is_known(os.path.realpath(path)):
            found.add(os.path.realpath(path))
    return [_line(path) for path in sorted(found)[:MOST]]


def _led_in():
    """What leads Python to code without the script saying so."""
    ours = _folders_of_ours()
    entries = [entry for entry in settings.get("PYTHONPATH").split(os.pathsep) if entry]
    lines = [_line(entry) for entry in entries if os.path.abspath(entry) not in ours]
    for name in ("sitecustomize", "usercustomize"):
        path = getattr(sys.modules.get(name), "__file__", None)
        if path and os.path.dirname(os.path.abspath(path)) not in ours:
            lines.append(_line(path))
    for folder in settings.START_PATH:
        if os.path.basename(folder) in ("site-packages", "dist-packages") and os.path.isdir(folder):
            lines += [_line(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".pth")]
    return lines[:MOST]


def _folders(paths):
    paths = [path for path in paths if path]
    return tuple({folder.rstrip(os.sep) + os.sep for path in paths for folder in (path, os.path.realpath(path))})


def _folders_of_ours():
    return [settings.get("TIPC_RECORDER"), settings.get("TIPC_RECORDER_SITE")]


def _line(path):
    try:
        with open(path, "rb") as stream:
            return "%s %s" % (hashlib.sha256(stream.read()).hexdigest(), path)
    except OSError:
        return "- %s" % path
