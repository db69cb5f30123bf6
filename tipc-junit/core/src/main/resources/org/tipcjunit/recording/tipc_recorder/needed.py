# SPDX-License-Identifier: Apache-2.0
"""Finds out which inputs the outputs of a network depend on, such as labels that it gets while it is evaluated.

Asked in a run whose outputs are replaced anyway: the network is called again with one input at a time replaced by other values of
its range. Single numbers that it gives are left out: a loss depends on labels by its nature.
"""

from __future__ import annotations

import random
import time

import numpy

from tipc_recorder.layer_calls import arguments
from tipc_recorder.tensors import flatten, is_tensor
from tipc_recorder.untouched import untouched

MAX_CALLS = 4
MAX_INPUTS = 16
MAX_SECONDS = 10


class Needed:
    """What the first calls of networks needed."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self._calls = 0
        self._seconds = 0.0
        self._names = set()

    def look(self, call, layer, args, kwargs, result):
        """Look at a call that has ended."""
        if self._calls < MAX_CALLS and self._seconds < MAX_SECONDS and not layer.training:
            start = time.perf_counter()
            self._journal.attempt("what a network needs cannot be told", self._look, call, layer, args, kwargs, result)
            self._seconds += time.perf_counter() - start

    def _look(self, call, layer, args, kwargs, result):
        paddle = self._paddle
        inputs = arguments(paddle, layer, args, kwargs)
        if not 1 < len(inputs) <= MAX_INPUTS:
            return
        self._calls += 1
        states = paddle.get_rng_state(), numpy.random.get_state(), random.getstate()

        def again(tensor, other):
            try:
                with untouched(layer), paddle.no_grad():
                    given = _with(paddle, list(args), tensor, other), _with(paddle, kwargs, tensor, other)
                    return _bits(paddle, call(layer, *given[0], **given[1]))
            finally:
                paddle.set_rng_state(states[0])
                numpy.random.set_state(states[1])
                random.setstate(states[2])

        said = _bits(paddle, result)
        if again(None, None) != said:
            return
        for name, tensor in inputs:
            other = _other(tensor.numpy())
            try:
                if other is not None and again(tensor, paddle.to_tensor(other)) != said:
                    self._names.add(name)
            except Exception:  # values that it does not take
                continue

    def end(self):
        """Say what was needed."""
        if self._names:
            self._journal.record("note", name="inputs that outputs depend on", value="\n".join(sorted(self._names)))


def _with(paddle, value, tensor, other):
    """Get nested arguments with a tensor replaced."""
    if is_tensor(paddle, value):
        return other if value is tensor else value
    if isinstance(value, dict):
        return {key: _with(paddle, item, tensor, other) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_with(paddle, item, tensor, other) for item in value)
    return value


def _other(array):
    """Get other values within the range of an array's; None where there are none."""
    if array.dtype.kind == "b":
        return ~array
    if array.dtype.kind not in "fi" or not array.size or not numpy.isfinite(array).all():
        return None
    low, high = array.min(), array.max()
    if low == high:
        return array + 1 if array.dtype.kind == "f" else numpy.full_like(array, 0 if low else 1)
    mirrored = (low + high - array).astype(array.dtype)
    return mirrored if (mirrored != array).any() else None


def _bits(paddle, result):
    arrays = [tensor.numpy() for _, tensor in flatten(paddle, result, "")]
    return [(array.shape, array.tobytes()) for array in arrays if array.size != 1 or array.ndim > 1]
