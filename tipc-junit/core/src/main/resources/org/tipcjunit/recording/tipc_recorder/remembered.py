# SPDX-License-Identifier: Apache-2.0
"""Remembers some of the values that a trained network had between its steps, by which weights that are saved are told to be its own.

They are kept after so many steps as are a power of two: as many steps later the weights have moved on from there, and still point the
same way. Weights that are drawn anew do not.
"""

import math

import numpy

from tipc_recorder.tensors import array_of, sampled

# So many values of each tensor are kept; of fewer than these, chance alone may make two alike.
KEPT = 1024
FEW = 64
# What is this near to what was kept follows from it, however many values there are.
NEAR = 0.3
# Chance makes n values as alike as 1/sqrt(n), seldom three times that.
CHANCE = 3.0


class Remembered:
    """Some values of one network."""

    def __init__(self):
        self.step = None
        self._values = {}  # name of a tensor: its shape, and some of its values

    def keep(self, step, parameters):
        """Keep values of what is trained, after ``step`` steps."""
        self.step = step
        for name, parameter in parameters.items():
            if len(parameter.shape) > 1 and not parameter.stop_gradient:
                array = array_of(parameter)
                if array.dtype.kind == "f" and array.size >= FEW:
                    self._values[name] = array.shape, sampled(array, KEPT).astype("float64")

    def compared(self, saved, step):
        """Get for each tensor whose values say something whether any of those of its name in ``saved``, after ``step`` steps, is near
        to what was kept; of none where that was before a quarter of them."""
        found = {}
        if self.step is None or step >= 4 * self.step:
            return found
        for name, (shape, kept) in self._values.items():
            arrays = [array_of(value) for value in saved.get(name, ())]
            alike = [
                _alike(kept, sampled(array, KEPT).astype("float64"))
                for array in arrays
                if array.shape == shape and array.dtype.kind == "f"
            ]
            known = [each for each in alike if each is not None]
            if known:
                found[name] = max(known) >= min(NEAR, CHANCE / math.sqrt(kept.size))
        return found


def _alike(one, other):
    """Get how far two arrays point the same way, up to 1; None where one of them is nothing or holds no numbers."""
    lengths = float(numpy.linalg.norm(one)) * float(numpy.linalg.norm(other))
    return float(one @ other) / lengths if lengths and math.isfinite(lengths) else None
