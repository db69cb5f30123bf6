# SPDX-License-Identifier: Apache-2.0
"""Records exports of static graphs: with which weights, and what the graph says on the given inputs where Paddle itself runs it."""

from __future__ import annotations

import functools
import inspect
import os

from tipc_recorder import static_graph
from tipc_recorder.given_inputs import described, in_order, read
from tipc_recorder.tensors import named_numpy, state_digests


def install(journal, paddle, inputs_directory):
    """Hook paddle.static.save_inference_model."""
    graphs = static_graph.of(journal, paddle)
    exports = _Exports(journal, paddle, inputs_directory)
    original = paddle.static.save_inference_model
    signature = inspect.signature(original)

    @functools.wraps(original)
    def save_inference_model(*args, **kwargs):
        with graphs.unseen():
            result = original(*args, **kwargs)
            journal.attempt("an export could not be recorded", lambda: exports.record(signature.bind(*args, **kwargs)))
        return result

    # Not paddle.jit.api.save_inference_model, which paddle.jit.save itself uses.
    paddle.static.save_inference_model = save_inference_model
    paddle.static.io.save_inference_model = save_inference_model


class _Exports:
    def __init__(self, journal, paddle, inputs_directory):
        self._journal = journal
        self._paddle = paddle
        self._inputs_directory = inputs_directory

    def record(self, bound):
        given = bound.arguments
        path = os.path.abspath(given["path_prefix"])
        specs = [described(variable) for variable in _list(given["feed_vars"])]
        fetched = _list(given["fetch_vars"])
        program = given.get("kwargs", {}).get("program") or self._paddle.static.default_main_program()
        # Newer programs are pruned as the export itself does it.
        is_newer = not hasattr(program, "all_parameters")
        if is_newer:
            tested = self._paddle.static.normalize_program(program, _list(given["feed_vars"]), fetched)
            asked = {"fetch_list": []}
        else:
            tested = (getattr(program, "_program", None) or program).clone(for_test=True)
            # Pruned, so that nothing is asked for that the exported graph does without, such as a label.
            asked = {"fetch_list": [each.name for each in fetched], "use_prune": True}
        weights = static_graph.parameters_in(tested, self._paddle.static.global_scope())
        read_there = weights if is_newer else _read_by(tested, fetched)
        digests = state_digests(self._paddle, {name: value for name, value in weights.items() if name in read_there})
        calls = []
        for index, inputs in enumerate(read(self._inputs_directory)):
            call = self._journal.attempt(
                "the graph exported to %s refused the given inputs %d" % (path, index),
                self._call, given["executor"], tested, specs, inputs, asked,
            )
            if call is not None:
                calls.append({"index": index, **call})
        self._journal.record(
            "export",
            api="paddle.static.save_inference_model",
            path=path,
            layer_class="",
            training=False,
            input_specs=specs,
            digests=digests,
            calls=calls,
            unused=[],
            feature_maps=None,
            multiply_adds=None,
        )

    def _call(self, executor, program, specs, inputs, asked):
        names = [spec["name"] for spec in specs]
        feed = {name: array for name, (_, array) in zip(names, in_order(inputs, names, []))}
        results = executor.run(program, feed=feed, **asked)
        fed = [named_numpy(name, array) for name, array in feed.items()]
        outputs = [named_numpy("output[%d]" % place, value) for place, value in enumerate(results)]
        tensors = self._journal.tensors(fed + outputs)
        if tensors is None:
            raise RuntimeError("a recording does not hold that many tensors")
        return {"inputs": tensors[: len(fed)], "outputs": tensors[len(fed) :], "inner": []}


def _list(given):
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _read_by(program, fetched) -> set:
    """Get the names of everything that fetched variables are made of."""
    wanted = {variable.name for variable in fetched}
    for operator in reversed(program.global_block().ops):
        if wanted.intersection(operator.output_arg_names):
            wanted.update(operator.input_arg_names)
    return wanted
