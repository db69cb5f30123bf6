# SPDX-License-Identifier: Apache-2.0
"""Notes, when the process ends, which code ran that is neither in the working copy nor installed, or installed in the place of
such, and what was led in.

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
    outside, instead = _elsewhere(script)
    for name, lines in (("code outside", outside), ("code in its place", instead), ("code led in", _led_in())):
        if lines:
            journal.record_later("note", name=name, value="\n".join(lines))


def _elsewhere(script):
    """The script, modules, and code that was read in other ways: where they lie elsewhere, and where they are installed and the
    working copy has others of their names. What is the same there, byte for byte, is the working copy's."""
    roots = [settings.get("TIPC_RECORDING_WORKSPACE"), os.path.dirname(os.__file__)] + _folders_of_ours()
    inside = _folders(roots)
    site = sys.modules.get("site")
    installed = _folders([sys.prefix, sys.base_prefix, sys.exec_prefix, getattr(site, "USER_SITE", None)] + _packages())

    def is_installed(path):
        parts = path.split(os.sep)
        return path.startswith(installed) and ("site-packages" in parts or "dist-packages" in parts)

    def is_known(path):
        return path.startswith(inside) or is_installed(path)

    copy = _Copy(script)
    found, same = set(), set()
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if not isinstance(path, str):
            continue
        # Links are followed for the few that seem to be elsewhere only: it takes long.
        if not is_known(os.path.abspath(path)) and not is_known(os.path.realpath(path)):
            (same if copy.has(name, path) else found).add(os.path.realpath(path))
        elif copy.knows(name) and not os.path.abspath(path).startswith(inside) and is_installed(os.path.abspath(path)):
            copy.compare(name, path)
    for path in [script] + list(settings.READ):
        if isinstance(path, str) and not is_known(os.path.abspath(path)) and not is_known(os.path.realpath(path)):
            found.add(os.path.realpath(path))
    return [_line(path) for path in sorted(found - same)[:MOST]], [_line(path) for path in copy.others()[:MOST]]


class _Copy:
    """The modules of the working copy by their names, as they lie in the script's folder and in those above it."""

    def __init__(self, script):
        self._folders = []
        self._names = set()
        self._compared = {}  # whether equal, by the path of an installed module, by the first part of their names
        self._lacking = {}  # how many the copy lacks, by the first part of their names
        workspace = os.path.realpath(settings.get("TIPC_RECORDING_WORKSPACE") or os.sep)
        folder = os.path.dirname(os.path.realpath(script)) if isinstance(script, str) else workspace
        if workspace == os.sep:
            return
        if not (folder + os.sep).startswith(workspace + os.sep):
            folder = workspace
        while len(folder) >= len(workspace):
            self._folders.append(folder)
            # A script may have removed its own.
            if os.path.isdir(folder):
                self._names.update(name.partition(".")[0] for name in os.listdir(folder))
            folder = os.path.dirname(folder)

    def knows(self, name):
        return name.partition(".")[0] in self._names

    def has(self, name, path):
        """Whether a module of this name holds the same there."""
        return self.knows(name) and any(_same(path, other) for other in self._of(name, path))

    def compare(self, name, path):
        """Hold an installed module against those of its name."""
        top = name.partition(".")[0]
        others = self._of(name, path)
        if others:
            self._compared.setdefault(top, {})[path] = any(_same(path, other) for other in others)
        else:
            self._lacking[top] = self._lacking.get(top, 0) + 1

    def others(self):
        """Installed modules that are not as in the copy, of packages of which it has half at least: else they share a name."""
        return sorted(
            path for top, compared in self._compared.items() if len(compared) >= self._lacking.get(top, 0)
            for path, equal in compared.items() if not equal)

    def _of(self, name, path):
        base = os.path.basename(path)
        parts = name.split(".") + [base] if base.startswith("__init__.") else name.split(".")[:-1] + [base]
        places = [os.path.join(folder, *parts) for folder in self._folders]
        return [place for place in places if os.path.isfile(place)]


def _same(path, other):
    try:
        with open(path, "rb") as one, open(other, "rb") as two:
            return one.read() == two.read()
    except OSError:
        return False


def _led_in():
    """What leads Python to code, and Paddle to other ways of calculating, without the script saying so."""
    ours = _folders_of_ours()
    variables = settings.START_VARIABLES
    entries = [entry for entry in variables.get("PYTHONPATH", "").split(os.pathsep) if entry]
    lines = [_line(entry) for entry in entries if os.path.abspath(entry) not in ours]
    lines += [_line(library) for library in variables.get("LD_PRELOAD", "").replace(":", " ").split()]
    # Paddle reads these, and what else is read is the repository's own.
    lines += ["- %s=%s" % pair for pair in sorted(variables.items()) if pair[0].startswith("FLAGS_") and "\n" not in pair[1]]
    for name in ("sitecustomize", "usercustomize"):
        path = getattr(sys.modules.get(name), "__file__", None)
        if path and os.path.dirname(os.path.abspath(path)) not in ours:
            lines.append(_line(path))
    for folder in filter(os.path.isdir, _packages()):
        lines += [_line(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".pth")]
    return lines[:MOST]


def _packages():
    """The folders of installed packages that Python knew when it started, also those of another environment."""
    return [folder for folder in settings.START_PATH if os.path.basename(folder) in ("site-packages", "dist-packages")]


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
