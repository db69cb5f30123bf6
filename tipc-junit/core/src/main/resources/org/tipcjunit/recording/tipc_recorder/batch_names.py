# SPDX-License-Identifier: Apache-2.0
"""Names the batches that the first steps of a training were made on: one that comes again and again is told.

Only so many are looked at, each in some of its elements, so that a long training is as fast as it was.
"""

from __future__ import annotations

import hashlib

from tipc_recorder.tensors import flatten, sampled

MAX_BACKWARD = 32
TOLD_BY = 256
WHOLE = ("int64", "int32", "int16", "int8", "uint8")


class BatchNames:
    """What the loaders of a training gave."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self.reset()
        journal.on_end(self.end)

    def reset(self):
        self._newest = None
        self._backward = 0
        self._names = set()
        self._batches = 0  # the most that a loader has
        self._highest = -1  # label
        self._sizes = set()  # how many samples the loaders put into a batch; 0 where they do not say
        self._last = None  # the iterator that gave the newest batch
        self._data = set()  # the names of the data sets that gave batches since the last backward call
        self._trained = None  # the iterator of the pass that is trained on
        self._begun = self._ended = 0  # passes over what a loader has that were trained on
        self._of_pass = self._most = 0  # backward calls of the newest pass, and of the one that has most
        self._single = True  # whether each sample has one whole number beside it

    def gave(self, iterator, batch):
        """A loader gave a batch."""
        self._last = id(iterator)
        self._data.add(self._journal.reads.name(iterator._dataset))
        if self._backward < MAX_BACKWARD:
            sampler = iterator._batch_sampler
            size = getattr(sampler, "batch_size", None)
            length = len(sampler) if hasattr(sampler, "__len__") else 0
            self._newest = batch, length, size if isinstance(size, int) else 0

    def backward(self):
        """The script called backward on a loss, of the newest batch; without a new one it is the same."""
        if self._last is not None and self._last != self._trained:
            self._trained = self._last
            self._begun += 1
            self._of_pass = 0
        self._of_pass += 1
        self._most = max(self._most, self._of_pass)
        # Of two, one may have been evaluated in between.
        if len(self._data) == 1:
            self._journal.reads.trained(*self._data)
        self._data = set()
        if self._backward >= MAX_BACKWARD:
            return
        self._backward += 1
        if self._newest is None:
            return
        (batch, batches, size), self._newest = self._newest, None
        self._batches = max(self._batches, batches)
        self._sizes.add(size)
        tensors = flatten(self._paddle, batch if isinstance(batch, (list, tuple, dict)) else [batch], "")
        arrays = [(key, _array(tensor)) for key, tensor in tensors]
        known = bool(arrays) and all(array is not None for _, array in arrays)
        # What cannot be named counts as another batch each time.
        self._names.add(_name(arrays) if known else str(self._backward))
        single = [array for _, array in arrays if array is not None and _is_single(array)]
        # Labels of some data sets are read as floating-point numbers; where there are others, such numbers are something else.
        whole = [array for array in single if array.dtype.name in WHOLE]
        self._see_labels(whole or [array for array in single if _is_whole(array)])

    def exhausted(self, iterator):
        """A loader has no batch more in this pass; what is read again makes another one, be its iterator the same or not."""
        if id(iterator) == self._trained:
            self._ended += 1
            self._trained = self._last = None

    def _see_labels(self, labels):
        self._single = self._single and len(labels) == 1
        if self._single:
            self._highest = max(self._highest, int(labels[0].max()))

    def end(self):
        """Say how many steps were looked at, on how many different batches, how many a loader has, and how many classes."""
        if self._names:
            classes = self._highest + 1 if self._single else 0
            numbers = self._backward, len(self._names), self._batches, classes
            self._journal.record("note", name="batches of the training", value="%d %d %d %d" % numbers)
            sizes = " ".join(str(size) for size in sorted(self._sizes))
            self._journal.record("note", name="batch sizes of the training", value=sizes)
            passes = "%d %d %d" % (self._begun, self._ended, self._most)
            self._journal.record("note", name="passes of the training", value=passes)


def _array(tensor):
    try:
        return tensor.numpy()
    except Exception:  # A kind of tensor that NumPy does not know.
        return None


def _name(arrays):
    name = hashlib.sha256()
    for key, array in arrays:
        name.update(("%s %s" % (key, array.shape)).encode() + sampled(array, TOLD_BY).tobytes())
    return name.hexdigest()


def _is_single(array):
    return array.ndim > 0 and array.shape[1:] in ((), (1,)) and array.size > 0


def _is_whole(array):
    return array.dtype.name in ("float32", "float64") and bool((array == array.round()).all() and array.min() >= 0)
