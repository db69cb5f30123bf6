# SPDX-License-Identifier: Apache-2.0
"""Notes, when the process ends, where code of the working copy goes on after exceptions of almost any kind.

Whether one was raised is not seen: that would slow down every line. Whoever reads the note can find out what depends on it.
"""

from __future__ import annotations

import ast
import os
import re
import sys

from tipc_recorder import settings

MOST = 20
# What faults in the code's own work raise. Missing modules, files and keys are expected by many.
BROAD = {
    "Exception", "BaseException", "RuntimeError", "TypeError", "ValueError", "AttributeError", "IndexError", "LookupError",
    "AssertionError", "NameError", "ArithmeticError", "AxisError",
}  # fmt: skip
LEAVING = {"exit", "_exit", "quit", "abort", "kill"}
CANDIDATE = re.compile(rb"^\s*except\b|\bsuppress\(", re.MULTILINE)


def install(journal, paddle):
    """Look at the modules once, when the script has ended."""
    # Python forgets it when the script has ended.
    script = getattr(sys.modules.get("__main__"), "__file__", None)
    journal.on_end(lambda: journal.attempt("the code that ran could not be read", _note, journal, script))


def _note(journal, script):
    root = os.path.realpath(settings.get("TIPC_RECORDING_WORKSPACE") or os.curdir)
    files = {script} | {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    found = []
    for file in sorted(os.path.realpath(file) for file in files if isinstance(file, str)):
        # An environment may lie in the working copy.
        own = file.startswith(root + os.sep) and settings.PACKAGES.isdisjoint(file.split(os.sep))
        if own and file.endswith(".py") and len(found) < MOST:
            found += ["%s:%d" % (os.path.relpath(file, root), line) for line in _lines(file)]
    if found:
        journal.record_later("note", name="handlers that go on", value="\n".join(found[:MOST]))


def _lines(file):
    """Get the lines of the handlers of a file that go on after any fault."""
    try:
        with open(file, "rb") as stream:
            text = stream.read()
        tree = ast.parse(text) if CANDIDATE.search(text) else None
    except (OSError, SyntaxError, ValueError):
        return []
    lines = []
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Try) and not all(_is_expected_to_fail(each) for each in node.body):
            lines += [handler.lineno for handler in node.handlers if _is_broad(handler.type) and not _leaves(handler)]
        elif isinstance(node, ast.With):
            lines += [node.lineno for item in node.items if _suppresses(item.context_expr)]
    return sorted(set(lines))


def _is_expected_to_fail(statement):
    """Whether it imports something that may be missing, or reads a number from a text that may be none."""
    value = getattr(statement, "value", None)
    reads = isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("int", "float") and len(value.args) == 1
    return isinstance(statement, (ast.Import, ast.ImportFrom)) or reads and isinstance(value.args[0], ast.Name)


def _suppresses(call):
    return isinstance(call, ast.Call) and _name(call.func) == "suppress" and any(_is_broad(each) for each in call.args)


def _is_broad(kind):
    if kind is None:
        return True
    return any(_name(each) in BROAD for each in (kind.elts if isinstance(kind, ast.Tuple) else [kind]))


def _name(node):
    return getattr(node, "attr", getattr(node, "id", ""))


def _leaves(handler):
    return any(
        isinstance(node, ast.Raise) or isinstance(node, ast.Call) and _name(node.func) in LEAVING
        for each in handler.body
        for node in ast.walk(each)
    )
