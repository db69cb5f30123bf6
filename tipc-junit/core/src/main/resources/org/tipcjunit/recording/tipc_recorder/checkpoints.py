# SPDX-License-Identifier: Apache-2.0
"""Records the digests of the weights that are saved, loaded and put into layers."""

from __future__ import annotations

import functools
import os

from tipc_recorder.tensors import state_digests


def install(journal, paddle):
    """Hook paddle.save, paddle.load and Layer.set_state_dict."""

    def note(operation, state, path):
        digests = state_digests(paddle, state)
        if not digests:
            return
        networks = journal.networks
        owners, unlike, strange = [], [], {}
        if networks is not None and operation == "save":
            owners, unlike = networks.owners(state, digests)
            strange = networks.unheld(owners, state)
            networks.saw(digests)
        elif networks is not None and operation == "load":
            strange = networks.unknown(digests)
            networks.gave(digests)
        journal.record(
            "checkpoint",
            operation=operation,
            path=path,
            digests=digests,
            networks=owners,
            unlike=unlike,
            strange=strange,
        )

    def path_of(place):
        return os.path.abspath(place) if isinstance(place, (str, os.PathLike)) else "<%s>" % type(place).__name__

    def attempt(operation, state, path):
        journal.attempt("a %s of weights could not be recorded" % operation, note, operation, state, path)

    original_save, original_load = paddle.save, paddle.load

    @functools.wraps(original_save)
    def save(obj, path, *args, **kwargs):
        result = original_save(obj, path, *args, **kwargs)
        attempt("save", obj, path_of(path))
        return result

    @functools.wraps(original_load)
    def load(path, *args, **kwargs):
        result = original_load(path, *args, **kwargs)
        attempt("load", result, path_of(path))
        return result

    for module in (paddle, paddle.framework, paddle.framework.io):
        module.save = save
        module.load = load

    original_set = paddle.nn.Layer.set_state_dict

    @functools.wraps(original_set)
    def set_state_dict(self, state_dict, *args, **kwargs):
        result = original_set(self, state_dict, *args, **kwargs)
        # What the layer holds now, not what it was given: keys that do not match are dropped with a warning.
        attempt("set_state_dict", self.state_dict(), "")
        return result

    layer = paddle.nn.Layer
    layer.set_state_dict = set_state_dict
    layer.set_dict = set_state_dict
    layer.load_dict = set_state_dict
