# SPDX-License-Identifier: Apache-2.0
"""Tells the parameters of a training whose gradient was nothing whenever it was looked at, or but that of a penalty on themselves:
at most a decay changes them.

All are looked at before the first steps. Who has a gradient once is not looked at again, so that most trainings are looked at but once.
"""

from __future__ import annotations

import weakref

import numpy

from tipc_recorder.tensors import is_any, is_sparse, sampled

# All that are left are looked at in so many steps, then but a few, in four of sixteen steps: losses may take turns.
CLOSE_STEPS = 64
MAX_LEFT = 8
FEWEST_LOOKS = 8
# Of fewer different weights anything may look like a penalty, and of so many it is told; what is left of a gradient beside it, as a
# share, is rounding.
FEWEST_WEIGHTS = 4
TOLD_BY = 4096
ROUNDING = 1e-4


class Idle:
    """The parameters of each optimizer that had no gradient yet."""

    def __init__(self, journal, candidates):
        """``candidates(optimizer)`` gets the parameters that an optimizer is to change."""
        self._journal = journal
        self._candidates = candidates
        self.reset()
        journal.on_end(self.end)

    def reset(self):
        self._optimizers = {}  # id: weak reference, and what is left of its parameters
        self._steps = 0

    def stepping(self, optimizer):
        """An optimizer is about to make a step."""
        self._steps += 1
        known = self._optimizers.get(id(optimizer))
        if known is None or known[0]() is not optimizer:
            left = [_Parameter(each) for each in self._candidates(optimizer)]
            known = self._optimizers[id(optimizer)] = weakref.ref(optimizer), left
        left = known[1]
        if left and (self._steps <= CLOSE_STEPS or self._steps % 16 < 4):
            left[:] = [each for each in left if each.is_idle(self._journal.networks)]
            if self._steps > CLOSE_STEPS:
                del left[MAX_LEFT:]

    def end(self):
        """Say which parameters never had a gradient but nothing."""
        names = {name for _, left in self._optimizers.values() for each in left for name in each.names}
        if names:
            self._journal.record("note", name="gradients that were nothing", value="\n".join(sorted(names)))


class _Parameter:
    def __init__(self, tensor):
        self._tensor = weakref.ref(tensor)
        self._looks = 0  # how often it had a gradient, of nothing
        self.names = []  # number of the network/name, as soon as it was looked at often enough

    def is_idle(self, networks):
        tensor = self._tensor()
        gradient = None if tensor is None else tensor.grad
        if gradient is None:
            return tensor is not None
        if is_any(gradient) and (is_sparse(gradient) or not _is_of_penalty(tensor, gradient)):
            return False
        self._looks += 1
        # Its network may be gone when the process ends.
        if self._looks == FEWEST_LOOKS and networks is not None:
            self.names = networks.names_of([tensor])
        return True


def _is_of_penalty(tensor, gradient):
    """Whether a gradient is a sum of the weights and their signs, each times one number: that of their squares and sizes."""
    weights, found = (sampled(each.numpy(), TOLD_BY).astype("float64") for each in (tensor, gradient))
    # What is something, but nothing where it is looked at, is none either.
    if weights.size != found.size or not numpy.isfinite(found).all() or not found.any():
        return False
    of_penalties = numpy.stack([weights, numpy.sign(weights)], axis=1)
    factors = numpy.linalg.lstsq(of_penalties.T @ of_penalties, of_penalties.T @ found, rcond=None)[0]
    rest = found - of_penalties @ factors
    left = float(numpy.abs(rest).max()) > ROUNDING * float(numpy.abs(found).max())
    return not left and len(numpy.unique(numpy.abs(weights))) >= FEWEST_WEIGHTS
