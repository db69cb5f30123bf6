# SPDX-License-Identifier: Apache-2.0
"""Finds out which weights a network does not use: parts that are merged into others, or that it trains with only.

Asked where some of its weights come from a file and others do not. It is called again as it was, with NaN in the place of these
others: a result of equal bits does not depend on them. No call of the script is changed.
"""

from __future__ import annotations

import random

import numpy

from tipc_recorder.layer_calls import unrecorded
from tipc_recorder.tensors import flatten
from tipc_recorder.untouched import untouched

# Fewer are no matter of chance, more are no part that is left over.
MAX_TENSORS = 4096


def unused(paddle, layer, names, call, given, result):
    """Get those of the weights ``names`` that ``result`` does not depend on: all of them, or none.

    :param call: what calls the layer, unwatched
    :param given: the positional and the named arguments that it gave ``result`` for
    """
    state = layer.state_dict()
    floats = {name: tensor for name, tensor in state.items() if tensor.numpy().dtype.kind == "f"}
    wanted = [name for name in names if name in floats]
    if not wanted or len(floats) > MAX_TENSORS or may_notice(layer):
        return []
    args, kwargs = given
    states = paddle.get_rng_state(), numpy.random.get_state(), random.getstate()

    def again(without):
        kept = {name: floats[name].numpy() for name in without}
        try:
            for name in without:
                floats[name].set_value(numpy.full_like(kept[name], numpy.nan))
            with untouched(layer), paddle.no_grad(), unrecorded():
                return _bits(paddle, call(layer, *args, **kwargs))
        finally:
            for name, value in kept.items():
                floats[name].set_value(value)
            paddle.set_rng_state(states[0])
            numpy.random.set_state(states[1])
            random.setstate(states[2])

    said = _bits(paddle, result)
    try:
        # Whoever says the same without any weights, or something else each time, tells nothing.
        needed = again([]) != said or again(wanted) != said or again(list(floats)) == said
    except Exception:  # NaN where numbers are expected
        needed = True
    return [] if needed else wanted


def _bits(paddle, result):
    arrays = [tensor.numpy() for _, tensor in flatten(paddle, result, "")]
    return [(array.dtype.str, array.shape, array.tobytes()) for array in arrays]


def may_notice(layer):
    """Whether somebody waits for calls, and would count one more."""
    return any(each._forward_pre_hooks or each._forward_post_hooks for each in layer.sublayers(include_self=True))
