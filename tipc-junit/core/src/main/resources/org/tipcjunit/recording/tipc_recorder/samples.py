# SPDX-License-Identifier: Apache-2.0
"""Keeps what networks get and say in their first calls of an evaluation, so that the exported program can be asked the same.

A few calls only, each whole where it is small; of large batches of images the first ones. What warms a network up must not be all
that is kept: calls on one number are left out, and those on numbers of another range or size count by themselves.
"""

from __future__ import annotations

import math
import threading

from tipc_recorder import batches
from tipc_recorder.answers import Answers
from tipc_recorder.inner_calls import Asked, Within, described, named
from tipc_recorder.layer_calls import arguments
from tipc_recorder.tensors import named_array, named_numpy

# Of so many networks so many kinds of calls, so many calls each, and of as many what is within them.
MAX_NETWORKS = 8
MAX_KINDS = 4
MAX_CALLS = 3
MAX_LOOKED_INTO = 2
# Every call is looked at up to the first number, then one in as many as the second.
ALL_UP_TO = 32
ONE_IN = 16
# A call of more bytes is cut to its first images; one that is no batch of images is kept up to the second bound.
WHOLE_BYTES = 16 * 1024 * 1024
MAX_BYTES = 64 * 1024 * 1024
MAX_ROWS = 4
# Images have a batch in front: what has fewer axes may have its time there.
IMAGE_AXES = 4


def install(journal, paddle):
    """Let the networks, which are hooked later, find what keeps their samples."""
    answers = Answers(journal, paddle)
    journal.samples = Samples(journal, paddle, answers)
    journal.attempt("batches could not be counted", batches.watch, journal, paddle, answers)


class Samples:
    """The calls of this process that are kept."""

    def __init__(self, journal, paddle, answers):
        self._journal = journal
        self._paddle = paddle
        self._answers = answers
        self._given = threading.local()
        self.reset()
        journal.on_fork(self.reset)

    def reset(self):
        self._seen = {}  # number of a network: how many of its calls there were
        self._calls = {}  # number of a network: of each kind of call, how many were kept
        self.asked = Asked(self._paddle)

    def begin(self, number, layer, args, kwargs):
        """Look at what a network gets, before it may write into it."""
        self._given.call = self._given.within = None
        given = arguments(self._paddle, layer, args, kwargs)
        self._journal.attempt("answers could not be counted", self._answers.asked, number, given)
        if layer.training or not self._is_looked_at(number):
            return
        inputs = [named_array(name, tensor) for name, tensor in given]
        kind = self._wanted(number, inputs)
        if kind is None:
            return
        looks = self._calls[number].get(kind, 0) < MAX_LOOKED_INTO
        within = Within(self._paddle, layer, len(inputs) > 1) if looks else None
        self._given.call = number, kind, layer, inputs, within
        self._given.within = within

    def _is_looked_at(self, number):
        if number not in self._calls and len(self._calls) >= MAX_NETWORKS:
            return False
        kinds = self._calls.setdefault(number, {})
        seen = self._seen[number] = self._seen.get(number, 0) + 1
        often = seen <= ALL_UP_TO or seen % ONE_IN == 0
        return often and (len(kinds) < MAX_KINDS or any(count < MAX_CALLS for count in kinds.values()))

    def _wanted(self, number, inputs):
        """Get the kind of a call that is to be kept; None for one of which enough are kept, or that says nothing."""
        kind, kinds = _kind(inputs), self._calls[number]
        if kind is None or kinds.get(kind, 0) >= MAX_CALLS or kind not in kinds and len(kinds) >= MAX_KINDS:
            return None
        return kind

    def _count(self, number, kind):
        kinds = self._calls[number]
        kinds[kind] = kinds.get(kind, 0) + 1

    def inside(self, call, layer, args, kwargs):
        """Call a layer inside of a network, and see whether it is the network itself."""
        within = getattr(self._given, "within", None)
        if within is None:
            return call(layer, *args, **kwargs)
        # What lies in a part of the network is a part.
        inputs = None
        otherwise = "a layer within a network could not be recorded"
        if self._journal.attempt(otherwise, within.may_be, layer):
            inputs = self._journal.attempt(otherwise, within.inputs, layer, args, kwargs)
        else:
            self._given.within = None
        try:
            result = call(layer, *args, **kwargs)
        finally:
            self._given.within = within
        if inputs:
            self._journal.attempt(otherwise, within.said, layer, inputs, result)
        return result

    def end(self, number, result):
        """Keep a call that has ended well."""
        self._journal.attempt("answers could not be counted", self._answers.said, number, result)
        call, self._given.call, self._given.within = getattr(self._given, "call", None), None, None
        if call is None:
            return
        _, kind, layer, inputs, within = call
        self._count(number, kind)
        outputs = named(self._paddle, result)
        self._keep(number, inputs, outputs)
        if within is not None:
            for found, got, said in self._beside(layer, inputs, outputs, within):
                self._keep(number, got, said, layer=described(self._paddle, found))

    def ran(self, number, run):
        """Keep what a static graph says, where its run is one of the first."""
        if not self._is_looked_at(number):
            return
        kind = self._wanted(number, [named_numpy(name, array) for name, array in run.inputs()])
        if kind is None:
            return
        self._count(number, kind)
        taken, said = ([named_numpy(*each) for each in found] for found in run.asked())
        if said:
            self._keep(number, taken, said)

    def _beside(self, layer, inputs, outputs, within):
        """Get (layer, inputs, outputs) of what may be the network where the one that was called is not, or says too little."""
        found = within.whole()
        if not found and len(inputs) > 1 and not _has_rows(inputs, outputs):
            found = within.most() + self.asked.without_labels(layer, inputs)
        return found + self.asked.of_part(layer, inputs)

    def _keep(self, number, inputs, outputs, **of):
        kept = _kept(inputs, outputs)
        tensors = self._journal.tensors(kept[0] + kept[1]) if kept else None
        if tensors is not None:
            self._journal.record(
                "network_call", network=number, inputs=tensors[: len(inputs)], outputs=tensors[len(inputs) :], **of
            )


def _kind(inputs):
    """Get what tells a call from others of another range or size; None where its samples are each but one number."""
    arrays = [array for _, _, array in inputs if array.size]
    largest = max((array.size for array in arrays), default=0)
    if not any(_says_something(array) for array in arrays if array.size == largest):
        return None
    return tuple(_range(array) for array in arrays if array.dtype.kind == "f")


def _says_something(array):
    first = array.flat[0]
    return array.size == 1 or bool((array != first).any())


def _range(array):
    """Get the extents of an image, and by how many halvings its greatest number is smaller than 1."""
    low, high = float(array.min()), float(array.max())
    far = max(-low, high)
    scale = round(math.log2(far)) if 0 < far < math.inf else 0
    return array.shape[1:] if array.ndim >= IMAGE_AXES else array.ndim, scale, low < -high / 8


def _has_rows(inputs, outputs):
    """Whether something is said of each sample that may be more than one number."""
    largest = max((array for _, _, array in inputs), key=lambda array: array.size)
    rows = largest.shape[0] if largest.ndim else 0
    return any(array.ndim > 1 and array.shape[0] == rows and array.size > rows for _, _, array in outputs)


def _kept(inputs, outputs):
    """Get the inputs and outputs to keep; None where they are too large."""
    arrays = [array for _, _, array in inputs + outputs]
    size = sum(array.nbytes for array in arrays)
    if size <= WHOLE_BYTES:
        return inputs, outputs
    rows = inputs[0][2].shape[0] if inputs[0][2].ndim else 0
    images = any(array.ndim >= IMAGE_AXES for _, _, array in inputs)
    rowwise = all(array.ndim and array.shape[0] == rows for array in arrays)
    if images and rowwise and rows > MAX_ROWS:
        inputs, outputs = _cut(inputs), _cut(outputs)
        size = size // rows * MAX_ROWS
    return (inputs, outputs) if size <= MAX_BYTES else None


def _cut(named_arrays):
    return [(name, dtype, array[:MAX_ROWS]) for name, dtype, array in named_arrays]
