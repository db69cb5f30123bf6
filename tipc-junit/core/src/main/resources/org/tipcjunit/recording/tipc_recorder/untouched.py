# SPDX-License-Identifier: Apache-2.0
"""Lets a network be called by the recorder as if it had not been: what it keeps of a call, the script's next call must not find."""

from __future__ import annotations

import collections
import contextlib

# What a call may add to in place, such as Paddle's buffers.
CONTAINERS = (dict, collections.OrderedDict, list, set)


@contextlib.contextmanager
def untouched(layer):
    """A context in which calls of ``layer`` leave it, and all in it, with the attributes that they have now."""
    kept = [_Attributes(each) for each in layer.sublayers(include_self=True)]
    try:
        yield
    finally:
        for each in kept:
            each.put_back()


class _Attributes:
    """The attributes of one layer."""

    def __init__(self, layer):
        self._own = vars(layer)
        self._values = dict(self._own)
        self._contents = [(value, value.copy()) for value in self._values.values() if type(value) in CONTAINERS]

    def put_back(self):
        """Give them to the layer again; those that are as they were stay, whatever order they are in."""
        for name in [name for name in self._own if name not in self._values]:
            del self._own[name]
        for name, value in self._values.items():
            if self._own.get(name, self) is not value:
                self._own[name] = value
        for container, contents in self._contents:
            if not _same(container, contents):
                container.clear()
                add = container.extend if isinstance(container, list) else container.update
                add(contents)


def _same(container, contents):
    """Whether it holds the very objects that ``contents`` does: tensors are not asked whether they are equal."""
    if isinstance(container, set):
        return container == contents
    if isinstance(container, list):
        return len(container) == len(contents) and all(one is other for one, other in zip(container, contents))
    return list(container) == list(contents) and all(container[name] is contents[name] for name in contents)
