# SPDX-License-Identifier: Apache-2.0
"""Records the losses of trainings that run a static graph: they go through no backward call."""

from __future__ import annotations

import functools

import numpy


def install(losses, paddle):
    """Hook Optimizer.minimize, which names the loss of a program, and Executor.run, which may fetch it."""
    named = []
    _hook_minimize(losses.journal, paddle, named)
    _hook_run(losses, paddle, named)


def _hook_minimize(journal, paddle, named):
    def naming(original):
        @functools.wraps(original)
        def minimize(self, loss, *args, **kwargs):
            if not paddle.in_dynamic_mode():
                named.append(loss)
            return original(self, loss, *args, **kwargs)

        return minimize

    for optimizer in list(vars(paddle.optimizer).values()):
        if isinstance(optimizer, type) and issubclass(optimizer, paddle.optimizer.Optimizer):
            if "minimize" in vars(optimizer):
                optimizer.minimize = naming(optimizer.minimize)


def _hook_run(losses, paddle, named):
    journal = losses.journal
    original = paddle.static.Executor.run
    noted = []

    @functools.wraps(original)
    def run(self, *args, **kwargs):
        if not noted:
            noted.append(True)
            journal.record("note", name="static_graph", value="paddle.static.Executor.run")
        result = original(self, *args, **kwargs)
        journal.attempt("a loss of a static graph could not be recorded", observe, args, kwargs, result)
        return result

    def observe(args, kwargs, result):
        fetched = kwargs.get("fetch_list", args[2] if len(args) > 2 else None)
        if not named or not fetched or result is None:
            return
        for place, variable in enumerate(fetched):
            if any(_is_same(variable, loss) for loss in named):
                losses.fetched(float(numpy.mean(numpy.asarray(result[place], dtype="float64"))))
                return

    paddle.static.Executor.run = run


def _is_same(variable, loss) -> bool:
    """Whether something that is fetched is that loss; values of newer programs have no names."""
    if variable is loss:
        return True
    name = variable if isinstance(variable, str) else getattr(variable, "name", None)
    try:
        return name is not None and name == loss.name
    except ValueError:
        return False
