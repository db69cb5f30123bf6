# SPDX-License-Identifier: Apache-2.0
"""Exchanges the scores of classes, for a run that shows which class a script names beside which scores.

One of two classes has the highest score, so that each comes often; all other scores lie anywhere.
"""

from __future__ import annotations

import numpy

from tipc_recorder.tensors import type_name

MAX_ROWS = 1024
STEPS = 40
LEAST, MOST = 0.9, 0.99  # certain enough for scripts that name nothing below a threshold, and no two samples alike
SUM = 1e-3


class Scores:
    """Gives each row of scores to other classes, and its best one a share of its own."""

    def __init__(self, seed):
        self._next = seed
        self._first = None
        # One of its own, so that the script draws what it would draw.
        self._generator = numpy.random.RandomState(seed)
        self.told = []  # a line a row: classes, the best one, its score, its share

    def are_in(self, tensor):
        """Whether a tensor holds rows of scores."""
        shape = tensor.shape
        return len(shape) == 2 and shape[1] > 1 and type_name(tensor.dtype) in ("float32", "float64", "float16")

    def exchange(self, array):
        """Get other rows of scores, of the same kind: shares stay shares."""
        return numpy.stack([self._row(row.astype("float64")) for row in array]).astype(array.dtype)

    def _row(self, row):
        if not numpy.isfinite(row).all():
            return row
        shares = row.min() >= 0 and abs(row.sum() - 1) < SUM
        scores = numpy.log(numpy.maximum(row, 1e-12)) if shares else row
        scores = self._moved(scores)
        scores = self._sharpened(scores - scores.max(), self._generator.uniform(LEAST, MOST))
        made = _softmax(scores) if shares else scores + row.max() - scores.max()
        if len(self.told) < MAX_ROWS:
            best = int(made.argmax())
            self.told.append("%d %d %r %r" % (len(row), best, float(made[best]), float(_softmax(made)[best])))
        return made

    def _moved(self, scores):
        if self._first is None:
            self._first = int(scores.argmax())
        self._next += 1
        best = (self._first + self._next % 2) % len(scores)
        others = self._generator.permutation(numpy.delete(scores, scores.argmax()))
        return numpy.insert(others, best, scores.max())

    def _sharpened(self, scores, share):
        low, high = 0.0, 1e6 / max(float(numpy.ptp(scores)), 1e-6)
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (low, middle) if _softmax(scores * middle).max() > share else (middle, high)
        return scores * (low + high) / 2


def _softmax(scores):
    powers = numpy.exp(scores - scores.max())
    return powers / powers.sum()
