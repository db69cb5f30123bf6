# SPDX-License-Identifier: Apache-2.0
"""Keeps what networks get and say in their first calls of an evaluation, so that the exported program can be asked the same.

A few calls only, each whole where it is small; of large batches of images the first ones.
"""

from __future__ import annotations

import threading

from tipc_recorder import batches
from tipc_recorder.answers import Answers
from tipc_recorder.layer_calls import arguments
from tipc_recorder.tensors import flatten, named_array

# Of so many networks so many calls each.
MAX_NETWORKS = 8
MAX_CALLS = 3
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
        self._calls = {}  # number of a network: how many calls were kept

    def begin(self, number, layer, args, kwargs):
        """Look at what a network gets, before it may write into it."""
        self._given.inputs = None
        given = arguments(self._paddle, layer, args, kwargs)
        self._journal.attempt("answers could not be counted", self._answers.asked, number, given)
        known = number in self._calls or len(self._calls) < MAX_NETWORKS
        if layer.training or not known or self._calls.get(number, 0) >= MAX_CALLS:
            return
        self._given.inputs = [named_array(name, tensor) for name, tensor in given]

    def end(self, number, result):
        """Keep a call that has ended well."""
        self._journal.attempt("answers could not be counted", self._answers.said, number, result)
        inputs, self._given.inputs = getattr(self._given, "inputs", None), None
        if inputs is None:
            return
        self._calls[number] = self._calls.get(number, 0) + 1
        outputs = [named_array(name, tensor) for name, tensor in flatten(self._paddle, result, "output")]
        kept = _kept(inputs, outputs)
        described = self._journal.tensors(kept[0] + kept[1]) if kept else None
        if described is not None:
            self._journal.record(
                "network_call", network=number, inputs=described[: len(inputs)], outputs=described[len(inputs) :]
            )


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
