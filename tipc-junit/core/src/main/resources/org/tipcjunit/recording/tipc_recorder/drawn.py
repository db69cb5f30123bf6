# SPDX-License-Identifier: Apache-2.0
"""Asks the data set of an evaluation more than once for the same sample: flips, crops and the like that are drawn at random show.

Asked in a run whose results mean nothing, so that what asking changes does no harm. A sample is told where it is another image
beside the same whole number, its label: episodes and pairs that are drawn on purpose have others, and noise has none. A mask of
the image's size is a label too, which crops and flips change together with it.
"""

from __future__ import annotations

import functools
import time

import numpy

from tipc_recorder.tensors import is_tensor

MAX_SETS = 4
SAMPLES = 4
# So that an image is mirrored by chance in all of them, or in none, of one in 2,000 data sets.
TIMES = 4
MAX_SECONDS = 5


def watch(journal, paddle):
    """Hook the iterators of data loaders."""
    from paddle.io.dataloader import dataloader_iter

    sets = _Sets(journal, paddle)

    def first_asked(original):
        @functools.wraps(original)
        def __next__(iterator):
            journal.attempt("a data set could not be asked again", sets.ask, iterator)
            return original(iterator)

        return __next__

    for iterator in (dataloader_iter._DataLoaderIterSingleProcess, dataloader_iter._DataLoaderIterMultiProcess):
        iterator.__next__ = first_asked(iterator.__next__)


class _Sets:
    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self._known = []

    def ask(self, iterator):
        data = iterator._dataset
        if len(self._known) >= MAX_SETS or any(data is known for known in self._known):
            return
        self._known.append(data)
        if isinstance(data, self._paddle.io.IterableDataset) or not hasattr(data, "__len__"):
            return
        start = time.perf_counter()
        for place in sorted({len(data) * part // SAMPLES for part in range(SAMPLES)}):
            if time.perf_counter() - start < MAX_SECONDS and self._is_drawn(data, place):
                self._journal.record("note", name="samples drawn anew", value="%s %d" % (type(data).__name__, place))
                return

    def _is_drawn(self, data, place):
        found = [_image_and_label(self._paddle, data[place]) for _ in range(TIMES)]
        return None not in found and len({label for _, label in found}) == 1 and len({image for image, _ in found}) > 1


def _image_and_label(paddle, item):
    """Get what tells the image of a sample from others, and its label; None where a sample is not of both."""
    leaves = _leaves(item)
    arrays = [leaf.numpy() if is_tensor(paddle, leaf) else numpy.asarray(leaf) for leaf in leaves]
    images = [array for array in arrays if _is_image(array)]
    labels = [array for array in arrays if array.size == 1 and array.dtype.kind in "iu"]
    if len(images) == 1 and not labels and any(_is_mask(array, images[0]) for array in arrays):
        return images[0].tobytes(), ()
    if len(images) != 1 or not labels:
        return None
    return images[0].tobytes(), tuple(int(label.reshape(())) for label in labels)


def _leaves(item):
    if isinstance(item, dict):
        return [leaf for key in sorted(item, key=str) for leaf in _leaves(item[key])]
    if isinstance(item, (list, tuple)) and len(item) <= 16:
        return [leaf for each in item for leaf in _leaves(each)]
    return [item]


def _is_image(array):
    return array.ndim == 3 and array.dtype.kind in "fiu" and min(array.shape) in (1, 3, 4) and sorted(array.shape)[1] > 4


def _is_mask(array, image):
    """Whether an array has a whole number for each place of an image."""
    extent = tuple(each for each in array.shape if each != 1)
    return array is not image and array.dtype.kind in "iu" and len(extent) == 2 and all(each in image.shape for each in extent)
