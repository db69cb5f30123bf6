# SPDX-License-Identifier: Apache-2.0
"""Notes, when the process ends, which code ran that is neither in the working copy nor installed, or installed in the place of
such, and what was led in.

Lines of ``SHA-256 path``; ``-`` stands for the digest of what cannot be read or is a folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys

from tipc_recorder import settings

MOST = 200
# Where programs and libraries of a machine lie.
MACHINE = (
    "/usr/", "/lib/", "/lib32/", "/lib64/", "/libx32/", "/bin/", "/sbin/", "/opt/", "/nix/", "/gnu/", "/snap/", "/etc/", "/var/lib/",
    "/run/current-system/", "/run/opengl-driver/", "/proc/",
)  # fmt: skip
VERSIONED = re.compile(r"\.so\.[0-9.]+$")
SCRIPTS = (".py", ".pyc", ".sh", ".bash")
# Variables that change what code does: assertions left out, warnings raised, sets in one order, code compiled elsewhere.
PYTHON_READS = (
    "PYTHONOPTIMIZE", "PYTHONWARNINGS", "PYTHONHASHSEED", "PYTHONHOME", "PYTHONNOUSERSITE", "PYTHONPYCACHEPREFIX", "PYTHONDEVMODE",
    "PYTHONSAFEPATH",
)  # fmt: skip
SHELL = re.compile(r"(^|/)(ba|da|z|k)?sh$")


def install(journal, paddle):
    """Look at the modules once, when the script has ended."""
    # Python forgets it when the script has ended.
    script = getattr(sys.modules.get("__main__"), "__file__", None)
    journal.on_end(lambda: journal.attempt("the code that ran could not be told", _note, journal, script))


def _note(journal, script):
    outside, instead = _elsewhere(script)
    mapped = _mapped()
    found, led = _libraries(mapped)
    inside = _inside(script, mapped)
    for name, lines in (
        ("code outside", (outside + found)[:MOST]),
        ("code in its place", instead),
        ("code led in", (_led_in() + led)[:MOST]),
        ("code inside", inside),
    ):
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
        return path.startswith(installed) and not settings.PACKAGES.isdisjoint(parts)

    def is_known(path):
        return path.startswith(inside) or is_installed(path)

    # Archives hold modules.
    def file_of(path):
        while not os.path.exists(path) and os.path.dirname(path) != path:
            path = os.path.dirname(path)
        return os.path.realpath(path)

    copy = _Copy(script)
    found, same = set(), set()
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if not isinstance(path, str):
            continue
        # Links are followed for the few that seem to be elsewhere only: it takes long.
        if not is_known(os.path.abspath(path)) and not is_known(os.path.realpath(path)):
            (same if copy.has(name, path) else found).add(file_of(path))
        elif copy.knows(name) and not os.path.abspath(path).startswith(inside) and is_installed(os.path.abspath(path)):
            copy.compare(name, path)
    for path in [script] + list(settings.READ) + _started():
        if isinstance(path, str) and not is_known(os.path.abspath(path)) and not is_known(os.path.realpath(path)):
            found.add(os.path.realpath(path))
    return [_line(path) for path in sorted(found - same)[:MOST]], [_line(path) for path in copy.others()[:MOST]]


def _libraries(mapped):
    """Libraries that this process has loaded, by whatever way, from elsewhere; then those that the machine's own settings name, or
    that bear a version, as shared ones do."""
    inside = _folders([settings.get("TIPC_RECORDING_WORKSPACE"), sys.prefix, sys.base_prefix, sys.exec_prefix] + _folders_of_ours())
    named = _folders(settings.START_VARIABLES.get("LD_LIBRARY_PATH", "").split(os.pathsep))
    above = [os.path.dirname(os.path.dirname(folder)) for folder in _packages()]
    user = getattr(sys.modules.get("site"), "USER_SITE", None)
    installed = _folders([folder for folder in above if os.path.basename(folder) in ("lib", "lib64")] + _packages() + [user])
    found, led = set(), set()
    for path in mapped:
        if not path.startswith(inside + installed + MACHINE):
            (led if path.startswith(named) or VERSIONED.search(path) else found).add(path)
    return [_line(path) for path in sorted(found)], [_line(path) for path in sorted(led)]


def _mapped():
    """The files of which this process has code in its memory."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as stream:
            fields = [line.rstrip("\n").split(None, 5) for line in stream]
    except OSError:
        return set()
    paths = {parts[5] for parts in fields if len(parts) == 6 and "x" in parts[1]}
    # What libffi and compilers in memory make has no file, or one that is gone.
    return {path for path in paths if path.startswith("/") and not path.startswith("/memfd:") and not path.endswith(" (deleted)")}


def _started():
    """Scripts that were started in processes of their own, and programs that were named by their path."""
    programs = _folders(settings.START_VARIABLES.get("PATH", "").split(os.pathsep)) + _folders([sys.prefix, sys.base_prefix])
    found = set()
    for folder, words in settings.RUN:
        program = os.path.join(folder, words[0]) if words and os.sep in words[0] else ""
        if program and not program.startswith(MACHINE + programs) and os.path.isfile(program):
            found.add(program)
        commands = [words]
        if len(words) > 2 and words[1] == "-c" and SHELL.search(words[0]):
            commands = [part.split() for part in re.split(r"[;|&()<>\n]+", words[2])]
        for command in commands:
            scripts = [os.path.join(folder, word.strip("\"'")) for word in command if word.strip("\"'").endswith(SCRIPTS)]
            found.update(path for path in scripts[:1] if os.path.isfile(path) and not path.startswith(MACHINE))
    return sorted(found)


def _inside(script, mapped):
    """Code of the working copy that ran: commands may have made some of it."""
    root = os.path.realpath(settings.get("TIPC_RECORDING_WORKSPACE") or os.sep)
    if root == os.sep:
        return []
    inside = _folders([settings.get("TIPC_RECORDING_WORKSPACE")])
    files = [script] + [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    # Links are followed for what lies there only: it takes long.
    own = {os.path.abspath(path) for path in files if isinstance(path, str)} | mapped
    paths = {os.path.realpath(path) for path in own if path.startswith(inside)}
    return sorted(os.path.relpath(path, root) for path in paths if path.startswith(root + os.sep) and os.path.isfile(path))


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
    # Paddle and Python read these, and what else is read is the repository's own.
    read = [pair for pair in sorted(variables.items()) if pair[0].startswith("FLAGS_") or pair[0] in PYTHON_READS and pair[1]]
    lines += ["- %s=%s" % pair for pair in read if "\n" not in pair[1]]
    for name in ("sitecustomize", "usercustomize"):
        path = getattr(sys.modules.get(name), "__file__", None)
        if path and os.path.dirname(os.path.abspath(path)) not in ours:
            lines.append(_line(path))
    for folder in filter(os.path.isdir, _packages()):
        lines += [_line(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".pth")]
    return lines[:MOST]


def _packages():
    """The folders of installed packages that Python knew when it started, also those of another environment."""
    return [folder for folder in settings.START_PATH if os.path.basename(folder) in settings.PACKAGES]


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
