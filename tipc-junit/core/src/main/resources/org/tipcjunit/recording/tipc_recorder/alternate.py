# SPDX-License-Identifier: Apache-2.0
"""Tells every other call of the networks of an evaluation from those between.

Calls are counted for each pass over a data loader, and for each line of the script that calls a network: what warms a network up, and
other data that are evaluated, are counted for themselves. A call without a sample that no other one had counts for nothing, as in
what takes the time.

Of a call of many samples the first half counts as if it were between: what is measured of the first ones of each batch alone, or of
the only batch, does not depend on the others.
"""

from __future__ import annotations

import functools
import os
import sys

from tipc_recorder.networks import told_apart

# So few samples of a call are not divided: what half of them say may well be as right by chance.
FEWEST = 16


class Alternate:
    """Every other call."""

    def __init__(self, paddle, which):
        self._which = which  # of two calls: 0 or 1
        self._ours = tuple(os.path.dirname(os.path.abspath(each)) + os.sep for each in (paddle.__file__, __file__))
        self._seen = set()
        self._passes = {}  # identity of an iterator that has not ended: number of its pass
        self._begun = 0
        self._pass = None  # the one that gave the newest batch
        self._calls = {}  # (pass, file, line): calls
        self._divided = set()  # those of them whose first call was divided
        _watch(paddle, self)

    def took(self, iterator):
        """A data loader gave a batch."""
        if id(iterator) not in self._passes:
            self._begun += 1
            self._passes[id(iterator)] = self._begun
        self._pass = self._passes[id(iterator)]

    def ended(self, iterator):
        """A data loader has no more batches."""
        if self._passes.pop(id(iterator), None) == self._pass:
            self._pass = None

    def begins(self, inputs, outputs):
        """Get the first row of the outputs that counts, of a call of a network with (name, tensor) pairs; None where none does.

        Asked once for each call.
        """
        before = len(self._seen)
        told = told_apart(inputs)
        self._seen |= told
        if len(self._seen) == before:
            return None
        place = (self._pass,) + self._line()
        count = self._calls.get(place, 0)
        self._calls[place] = count + 1
        if count % 2 != self._which:
            return None
        first = _half(len(told), outputs)
        if first and not count:
            self._divided.add(place)
        return first

    def alone(self):
        """Get how many calls had no other one beside them, and no part that stayed as it was."""
        return sum(count == 1 and place not in self._divided for place, count in self._calls.items())

    def _line(self):
        frame = sys._getframe(1)
        while frame.f_back is not None and os.path.abspath(frame.f_code.co_filename).startswith(self._ours):
            frame = frame.f_back
        return frame.f_code.co_filename, frame.f_lineno


def _half(samples, outputs):
    """Get half of the rows of all outputs where each is that of one of many samples; 0 elsewhere, as for boxes and means."""
    rows = {int(tensor.shape[0]) if len(tensor.shape) else 1 for _, tensor in outputs}
    return samples // 2 if samples >= FEWEST and rows == {samples} else 0


def _watch(paddle, alternate):
    from paddle.io.dataloader import dataloader_iter

    def followed(original):
        @functools.wraps(original)
        def __next__(iterator):
            try:
                batch = original(iterator)
            except StopIteration:
                alternate.ended(iterator)
                raise
            alternate.took(iterator)
            return batch

        return __next__

    for iterator in (dataloader_iter._DataLoaderIterSingleProcess, dataloader_iter._DataLoaderIterMultiProcess):
        iterator.__next__ = followed(iterator.__next__)
