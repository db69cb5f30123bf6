# SPDX-License-Identifier: Apache-2.0
"""Notes which files data sets read their samples from.

Lines of a file beside the journals, since the workers of a data loader leave without a word:

``read DATA-SET DIGEST ...``  what a data set has read while it was asked for samples
``trained DATA-SET``          a step was made on a batch of it

Of many files of a data set those of the lowest digests are noted, which are the same ones in every process and stage.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import sys
import threading
import weakref

from tipc_recorder import settings

FILE = "reads"
# So many files of a data set are noted in any case, and at most twice as many at a time.
MOST = 512
MAX_BYTES = 4 * 1024 * 1024


def install(journal, paddle):
    """See what Python opens, and which data set is asked for samples meanwhile."""
    journal.reads = reads = Reads(journal)
    settings.OPENED.append(reads.opened)
    journal.attempt("the files of data sets cannot be told", _hook, reads)


def _hook(reads):
    from paddle.io.dataloader import dataloader_iter, fetcher

    base = dataloader_iter._DataLoaderIterBase
    base.__init__ = reads.begun(base.__init__)
    for kind in (fetcher._MapDatasetFetcher, fetcher._IterableDatasetFetcher):
        kind.fetch = reads.fetched(kind.fetch)


class Reads:
    """The files of this process."""

    def __init__(self, journal):
        self._journal = journal
        folder = settings.get("TIPC_RECORDING_DIR")
        self._file = os.path.join(os.path.abspath(folder), FILE)
        workspace = settings.get("TIPC_RECORDING_WORKSPACE")
        self._roots = _folders([workspace]) if workspace else ()
        self._asked = threading.local()  # what the thread is asked for: the data set's name, and what it has read of late
        self._names = {}  # id of a data set: weak reference to it, and its name
        self._lowest = {}  # name of a data set: the files that are noted
        self._trained = set()
        self._numbers = itertools.count(1)

    def begun(self, original):
        """Name the data set of a loader before its workers are forked."""

        @functools.wraps(original)
        def __init__(iterator, loader, *args, **kwargs):
            self.name(getattr(loader, "dataset", None))
            self._journal.attempt("pictures that OpenCV reads cannot be told", self._hook_pictures)
            original(iterator, loader, *args, **kwargs)

        return __init__

    def fetched(self, original):
        @functools.wraps(original)
        def fetch(fetcher, *args, **kwargs):
            # A data set may read from a loader of its own.
            if getattr(self._asked, "name", None) is not None:
                return original(fetcher, *args, **kwargs)
            self._asked.name, self._asked.found = self.name(fetcher.dataset), []
            try:
                return original(fetcher, *args, **kwargs)
            finally:
                name, found, self._asked.name = self._asked.name, self._asked.found, None
                if found:
                    self._note("read %s %s" % (name, " ".join("%016x" % digest for digest in found)))

        return fetch

    def name(self, data):
        """Get the name of a data set; None for what nobody can refer to weakly."""
        known = self._names.get(id(data))
        if known is not None and known[0]() is data:
            return known[1]
        try:
            reference = weakref.ref(data)
        except TypeError:
            return None
        # Another one may have had its place in memory.
        name = "%d.%d" % (os.getpid(), next(self._numbers))
        self._names[id(data)] = reference, name
        return name

    def trained(self, name):
        """A step was made on a batch of a data set."""
        if name is not None and name not in self._trained:
            self._trained.add(name)
            self._note("trained %s" % name)

    def opened(self, path, flags):
        """A file is about to be opened."""
        name = getattr(self._asked, "name", None)
        if name is None or flags & (os.O_WRONLY | os.O_RDWR) or not isinstance(path, (str, bytes)):
            return
        path = os.fsdecode(path)
        if not os.path.isabs(path) or os.pardir in path:
            path = os.path.abspath(path)
        self._see(name, self._within(path))

    def _within(self, path):
        """The path from the working copy, which lies elsewhere for another stage."""
        return next((path[len(root) :] for root in self._roots if path.startswith(root)), path)

    def _see(self, name, path):
        digest = int.from_bytes(hashlib.blake2b(os.fsencode(path), digest_size=8).digest(), "big")
        if self._lowest.setdefault(name, _Lowest()).add(digest):
            self._asked.found.append(digest)

    def _hook_pictures(self):
        """OpenCV opens files without Python."""
        cv2 = sys.modules.get("cv2")
        original = getattr(cv2, "imread", None)
        if original is None or hasattr(original, "__wrapped__"):
            return

        @functools.wraps(original)
        def imread(filename, *args, **kwargs):
            self._journal.attempt("a picture that OpenCV reads cannot be told", self.opened, filename, os.O_RDONLY)
            return original(filename, *args, **kwargs)

        cv2.imread = imread

    def _note(self, line):
        try:
            os.makedirs(os.path.dirname(self._file), exist_ok=True)
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            try:
                if os.fstat(descriptor).st_size < MAX_BYTES:
                    os.write(descriptor, os.fsencode(line) + b"\n")
            finally:
                os.close(descriptor)
        except OSError as error:
            self._journal.problem("files that are read cannot be noted: %s" % (error,))


class _Lowest:
    """Digests, of which the lowest ones are all kept."""

    def __init__(self):
        self._kept = set()
        self._below = 1 << 64

    def add(self, digest):
        """Keep one; tells whether it is new."""
        if digest >= self._below or digest in self._kept:
            return False
        self._kept.add(digest)
        if len(self._kept) >= 2 * MOST:
            lowest = sorted(self._kept)[:MOST]
            self._kept, self._below = set(lowest), lowest[-1] + 1
        return True


def _folders(paths):
    found = set()
    for path in paths:
        for each in (os.path.abspath(path), os.path.realpath(path)):
            if each != os.sep:
                found.add(each + os.sep)
    return tuple(sorted(found))
