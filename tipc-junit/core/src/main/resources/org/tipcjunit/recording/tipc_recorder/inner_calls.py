# SPDX-License-Identifier: Apache-2.0
"""Finds what a network says that is evaluated by something around it: a wrapper that gives losses or metrics only, one of its
methods, its parts one by one, or labels beside the samples.

What a wrapper calls is looked at as it is called. Where nothing calls the network as a program is called, it is asked itself, on a few
of the samples and only in evaluation mode; nothing that the script gets is changed by that.
"""

from __future__ import annotations

import random
import weakref

import numpy

from tipc_recorder.layer_calls import arguments, parameter_names, unrecorded
from tipc_recorder.networks import is_training, unwatched
from tipc_recorder.tensors import flatten, named_array, state_digests
from tipc_recorder.untouched import untouched
from tipc_recorder.unused import may_notice

# So many layers within one call, and so many layers that got weights.
MAX_WITHIN = 4
MAX_LOADED = 64
# A layer is asked on so many samples, and so often at most, whether it takes them or not.
MAX_ROWS = 4
MAX_ASKED = 8


class Within:
    """The layers inside of one call that may be the network itself, with what they get and say."""

    def __init__(self, paddle, layer, several):
        self._paddle = paddle
        self._all = _ids(layer)
        # Beside labels there may be weights that belong to the loss.
        self._least = len(self._all) // 2 + 1 if several else len(self._all)
        self._found = []  # (how many of the weights, layer, inputs, outputs)

    def may_be(self, layer):
        """Whether a layer holds what the network around it holds, or most of it."""
        return len(self._found) < MAX_WITHIN and len(_ids(layer) & self._all) >= self._least

    def inputs(self, layer, args, kwargs):
        """Get what it gets, before it may write into it."""
        return [named_array(name, tensor) for name, tensor in arguments(self._paddle, layer, args, kwargs)]

    def said(self, layer, inputs, result):
        """Note that it was called."""
        self._found.append((len(_ids(layer) & self._all), layer, inputs, named(self._paddle, result)))

    def whole(self):
        """Get (layer, inputs, outputs) of the layers that hold all."""
        return [found for count, *found in self._found if count == len(self._all)]

    def most(self):
        """Get the same of those that hold the most."""
        most = max((count for count, *_ in self._found), default=0)
        return [found for count, *found in self._found if count == most]


class Asked:
    """Asks layers that hold a network, or are it, what they say of samples alone."""

    def __init__(self, paddle):
        self._paddle = paddle
        self._loaded = []  # weak references to layers that got weights, in their order
        self._asked = {}  # id of a layer: how often

    def loaded(self, layer):
        """Note that a layer got weights."""
        if len(self._loaded) < MAX_LOADED and all(known() is not layer for known in self._loaded):
            self._loaded.append(weakref.ref(layer))

    def of_part(self, part, inputs):
        """Get (layer, inputs, outputs) of the layers that ``part`` is in, on what it got."""
        owners = [owner for owner in (known() for known in self._loaded) if owner is not None and owner is not part]
        owners = [owner for owner in owners if any(each is part for each in owner.sublayers())]
        return [found for owner in owners for found in self._ask(owner, inputs)]

    def without_labels(self, layer, inputs):
        """Get the same of a layer itself, on the largest of what it got."""
        return self._ask(layer, [max(inputs, key=lambda each: each[2].size)])

    def _ask(self, layer, inputs):
        count = self._asked.get(id(layer), 0)
        if count >= MAX_ASKED or is_training(layer) or may_notice(layer):
            return []
        self._asked[id(layer)] = count + 1
        paddle = self._paddle
        states = paddle.get_rng_state(), numpy.random.get_state(), random.getstate()
        try:
            tensors = [paddle.to_tensor(array[:MAX_ROWS] if array.ndim else array) for _, _, array in inputs]
            names = parameter_names(layer)
            given = [
                named_array(names[place] if place < len(names) else "input_%d" % place, tensor)
                for place, tensor in enumerate(tensors)
            ]
            with untouched(layer), paddle.no_grad(), unwatched(), unrecorded():
                said = named(paddle, layer(*tensors))
        except Exception:  # It takes something else: there is nothing to be compared.
            return []
        finally:
            paddle.set_rng_state(states[0])
            numpy.random.set_state(states[1])
            random.setstate(states[2])
        return [(layer, given, said)] if said else []


def named(paddle, result):
    """Get (name, type, array) of every tensor of a result."""
    return [named_array(name, tensor) for name, tensor in flatten(paddle, result, "output")]


def described(paddle, layer):
    """Get what tells which network a layer is."""
    with unwatched():
        digests = state_digests(paddle, layer.state_dict())
    return {"layer_class": type(layer).__name__, "digests": digests}


def _ids(layer):
    return {id(parameter) for parameter in layer.parameters()}
