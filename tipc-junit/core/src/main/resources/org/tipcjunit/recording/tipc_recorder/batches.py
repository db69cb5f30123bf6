# SPDX-License-Identifier: Apache-2.0
"""Counts the batches that an evaluation takes of its data loaders, and how many they have."""

from __future__ import annotations

import functools
import weakref

from tipc_recorder.losses import samples_in

MAX_ITERATORS = 64


def watch(journal, paddle, answers):
    """Hook the iterators of data loaders, whose labels ``answers`` counts."""
    from paddle.io.dataloader import dataloader_iter

    batches = _Batches(journal, paddle, answers)
    journal.on_fork(batches.reset)
    journal.on_end(batches.end)
    for iterator in (dataloader_iter._DataLoaderIterSingleProcess, dataloader_iter._DataLoaderIterMultiProcess):
        iterator.__next__ = batches.counted(iterator.__next__)


class _Batches:
    def __init__(self, journal, paddle, answers):
        self._journal = journal
        self._paddle = paddle
        self._answers = answers
        self.reset()

    def reset(self):
        self._known = {}  # id of an iterator: weak reference to it, and its entry
        # [batches taken, batches there are, whether it ended, samples taken, samples that are in no batch, among how many processes
        # its sampler shares them, calls of networks while it was the newest]
        self._all = []
        self._newest = None
        self._calls = 0  # of networks, when the newest was first asked or last looked at

    def counted(self, original):
        @functools.wraps(original)
        def __next__(iterator):
            try:
                batch = original(iterator)
            except StopIteration:
                self._journal.attempt("batches could not be counted", self._ended, iterator)
                raise
            self._journal.attempt("batches could not be counted", self._took, iterator, batch)
            self._journal.attempt("answers could not be counted", self._answers.gave, batch)
            return batch

        return __next__

    def _look(self, newest):
        """Give the calls since the last look to the iterator that was the newest."""
        calls = self._answers.calls
        if self._newest is not None:
            self._newest[6] += calls - self._calls
        self._newest, self._calls = newest, calls

    def _entry(self, iterator):
        known = self._known.get(id(iterator))
        if known is not None and known[0]() is iterator:
            return known[1]
        sampler = iterator._batch_sampler
        left_out = self._journal.attempt("samples that are in no batch could not be counted", _left_out, sampler) or 0
        shared = getattr(sampler, "nranks", 1)
        entry = [0, len(sampler) if hasattr(sampler, "__len__") else 0, False, 0, left_out, shared, 0]
        self._known[id(iterator)] = weakref.ref(iterator), entry
        if len(self._all) < MAX_ITERATORS:
            self._all.append(entry)
        return entry

    def _took(self, iterator, batch):
        entry = self._entry(iterator)
        self._look(entry)
        entry[0] += 1
        entry[3] += samples_in(self._paddle, batch) or 0

    def _ended(self, iterator):
        entry = self._entry(iterator)
        self._look(entry)
        entry[2] = True

    def end(self):
        """Say what was taken, of each iterator of which anything was: taken, there are, 1 where it ended, samples, left out, shared, calls."""
        self._look(None)
        lines = ["%d %d %d %d %d %d %d" % tuple(entry) for entry in self._all if entry[0]]
        if lines:
            self._journal.record("note", name="batches that were read", value="\n".join(lines))


def _left_out(sampler):
    """Get how many samples a sampler leaves out because they are too few for a batch."""
    if not getattr(sampler, "drop_last", False):
        return 0
    # Those of this process, where several share them.
    samples = sampler.num_samples if hasattr(sampler, "num_samples") else len(sampler.sampler)
    return samples % sampler.batch_size
