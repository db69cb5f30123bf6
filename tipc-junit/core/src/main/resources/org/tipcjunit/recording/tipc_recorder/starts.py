# SPDX-License-Identifier: Apache-2.0
"""Tells which weights of a training's networks are, when it begins, as random numbers were drawn for them.

What a file of whatever form gave, what is calculated, and what is written by hand are other numbers than those that were drawn before.
"""

from __future__ import annotations

import functools

import numpy

from tipc_recorder.tensors import sampled

# Some elements tell a tensor from others; of the parts that these are cut into, more than half must be as they were drawn: an
# embedding has its row for padding set to 0 afterwards.
TOLD_BY = 256
PARTS = 8
INITIALIZERS = ("uniform.UniformInitializer", "normal.NormalInitializer", "normal.TruncatedNormalInitializer",
                "xavier.XavierInitializer", "kaiming.MSRAInitializer", "orthogonal.Orthogonal")
# What repositories fill weights with besides, by set_value.
FUNCTIONS = ("uniform", "normal", "randn", "standard_normal", "rand")
METHODS = ("uniform_", "normal_")


class Starts:
    """What was drawn for tensors of more than one dimension."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self._drawn = set()
        self._until_first_call = []
        kinds = paddle.nn.initializer
        for kind in {kinds.Initializer} | {_named(kinds, name) for name in INITIALIZERS}:
            if "__call__" in vars(kind):
                kind.__call__ = self._initializing(kind.__call__)
        for place, names in ((paddle, FUNCTIONS), (paddle.Tensor, METHODS)):
            for name in names:
                if hasattr(place, name):
                    self._watch(place, name)

    def _initializing(self, original):
        random = tuple(_named(self._paddle.nn.initializer, name) for name in INITIALIZERS)

        @functools.wraps(original)
        def call(initializer, param, *args, **kwargs):
            result = original(initializer, param, *args, **kwargs)
            if isinstance(initializer, random):
                self._note(param)
            return result

        return call

    def _watch(self, place, name):
        original = getattr(place, name)

        @functools.wraps(original)
        def draw(*args, **kwargs):
            result = original(*args, **kwargs)
            self._note(result)
            return result

        setattr(place, name, draw)
        self._until_first_call.append((place, name, draw, original))

    def _note(self, tensor):
        self._journal.attempt("a random start could not be noted", self._add, tensor)

    def _add(self, tensor):
        # Within a static graph, and where values are drawn later, it holds no numbers.
        if isinstance(tensor, self._paddle.Tensor) and len(tensor.shape) > 1 and tensor._is_initialized():
            self._drawn.update(_parts(tensor))

    def of(self, layer):
        """Get the numbers of elements of a layer's parameters of more than one dimension, and the names of those that are as they
        were drawn. Random numbers that are drawn after a first call are for something else than weights."""
        while self._until_first_call:
            place, name, draw, original = self._until_first_call.pop()
            if vars(place).get(name) is draw:
                setattr(place, name, original)
        # Its state has the names of what it distributes.
        named = layer._layers if isinstance(layer, self._paddle.DataParallel) else layer
        found = {name: each for name, each in named.named_parameters() if len(each.shape) > 1}
        drawn = [name for name, each in found.items() if self._is_drawn(each)]
        return {name: int(numpy.prod(each.shape)) for name, each in found.items()}, drawn

    def _is_drawn(self, tensor):
        parts = _parts(tensor)
        return 2 * sum(part in self._drawn for part in parts) > len(parts)


def _named(kinds, name):
    module, kind = name.split(".")
    return getattr(getattr(kinds, module), kind)


def _parts(tensor):
    shape = tuple(tensor.shape)
    some = sampled(tensor.numpy(), TOLD_BY)
    return [hash((shape, place, part.tobytes())) for place, part in enumerate(numpy.array_split(some, PARTS)) if part.size]
