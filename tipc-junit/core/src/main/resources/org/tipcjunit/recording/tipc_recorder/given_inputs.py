# SPDX-License-Identifier: Apache-2.0
"""The inputs that exported layers and graphs are asked about."""

from __future__ import annotations

import json
import os

import numpy

from tipc_recorder.tensors import type_name


def _last_name(name):
    """Get the key of a tensor that lay in a dict, such as image of inputs.image."""
    return name.rsplit(".", 1)[-1]


def in_order(given, spec_names, parameters):
    """Put given (name, array) pairs in the order of the specs: by name where the names say so, else as given."""
    by_key = {_last_name(name): array for name, array in given}
    if spec_names and len(by_key) == len(given) and set(_last_name(name) for name in spec_names) <= set(by_key):
        # An export may take some of the entries of a dict only.
        return [(name, by_key[_last_name(name)]) for name in spec_names]
    if spec_names and len(given) != len(spec_names):
        raise ValueError("the layer declares %d inputs and %d were given" % (len(spec_names), len(given)))
    by_name = dict(given)
    for names in (spec_names, parameters[: len(given)]):
        if len(by_name) == len(given) == len(names) and set(by_name) == set(names):
            return [(name, by_name[name]) for name in names]
    return [(wanted or name, array) for (name, array), wanted in zip(given, spec_names or [""] * len(given))]


def read(directory):
    """Get the calls of an input set, each a list of (name, array); none without one."""
    if not directory:
        return []
    with open(os.path.join(directory, "inputs.json"), encoding="utf-8") as file:
        calls = json.load(file)["calls"]
    # bfloat16 lies there as uint16, which is what Paddle's tensors take for it.
    return [
        [(tensor["name"], numpy.load(os.path.join(directory, tensor["file"]), allow_pickle=False)) for tensor in call]
        for call in calls
    ]


def described(spec) -> dict:
    """Get name, type and extents of a declared input."""
    shape = [-1 if extent is None else int(extent) for extent in spec.shape]
    return {"name": getattr(spec, "name", None) or "", "type": type_name(spec.dtype), "shape": shape}
