# SPDX-License-Identifier: Apache-2.0
"""Runs a formatter on copies of files, one by one, and tells what it would write otherwise.

Arguments: a job as JSON, and where to write the answers, one JSON object a line. Stands in the folder of the copies. Nothing of the copies
is imported: Python is isolated (-I), and of flake8's configuration only what chooses faults is taken.
"""
import configparser
import difflib
import io
import json
import os
import re
import sys

CHOICES = {
    "select", "ignore", "extend-select", "extend-ignore", "exclude", "extend-exclude", "per-file-ignores",
    "max-line-length", "max-doc-length", "max-complexity", "hang-closing", "builtins", "doctests", "indent-size",
    "disable-noqa",
}
LARGEST = 500000


def yapf(arguments, path):
    import yapf

    if yapf.main(["yapf", "-i"] + arguments + [path]) not in (0, 2, None):
        raise ValueError("yapf failed")


def black(arguments, path):
    import black

    if black.main(["-q"] + arguments + [path], standalone_mode=False) not in (0, None):
        raise ValueError("black failed")


def text(path):
    with io.open(path, encoding="utf-8", newline="") as file:
        return file.read()


def changed(old, new):
    """Lists the lines of the old text that the new one has otherwise; the line before which it has more."""
    lines = []
    matcher = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    for tag, begin, end, _, _ in matcher.get_opcodes():
        if tag != "equal":
            lines.append([begin + 1, max(end, begin + 1)])
    return lines


def reformat(tool, arguments, path):
    old = text(path)
    if len(old) > LARGEST:
        return {"file": path, "failed": "it is too large"}
    try:
        tool(arguments, path)
    except (Exception, SystemExit) as error:
        words = str(error).strip().split("\n")[0] or type(error).__name__
        return {"file": path, "failed": words[:200]}
    return {"file": path, "places": changed(old, text(path))}


def flake8_configuration():
    for name in ("setup.cfg", "tox.ini", ".flake8"):
        parser = configparser.RawConfigParser()
        try:
            parser.read(name, encoding="utf-8")
            if parser.has_section("flake8"):
                return [(key, value) for key, value in parser.items("flake8") if key.replace("_", "-") in CHOICES]
        except (configparser.Error, UnicodeDecodeError):
            pass
    return []


def flake8(arguments, paths, answers):
    from flake8.main import application

    kept = configparser.RawConfigParser()
    kept.add_section("flake8")
    for key, value in flake8_configuration():
        kept.set("flake8", key, value)
    with io.open("../flake8.ini", "w", encoding="utf-8") as file:
        kept.write(file)
    found = "../flake8.txt"
    command = ["--config=../flake8.ini", "--jobs=1", "--format=%(path)s\t%(row)d\t%(code)s\t%(text)s",
               "--output-file=" + found]
    app = application.Application()
    try:
        app.run(command + arguments + paths)
        if getattr(app, "catastrophic_failure", False):
            raise ValueError("flake8 failed")
    except (Exception, SystemExit) as error:
        for path in paths:
            answers({"file": path, "failed": (str(error).strip().split("\n")[0] or type(error).__name__)[:200]})
        return
    faults = {}
    if os.path.exists(found):
        for line in text(found).split("\n"):
            parts = line.split("\t", 3)
            if len(parts) == 4:
                name = parts[0][2:] if parts[0].startswith("./") else parts[0]
                faults.setdefault(name, []).append([int(parts[1]), parts[2] + " " + parts[3]])
    for path in paths:
        answers({"file": path, "faults": faults.get(path, [])})


def main():
    with io.open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    out = io.open(sys.argv[2], "a", encoding="ascii")

    def answers(answer):
        out.write(json.dumps(answer) + "\n")
        out.flush()

    try:
        include = re.compile(job["include"])
        exclude = [re.compile(pattern) for pattern in job["exclude"] if pattern]
    except re.error as error:
        answers({"pattern": str(error)})
        return
    paths = []
    for path in job["files"]:
        if include.search(path) and not any(pattern.search(path) for pattern in exclude):
            paths.append(path)
        else:
            answers({"file": path, "excluded": True})
    if job["tool"] == "flake8":
        flake8(job["arguments"], paths, answers)
    else:
        tool = {"yapf": yapf, "black": black}[job["tool"]]
        for path in paths:
            answers(reformat(tool, job["arguments"], path))


main()
