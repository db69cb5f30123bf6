# SPDX-License-Identifier: Apache-2.0
"""Counts the steps of a training whose learning rate is next to nothing beside the highest one."""

from __future__ import annotations

import collections
import math
import weakref

MAX_OPTIMIZERS = 64
# So many powers of two below the highest: less than a millionth of it.
NOTHING = 20


class Rates:
    """The learning rates of each optimizer, counted by their powers of two: the highest is known when all steps are made."""

    def __init__(self, journal):
        self._journal = journal
        self.reset()
        journal.on_end(self.end)

    def reset(self):
        self._known = {}  # id of an optimizer: weak reference to it, and its counts
        self._all = []

    def stepping(self, optimizer):
        """An optimizer is about to make a step."""
        known = self._known.get(id(optimizer))
        if known is None or known[0]() is not optimizer:
            if len(self._all) >= MAX_OPTIMIZERS:
                return
            known = self._known[id(optimizer)] = weakref.ref(optimizer), collections.Counter()
            self._all.append(known[1])
        rate = float(optimizer.get_lr())
        known[1][math.frexp(rate)[1] if rate > 0 else -math.inf] += 1

    def end(self):
        """Say of each optimizer how many steps it made, and how many of them at next to nothing."""
        lines = []
        for counts in self._all:
            bound = max(counts) - NOTHING
            still = sum(count for place, count in counts.items() if place < bound or place == -math.inf)
            lines.append("%d %d" % (sum(counts.values()), still))
        if lines:
            self._journal.record("note", name="steps that were made", value="\n".join(lines))
