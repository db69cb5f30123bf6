# SPDX-License-Identifier: Apache-2.0
"""Tells whether the first steps of a training were made on gradients that the steps before had left: nobody cleared them."""

from __future__ import annotations

import weakref

from tipc_recorder.tensors import is_any

LOOKS = 4


class KeptGradients:
    """One parameter of the first optimizer, from one of its steps to the next."""

    def __init__(self, journal, candidates):
        """``candidates(optimizer)`` gets the parameters that an optimizer is to change."""
        self._journal = journal
        self._candidates = candidates
        self.reset()
        journal.on_end(self.end)

    def reset(self):
        self._optimizer = None  # a weak reference to the first one
        self._parameter = None  # a weak reference to the one of its parameters that is looked at
        self._kept = None  # whether every backward call since its last step found the old gradient; None before the first one
        self._looks = 0
        self._found = 0

    def backward(self):
        """A backward call begins."""
        if self._parameter is not None and self._looks < LOOKS and self._kept is not False:
            parameter = self._parameter()
            self._kept = parameter is not None and parameter.grad is not None and is_any(parameter.grad)

    def stepping(self, optimizer):
        """An optimizer is about to make a step."""
        if self._looks >= LOOKS or self._optimizer is not None and self._optimizer() is not optimizer:
            return
        if self._optimizer is None:
            self._optimizer = weakref.ref(optimizer)
        if self._parameter is None:
            having = (each for each in self._candidates(optimizer) if each.grad is not None and is_any(each.grad))
            self._parameter = next((weakref.ref(each) for each in having), None)
        elif self._kept is not None:
            self._looks += 1
            self._found += self._kept
        self._kept = None

    def end(self):
        """Say so where it was so before every step that was looked at."""
        if self._looks and self._found == self._looks:
            self._journal.record("note", name="gradients that were kept", value=str(self._looks))
