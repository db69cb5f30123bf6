# SPDX-License-Identifier: Apache-2.0
"""Sees calls of ``model.forward(x)``, which go past the ``__call__`` of the layer."""

from __future__ import annotations

import dis
import inspect
import sys

# What writes into an argument of a function: what a caller gave is then no longer seen.
_REBINDS = ("STORE_FAST", "DELETE_FAST", "STORE_DEREF", "DELETE_DEREF")


def running(layer_class):
    """Get the frames of this thread that run the ``forward`` of a layer, the outermost first."""
    found = []
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_name == "forward" and code.co_argcount and not code.co_flags & inspect.CO_GENERATOR:
            if isinstance(frame.f_locals.get(code.co_varnames[0]), layer_class):
                found.append(frame)
        frame = frame.f_back
    return found[::-1]


def given(frame):
    """Get the layer and the arguments, by their names, that a forward was called with; nothing where it has bound one anew."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    names = code.co_varnames[:count]
    if any(each.opname in _REBINDS and each.argval in names for each in dis.get_instructions(code)):
        return None, {}
    values = frame.f_locals
    return values[names[0]], {name: values[name] for name in names[1:]}


def follow(frame, left):
    """Call ``left`` with what the function of ``frame`` returns, or None; False where something else traces already."""
    if sys.gettrace() is not None or frame.f_trace is not None:
        return False

    def local(_, event, result):
        if event == "return":
            sys.settrace(None)
            left(result)
        return local

    frame.f_trace = local
    frame.f_trace_lines = False
    sys.settrace(lambda *_: None)
    return True
