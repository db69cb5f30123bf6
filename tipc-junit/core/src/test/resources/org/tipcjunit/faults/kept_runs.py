# SPDX-License-Identifier: Apache-2.0
"""Stand before a Python: run what it is asked to, but repeat what an equal run of a fixture's script has left.

Planted faults certify the same fixture again and again, and a fault in infer.py leaves the training as it is. A run is equal when
its interpreter, arguments and variables are, and every file of its working copy but those of NOT_READ; and a run that was seen to
open one of these is not kept. So a fault in what a run reads is always met by a real run.

This is part of the tests. The library knows nothing of it, and takes it for the interpreter that tipc.python names.
"""

import fcntl
import hashlib
import os
import sys

SCRIPTS = ("train.py", "eval.py", "export.py", "export_model.py", "predict.py", "infer.py")
# Below the working copy, which may be a fixture's own; * stands for slashes too. The scripts themselves are read by themselves only.
NOT_READ = (
    "README*", "deploy/*", "docs/*", "reports/*", "test_log/*", "test_tipc/*.sh", "test_tipc/*.md", "test_tipc/configs/*",
    "test_tipc/output/*.log", "fixtures/*/README*", "fixtures/*/docs/*", "fixtures/*/logs/*", "fixtures/*/deploy/*",
    "fixtures/*/tools/*", "fixtures/*/.gitignore", ".gitignore",
) + SCRIPTS + tuple("fixtures/*/" + script for script in SCRIPTS)
# Of the process alone, or names of the folder that a run is in.
VARIABLES_OF_NO_MEANING = ("PWD", "OLDPWD", "SHLVL", "_", "TIPC_PROCESS_GROUP")
WATCH = "TIPC_KEPT_RUNS_WATCH"


def settings():
    """Get what the recorder is told, which lies beside the sitecustomize that PYTHONPATH leads to first."""
    for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        path = os.path.join(entry, "settings")
        if entry and os.path.isfile(path):
            with open(path, "rb") as stream:
                parts = os.fsdecode(stream.read()).split("\0")
            return dict(zip(parts[::2], parts[1::2]))
    return {}


class Run:
    """A run of a script in a working copy, with a folder for its recording."""

    def __init__(self, python, launcher, store, arguments):
        self.python = python
        self.launcher = launcher
        self.store = store
        self.arguments = arguments
        self.root = os.getcwd()
        self.settings = settings()
        self.recording = self.settings["TIPC_RECORDING_DIR"]
        self.folder = os.path.dirname(self.root)

    def is_one(self):
        return (os.path.basename(self.arguments[0]) in SCRIPTS and not os.path.isabs(self.arguments[0])
                and self.recording.startswith(self.folder + os.sep) and not os.listdir(self.recording))

    def files(self):
        """Get the digest of every file by its path below the working copy; None where a folder is a link."""
        digests = {}
        for folder, folders, names in os.walk(self.root):
            if any(os.path.islink(os.path.join(folder, name)) for name in folders):
                return None
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as stream:
                    digests[os.path.relpath(path, self.root)] = digest(self.placeless(stream.read()))
        return digests

    def placeless(self, content):
        return content.replace(self.folder.encode(), b"<run>")

    def key(self, files):
        script = os.path.normpath(self.arguments[0])
        inputs = self.settings.get("TIPC_RECORDING_INPUTS", "")
        given = {}
        if inputs:
            for name in sorted(os.listdir(inputs)):
                with open(os.path.join(inputs, name), "rb") as stream:
                    given[name] = digest(stream.read())
        parts = {
            "python": self.python,
            "arguments": self.arguments,
            "variables": {k: v for k, v in os.environ.items() if k not in VARIABLES_OF_NO_MEANING},
            "files": {path: d for path, d in files.items() if path == script or not is_not_read(path)},
            "inputs": given,
            "settings": self.settings,
        }
        ordered = [sorted(part.items()) if isinstance(part, dict) else part for part in parts.values()]
        return digest(self.placeless(repr(ordered).encode("utf-8", "backslashreplace")))

    def repeat(self, kept):
        with open(os.path.join(kept, "folder"), encoding="utf-8") as stream:
            other = stream.read().encode()
        for name, place in (("files", self.root), ("recording", self.recording)):
            for folder, _, names in os.walk(os.path.join(kept, name)):
                target = os.path.normpath(os.path.join(place, os.path.relpath(folder, os.path.join(kept, name))))
                os.makedirs(target, exist_ok=True)
                for file in names:
                    with open(os.path.join(folder, file), "rb") as stream:
                        content = stream.read()
                    # Not into the old file, which may be linked to.
                    path = os.path.join(target, file)
                    if os.path.lexists(path):
                        os.remove(path)
                    with open(path, "wb") as stream:
                        # Programs keep their lengths: what they say of places stays as it was.
                        content = content if b"\0" in content else content.replace(other, self.folder.encode())
                        stream.write(chained(file, content) if file.endswith(".jsonl") else content)
        with open(os.path.join(kept, "output"), "rb") as stream:
            write_all(stream.read().replace(other, self.folder.encode()))

    def run_and_keep(self, kept, before):
        """Run for real; keep it if it ends well and opened nothing that was taken for unread."""
        import shutil  # Whoever repeats a run does without.

        aside = kept + ".%d" % os.getpid()
        os.makedirs(aside)
        try:
            status, output = self.run(os.path.join(aside, "opened"))
            after = self.files()
            if status == 0 and after is not None and set(before) <= set(after) and not self.opened(aside):
                for path in after:
                    if before.get(path) != after[path]:
                        target = os.path.join(aside, "files", path)
                        os.makedirs(os.path.dirname(target), exist_ok=True)
                        shutil.copyfile(os.path.join(self.root, path), target)
                shutil.copytree(self.recording, os.path.join(aside, "recording"))
                with open(os.path.join(aside, "output"), "wb") as stream:
                    stream.write(output)
                with open(os.path.join(aside, "folder"), "w", encoding="utf-8") as stream:
                    stream.write(self.folder)
                os.rename(aside, kept)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        if status < 0:
            os.kill(os.getpid(), -status)
        sys.exit(status)

    def run(self, opened):
        import subprocess

        environment = dict(os.environ)
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "watch")
        # After all others: the recorder's own sitecustomize runs the next one.
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (environment.get("PYTHONPATH"), here)))
        environment[WATCH] = opened
        process = subprocess.Popen([self.python] + self.launcher + self.arguments, env=environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, bufsize=0)
        output = b""
        while True:
            part = os.read(process.stdout.fileno(), 1 << 16)
            if not part:
                break
            write_all(part)
            output += part
        return process.wait(), output

    def opened(self, aside):
        """Get what was opened although it was taken for unread; no list of opened files is the worst."""
        script = os.path.normpath(self.arguments[0])
        try:
            with open(os.path.join(aside, "opened"), encoding="utf-8") as stream:
                paths = {os.path.relpath(os.path.normpath(line.rstrip("\n")), self.root) for line in stream}
        except FileNotFoundError:
            return ["?"]
        return [path for path in map(source, paths) if path != script and is_not_read(path)]


def chained(file, content):
    """Put the running digests of a journal right whose paths were changed; see tipc_recorder.journal."""
    chain, lines = file[: -len(".jsonl")], []
    for line in content.split(b"\n"):
        body, mark, _ = line.rpartition(b',"chain":"')
        if mark:
            chain = digest(chain.encode() + body)[:16]
            line = body + mark + chain.encode() + b'"}'
        lines.append(line)
    return b"\n".join(lines)


def source(path):
    """Get the source of a compiled module, which is opened in its place."""
    folder, name = os.path.split(path)
    if os.path.basename(folder) == "__pycache__":
        return os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
    return path


def is_not_read(path):
    return any(matches(path, pattern) for pattern in NOT_READ)


def matches(path, pattern):
    """Whether a path is as a pattern, in which * stands for whatever there is."""
    first, *others = pattern.split("*")
    if not others:
        return path == first
    *inner, last = others
    if not path.startswith(first) or not path.endswith(last):
        return False
    position = len(first)
    for part in inner:
        position = path.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return position <= len(path) - len(last)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def write_all(content):
    while content:
        content = content[os.write(1, content):]


def main(python, store):
    arguments, launcher = sys.argv[1:], []
    if arguments[:1] == ["-IS"] and os.path.basename(arguments[1]) == "launcher.py":
        # With its server, slot and report; the script follows.
        launcher, arguments = arguments[:5], arguments[5:]
    if arguments and arguments[0].endswith(".py") and settings().get("TIPC_RECORDING_DIR"):
        run = Run(python, launcher, store, arguments)
        files = run.files() if run.is_one() else None
        if files is not None:
            kept = os.path.join(store, run.key(files))
            os.makedirs(store, exist_ok=True)
            # Whoever asks for the same meanwhile waits for it; the lock goes with the process.
            with open(kept + ".lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not os.path.isdir(kept):
                    run.run_and_keep(kept, files)
                run.repeat(kept)
            return
    os.execv(python, [python] + launcher + arguments)


if __name__ == "__main__":
    main(sys.argv.pop(1), sys.argv.pop(1))
