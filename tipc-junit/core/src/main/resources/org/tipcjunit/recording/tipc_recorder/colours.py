# SPDX-License-Identifier: Apache-2.0
"""Which values the channels of images have that a network gets: images of 8 bits that are scaled alike have the same few.

Looked at in the first calls of an evaluation and of a prediction, in some of their elements.
"""

from __future__ import annotations

import numpy

MAX_CALLS = 16
MAX_ROWS = 4
# Of each channel of a call so many elements are looked at.
MAX_ELEMENTS = 16384
# More values are no colours of 8 bits: what was resized after it was scaled, for instance.
MAX_VALUES = 256
MAX_INPUTS = 4


class Colours:
    """The values of one network's inputs."""

    def __init__(self):
        self._calls = 0
        self._images = {}  # name of an input: _Images

    def wanted(self):
        """Whether further calls are looked at."""
        return self._calls < MAX_CALLS

    def see(self, inputs):
        """Look at one call's (name, tensor) pairs."""
        self._calls += 1
        for name, tensor in inputs:
            array = tensor.numpy()
            axis = _channels(array)
            if axis is not None and (name in self._images or len(self._images) < MAX_INPUTS):
                self._images.setdefault(name, _Images()).see(array[:MAX_ROWS], axis)

    def described(self):
        """Get what is recorded, for each input that may be of images."""
        return [{"input": name, **images.described()} for name, images in sorted(self._images.items())]


class _Images:
    def __init__(self):
        self._samples = set()
        self._values = []  # for each channel an array of values; None for too many
        self._lows = []
        self._highs = []

    def see(self, array, axis):
        count = array.shape[axis]
        if not self._values:
            self._values = [numpy.empty(0, array.dtype)] * count
            self._lows, self._highs = [numpy.inf] * count, [-numpy.inf] * count
        if count != len(self._values) or not numpy.isfinite(array).all():
            return
        self._samples.update(hash(row.tobytes()) for row in array)
        for channel, values in enumerate(numpy.moveaxis(array, axis, 0)):
            flat = values.ravel()
            self._lows[channel] = min(self._lows[channel], float(flat.min()))
            self._highs[channel] = max(self._highs[channel], float(flat.max()))
            if self._values[channel] is not None:
                some = numpy.unique(flat[:: max(1, flat.size // MAX_ELEMENTS)])
                known = numpy.union1d(self._values[channel], some) if some.size <= MAX_VALUES else some
                self._values[channel] = known if known.size <= MAX_VALUES else None

    def described(self):
        seen = bool(self._samples)
        return {
            "samples": len(self._samples),
            "values": [[] if known is None else [float(value) for value in known] for known in self._values],
            "lows": self._lows if seen else [],
            "highs": self._highs if seen else [],
        }


def _channels(array):
    """Get the axis of the channels of a batch of images; None for anything else."""
    if array.ndim != 4 or array.dtype != numpy.float32 or not array.size:
        return None
    for axis in (1, 3):
        if array.shape[axis] in (1, 3, 4) and min(array.shape[each] for each in (1, 2, 3) if each != axis) > 4:
            return axis
    return None
