# SPDX-License-Identifier: Apache-2.0
"""Counts in an evaluation how often a network's best score is that of the label that its data loader gave beside the sample.

Counted is only where both are plain: each batch of a loader went, as it is, into one call of the network, which gave a score for
each of some classes, and beside the samples lay one whole number for each. Each count is the highest of the ways in which
evaluations take means, and of equal scores the right one counts, so that no sound evaluation prints more.
"""

from __future__ import annotations

import numpy

from tipc_recorder.tensors import flatten, sampled, type_name

MAX_PAIRS = 16
MAX_CLASSES = 65536
# Where only two classes are told apart, so many scores are kept to find the best threshold.
MAX_SCORES = 65536
RANKS = 5
# So many elements of a sample tell that it is the same.
TOLD_BY = 64


class Answers:
    """The counts of this process."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self.reset()
        journal.on_fork(self.reset)
        journal.on_end(self.end)

    def reset(self):
        self.calls = 0  # of any network
        self._samples = []  # what tells the tensors of the newest batch
        self._labels = {}  # name of what may be the labels of the newest batch: array
        self._asked = set()  # numbers of the networks that were called since
        self._unsure = set()  # networks that got something else
        self._counts = {}  # (network, name of its output, name of the labels): _Count

    def gave(self, batch):
        """A data loader gave a batch."""
        tensors = flatten(self._paddle, batch if isinstance(batch, (list, tuple, dict)) else [batch], "")
        self._asked = set()
        self._labels = {name: _labels(tensor) for name, tensor in tensors if _may_be_labels(tensor)}
        self._samples = [_told(tensor) for _, tensor in tensors] if self._labels else []

    def asked(self, network, inputs):
        """A network is about to be called with (name, tensor) pairs."""
        self.calls += 1
        if network in self._unsure:
            return
        told = [_told(tensor) for _, tensor in inputs]
        given = any(each is not None and each in self._samples for each in told)
        if network in self._asked or not given:
            self._unsure.add(network)
        self._asked.add(network)

    def said(self, network, result):
        """The call of a network has ended."""
        if network in self._unsure:
            return
        for name, tensor in flatten(self._paddle, result, "output"):
            if len(tensor.shape) != 2 or not 1 < tensor.shape[1] <= MAX_CLASSES:
                continue
            for label, labels in self._labels.items():
                key = network, name, label
                if len(labels) == tensor.shape[0] and (key in self._counts or len(self._counts) < MAX_PAIRS):
                    self._counts.setdefault(key, _Count()).add(_scores(tensor), labels)

    def end(self):
        """Say what was counted."""
        lines = [
            "%d\t%s\t%s\t%s" % (network, output, count.line(), count.plainly())
            for (network, output, _), count in self._counts.items()
            if network not in self._unsure and count.sure
        ]
        if lines:
            self._journal.record("note", name="answers that were counted", value="\n".join(lines))


class _Count:
    """How often the label is among the best scores."""

    def __init__(self):
        self.sure = True  # whether all labels are numbers of classes
        self._classes = 0
        self._batches = []  # (samples, how many labels are among the best 1, 2 ... scores)
        self._of_class = self._right_of_class = None
        self._two = []  # (by how much the second score is higher, label)

    def add(self, scores, labels):
        classes = scores.shape[1]
        if self._classes not in (0, classes) or labels.min() < 0 or labels.max() >= classes:
            self.sure = False
        if not self.sure:
            return
        if self._of_class is None:
            self._classes = classes
            self._of_class, self._right_of_class = numpy.zeros(classes), numpy.zeros(classes)
        own = scores[numpy.arange(len(labels)), labels]
        higher = (scores > own[:, None]).sum(axis=1)
        self._batches.append((len(labels), [int((higher < rank).sum()) for rank in range(1, RANKS + 1)]))
        self._of_class += numpy.bincount(labels, minlength=classes)
        self._right_of_class += numpy.bincount(labels[higher == 0], minlength=classes)
        if classes == 2 and len(self._two) < MAX_SCORES:
            self._two += list(zip((scores[:, 1] - scores[:, 0]).tolist(), labels.tolist()))

    def line(self):
        """Get samples, classes, different labels, how many are right, and the highest share of right ones among the best 1, 2 ..."""
        samples = sum(count for count, _ in self._batches)
        right = sum(ranks[0] for _, ranks in self._batches)
        shares = [self._share(samples, rank) for rank in range(RANKS)]
        there = self._of_class > 0
        shares[0] = max(shares[0], float((self._right_of_class[there] / self._of_class[there]).mean()), self._by_threshold())
        numbers = [samples, self._classes, int(there.sum()), right] + ["%.9f" % share for share in shares]
        return " ".join(str(number) for number in numbers)

    def plainly(self):
        """Get how many samples have the most frequent label, how many are right among the best 1, 2 ..., and the means of their batches."""
        right = [sum(ranks[rank] for _, ranks in self._batches) for rank in range(RANKS)]
        means = [sum(ranks[rank] / size for size, ranks in self._batches) / len(self._batches) for rank in range(RANKS)]
        return " ".join(str(number) for number in [int(self._of_class.max())] + right + ["%.9f" % mean for mean in means])

    def _share(self, samples, rank):
        """Get the highest share: of all samples, of the mean of batches, and without the last batch."""
        right = [ranks[rank] for _, ranks in self._batches]
        found = [sum(right) / samples, sum(r / n for r, (n, _) in zip(right, self._batches)) / len(right)]
        if len(right) > 1:
            found.append(sum(right[:-1]) / (samples - self._batches[-1][0]))
        return max(found)

    def _by_threshold(self):
        """Get the highest share that any threshold of two scores gives."""
        if not self._two:
            return 0.0
        labels = numpy.array([label for _, label in sorted(self._two)])
        below = numpy.concatenate([[0], numpy.cumsum(1 - labels)])
        return float((below + labels.sum() - numpy.concatenate([[0], numpy.cumsum(labels)])).max() / len(labels))


def _may_be_labels(tensor):
    shape = list(tensor.shape)
    whole = type_name(tensor.dtype) in ("int64", "int32", "uint8", "int8", "int16")
    return whole and bool(shape) and shape[0] > 0 and shape[1:] in ([], [1])


def _labels(tensor):
    return tensor.numpy().reshape(-1).astype("int64")


def _scores(tensor):
    scores = tensor.astype("float32") if type_name(tensor.dtype) == "bfloat16" else tensor
    return scores.numpy()


def _told(tensor):
    """Get what tells a tensor from others, its form and some of its elements; None for a kind that NumPy does not know."""
    try:
        array = tensor.numpy()
    except Exception:
        return None
    return array.shape, sampled(array, TOLD_BY).tobytes()
