# SPDX-License-Identifier: Apache-2.0
"""Records the digests of the weights that are saved, loaded and put into layers."""

from __future__ import annotations

import functools
import os

from tipc_recorder import static_graph
from tipc_recorder.tensors import state_digests


def install(journal, paddle):
    """Hook paddle.save, paddle.load and Layer.set_state_dict, and what does the same for static graphs."""

    def note(operation, state, path):
        networks = journal.networks
        # Moments are twice as large as the weights, and nothing is asked of them.
        if networks is not None and operation == "save" and networks.is_state_of_optimizer(state):
            return
        digests = state_digests(paddle, state)
        if not digests:
            return
        owners, unlike, strange, left_out, overwritten = [], [], {}, [], []
        if networks is not None and operation == "save":
            with networks.unchanged():
                owners, unlike = networks.owners(state, digests)
                strange = networks.unheld(owners, state)
                left_out = networks.left_out(owners)
                overwritten = networks.overwritten(owners, state, digests)
            networks.saw(digests, owners)
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
            left_out=left_out,
            overwritten=overwritten,
            steps=networks.steps if networks is not None else 0,
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
        if journal.networks is not None:
            journal.attempt("the weights of a network could not be recorded", journal.networks.will_change)
        result = original_set(self, state_dict, *args, **kwargs)
        # What the layer holds now, not what it was given: keys that do not match are dropped with a warning.
        attempt("set_state_dict", self.state_dict(), "")
        if journal.samples is not None:
            journal.attempt("a layer that got weights could not be noted", journal.samples.asked.loaded, self)
        return result

    layer = paddle.nn.Layer
    layer.set_state_dict = set_state_dict
    layer.set_dict = set_state_dict
    layer.load_dict = set_state_dict

    def in_scope(program):
        return static_graph.parameters_in(program, paddle.static.global_scope())

    def file_of(prefix):
        return path_of(prefix + ".pdparams" if os.path.isfile(prefix + ".pdparams") else prefix)

    def attempt_program(operation, state_of, path):
        journal.attempt(
            "a %s of weights could not be recorded" % operation, lambda: note(operation, state_of(), path)
        )

    def saved(program, model_path, *_, **__):
        attempt_program("save", lambda: in_scope(program), file_of(model_path))

    graphs = static_graph.of(journal, paddle)

    def loaded(program, model_path, *_, **__):
        graphs.loaded()
        attempt_program("load", lambda: in_scope(program), file_of(model_path))

    def was_set(program, *_, **__):
        graphs.loaded()
        attempt_program("set_state_dict", lambda: in_scope(program), "")

    def after(original, action):
        @functools.wraps(original)
        def call(*args, **kwargs):
            result = original(*args, **kwargs)
            journal.attempt("weights of a static graph could not be recorded", lambda: action(*args, **kwargs))
            return result

        return call

    for name, action in (("save", saved), ("load", loaded), ("set_program_state", was_set)):
        call = after(getattr(paddle.static, name), action)
        setattr(paddle.static, name, call)
        setattr(paddle.static.io, name, call)

    original_state = paddle.static.load_program_state

    @functools.wraps(original_state)
    def load_program_state(model_path, *args, **kwargs):
        result = original_state(model_path, *args, **kwargs)
        attempt("load", result, file_of(model_path))
        return result

    paddle.static.load_program_state = load_program_state
    paddle.static.io.load_program_state = load_program_state
