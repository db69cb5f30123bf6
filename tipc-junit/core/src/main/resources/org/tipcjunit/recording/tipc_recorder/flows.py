# SPDX-License-Identifier: Apache-2.0
"""Sees which networks a backward call reaches: their outputs tell of their gradients.

Where one network is called, and one line calls backward on what comes of it, again and again, all calls but some are taken for the
same; anything else ends that.
"""

from __future__ import annotations

import collections
import functools

from tipc_recorder.tensors import flatten, is_any

# After so many backward calls that were alike, one of so many is looked at: of a number that no pattern is likely to have.
ALIKE = 32
EVERY = 7


class Flows:
    """What gradients flow to, from one backward call to the next."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self.reset()

    def reset(self):
        self._steps = 0
        self._site = ""  # the line whose backward call is under way
        self._reached = set()  # networks whose outputs got a gradient of it
        self._watched = False  # whether any output would tell, since the last step
        self._called = set()  # networks that were called since the last backward call, so that gradients may flow
        self._assumed = set()  # those of them that were not looked at
        self._alike = {}  # number of a network: (line, how many backward calls in a row reached it alone)
        self._calls = collections.Counter()  # of networks, so that gradients may flow
        self._plain = True  # whether each backward call so far came after a call of a network, so that it can be told by others
        self._guessed = False  # whether a backward call since the last step was taken for the same as others
        self._zero = {}  # (line, network, output): whether the gradient that was looked at last was zero
        self._trained = set()  # (line, network): whose gradient was not zero once
        self._vanished = set()  # networks whose outputs got a gradient of zero of the backward call under way

    def called(self, number, result):
        """A network gave something: let it tell when a backward call reaches it."""
        tensors = [(name, tensor) for name, tensor in flatten(self._paddle, result, "") if not tensor.stop_gradient]
        if not tensors:
            return
        self._watched = True
        self._called.add(number)
        self._calls[number] += 1
        if self._plain and self._calls[number] % EVERY and self._alike.get(number, ("", 0))[1] >= ALIKE:
            self._assumed.add(number)
            return
        for name, tensor in tensors:
            tensor.register_hook(functools.partial(self._flows, number, name))

    def ran(self, number):
        """A program ran that makes a step: it has the gradients of all its parameters."""
        self._reached, self._watched = {number}, True

    def begins(self, site):
        """A backward call begins, of that line; empty where it is of no loss."""
        self._site = site
        self._reached.clear()
        self._vanished.clear()

    def ended(self, loss=None):
        """Get the numbers of the networks that the backward call reached, sorted; None where that cannot be told.

        A loss of exactly 0 has no gradient, as that of a margin that every sample keeps: it is still the loss of the network that the
        same line trained before.
        """
        if loss == 0:
            self._reached |= {number for number in self._vanished if (self._site, number) in self._trained}
        reached, called, assumed = self._reached, self._called, self._assumed
        self._called, self._assumed = set(), set()
        if assumed and all(self._alike[number][0] == self._site for number in assumed):
            self._guessed = True
            return sorted(reached | assumed)
        if assumed or self._guessed and not called:
            # From here on all calls are looked at.
            self._plain = self._watched = False
            return None
        self._plain = self._plain and bool(called)
        for number in called | reached:
            site, count = self._alike.get(number, (self._site, 0))
            alone = called == reached == {number} and site == self._site
            self._alike[number] = (self._site, count + 1 if alone else 0)
        return sorted(reached) if self._watched else None

    def stepped(self):
        """An optimizer made a step."""
        self._steps += 1
        self._watched = self._guessed = False

    def _flows(self, number, output, gradient):
        place = (self._site, number, output)
        # A loss that is multiplied by zero has a gradient, and nothing comes of it.
        if self._zero.get(place, True) or self._steps < 4 or not self._steps & (self._steps - 1):
            self._zero[place] = not self._journal.attempt("a gradient could not be looked at", is_any, gradient)
        if self._zero[place]:
            self._vanished.add(number)
        else:
            self._reached.add(number)
            self._trained.add((self._site, number))
        # Nothing is returned, so that the gradient stays what it is.
