# SPDX-License-Identifier: Apache-2.0
"""Which values the channels of images have that a network gets: images of 8 bits that are scaled alike have the same few.

Looked at in the first calls of an evaluation and of a prediction, in some of their elements. Each image's channels are
named as well by the order in which their elements rise, which no scaling changes: the same image with its channels
exchanged has the same names in another order.
"""

from __future__ import annotations

import hashlib

import numpy

from tipc_recorder.tensors import sampled

MAX_CALLS = 16
MAX_ROWS = 4
# Of each channel of a call so many elements are looked at.
MAX_ELEMENTS = 16384
# More values are no colours of 8 bits: what was resized after it was scaled, for instance.
MAX_VALUES = 256
MAX_INPUTS = 4
# So many images are named, each by so many elements of a channel.
MAX_NAMED = 256
MAX_NAMING = 1024
# Fewer values may rise in the same order by chance.
FEWEST_VALUES = 16


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
                images = self._images.setdefault(name, _Images())
                images.see(array[:MAX_ROWS], axis)
                images.name(array, axis)

    def described(self):
        """Get what is recorded, for each input that may be of images."""
        return [{"input": name, **images.described()} for name, images in sorted(self._images.items())]


class _Images:
    def __init__(self):
        self._samples = set()
        self._values = []  # for each channel an array of values; None for too many
        self._lows = []
        self._highs = []
        self._names = {}  # insertion-ordered set

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
                some = numpy.unique(sampled(flat, MAX_ELEMENTS))
                known = numpy.union1d(self._values[channel], some) if some.size <= MAX_VALUES else some
                self._values[channel] = known if known.size <= MAX_VALUES else None

    def name(self, array, axis):
        """Name each image by its channels."""
        if array.shape[axis] < 3:
            return
        for image in array:
            if len(self._names) >= MAX_NAMED:
                return
            names = [_rises(channel) for channel in numpy.moveaxis(image, axis - 1, 0)]
            # Grey images are the same in every order.
            if None not in names and len(set(names)) == len(names):
                self._names[" ".join(names)] = None

    def described(self):
        seen = bool(self._samples)
        return {
            "samples": len(self._samples),
            "values": [[] if known is None else [float(value) for value in known] for known in self._values],
            "lows": self._lows if seen else [],
            "highs": self._highs if seen else [],
            "names": list(self._names),
        }


def _rises(channel):
    """Get a name of the order in which some elements of a channel rise; None where they are too much alike."""
    some = sampled(channel, MAX_NAMING)
    values, places = numpy.unique(some, return_inverse=True)
    if values.size < FEWEST_VALUES or not numpy.isfinite(values).all():
        return None
    shape = "%dx%d:" % channel.shape
    return hashlib.sha256(shape.encode() + places.astype("<i4").tobytes()).hexdigest()[:16]


def _channels(array):
    """Get the axis of the channels of a batch of images; None for anything else."""
    if array.ndim != 4 or array.dtype != numpy.float32 or not array.size:
        return None
    for axis in (1, 3):
        if array.shape[axis] in (1, 3, 4) and min(array.shape[each] for each in (1, 2, 3) if each != axis) > 4:
            return axis
    return None
