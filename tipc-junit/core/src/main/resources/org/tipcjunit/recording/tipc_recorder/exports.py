# SPDX-License-Identifier: Apache-2.0
"""Records exports: which layer with which weights, and what it says as dygraph on the given inputs."""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import random

import numpy

from tipc_recorder import graph_exports, layer_study, settings
from tipc_recorder.given_inputs import described, in_order, read
from tipc_recorder.layer_calls import parameter_names, unrecorded
from tipc_recorder.networks import unwatched
from tipc_recorder.tensors import flatten, named_array, state_digests, type_name
from tipc_recorder.untouched import untouched
from tipc_recorder.unused import unused

# Of so many calls it is noted what the layers within an exported layer return.
CALLS_LOOKED_INTO = 16


def install(journal, paddle):
    """Hook paddle.jit.save and paddle.static.save_inference_model."""
    exports = _Exports(
        journal,
        paddle,
        settings.get("TIPC_RECORDING_INPUTS"),
        settings.get("TIPC_RECORDING_BACKBONE"),
        settings.get("TIPC_RECORDING_MULTIPLY_ADDS") == "true",
    )
    original_save = paddle.jit.save
    signature = inspect.Signature(
        [
            inspect.Parameter("layer", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            inspect.Parameter("path", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            inspect.Parameter("input_spec", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None),
            inspect.Parameter("configs", inspect.Parameter.VAR_KEYWORD),
        ]
    )

    @functools.wraps(original_save)
    def save(*args, **kwargs):
        # Before the export, which may change it.
        training = journal.attempt("an export could not be recorded", training_of, args, kwargs)
        result = original_save(*args, **kwargs)
        journal.attempt("an export could not be recorded", record, training, args, kwargs)
        return result

    def training_of(args, kwargs):
        layer = exports.layer_of(signature.bind(*args, **kwargs).arguments["layer"])
        return bool(getattr(layer, "training", False))

    def record(training, args, kwargs):
        given = signature.bind(*args, **kwargs).arguments
        exports.record_layer(given["layer"], given["path"], given.get("input_spec"), bool(training))

    paddle.jit.save = save
    paddle.jit.api.save = save
    graph_exports.install(journal, paddle, settings.get("TIPC_RECORDING_INPUTS"))


class _Exports:
    def __init__(self, journal, paddle, inputs_directory, backbone, counts):
        self._journal = journal
        self._paddle = paddle
        self._inputs_directory = inputs_directory
        self._backbone = backbone
        self._counts = counts
        self._unused = []

    def layer_of(self, exported):
        """Get the layer behind what was given to paddle.jit.save, or None for a plain function."""
        if isinstance(exported, self._paddle.DataParallel):
            return exported._layers
        if isinstance(exported, self._paddle.nn.Layer):
            return exported
        # A method turned static; its owner is held by a weak reference or directly, by version.
        owner = getattr(exported, "class_instance", None) or getattr(exported, "_class_instance", None)
        return owner if isinstance(owner, self._paddle.nn.Layer) else None

    def record_layer(self, exported, path, input_spec, training):
        layer = self.layer_of(exported)
        if input_spec is None:
            input_spec = _declared_spec(exported) or _declared_spec(getattr(layer, "forward", None))
        specs = [
            spec for spec in self._paddle.utils.flatten(list(input_spec or [])) if hasattr(spec, "shape")
        ]
        path = os.path.abspath(path)
        digests = state_digests(self._paddle, layer.state_dict()) if layer is not None else {}
        calls, self._unused = [], []
        if self._inputs_directory:
            calls = self._dygraph_calls(exported, layer, path, input_spec, specs, digests)
        feature_maps = multiply_adds = None
        if layer is not None and self._backbone:
            feature_maps = self._study(
                "the feature maps of '%s' could not be recorded" % self._backbone,
                self._feature_maps, layer, input_spec, specs,
            )
        if layer is not None and self._counts:
            multiply_adds = self._study(
                "the multiply-adds could not be counted", self._multiply_adds, layer, input_spec, specs
            )
        if layer is not None and state_digests(self._paddle, layer.state_dict()) != digests:
            self._journal.problem("evaluating the exported layer changed its own weights (%s)" % path)
        self._journal.record(
            "export",
            api="paddle.jit.save",
            path=path,
            layer_class=type(layer).__name__ if layer is not None else "",
            method=_method(exported),
            training=training,
            input_specs=[described(spec) for spec in specs],
            digests=digests,
            calls=calls,
            unused=self._unused,
            feature_maps=feature_maps,
            multiply_adds=multiply_adds,
        )

    def _study(self, otherwise, action, layer, input_spec, specs):
        """Do something with arguments that the layer takes; leaves the layer as it was."""

        def within():
            arrays = self._example(layer, specs)
            with as_dygraph(self._paddle, layer):
                return action(layer, input_spec, specs, arrays)

        return self._journal.attempt(otherwise, within)

    def _example(self, layer, specs):
        """Get the first of the given inputs, or random numbers as the specs declare them."""
        for given in read(self._inputs_directory):
            return [array for _, array in _as_declared(given, specs, layer)]
        shapes = [[-1 if extent is None else int(extent) for extent in spec.shape] for spec in specs]
        if not shapes or any(extent < 0 for shape in shapes for extent in shape[1:]):
            raise ValueError("no input is known: the declared ones have free extents %s" % shapes)
        random = numpy.random.RandomState(0)
        return [
            random.standard_normal([max(shape[0], 1)] + shape[1:]).astype(type_name(spec.dtype))
            for shape, spec in zip(shapes, specs)
        ]

    def _feature_maps(self, layer, input_spec, specs, arrays):
        def arguments():
            return _arguments(self._paddle, input_spec, specs, [self._paddle.to_tensor(array) for array in arrays])

        return layer_study.feature_maps(self._paddle, layer, self._backbone, arguments)

    def _multiply_adds(self, layer, input_spec, specs, arrays):
        if len(arrays) != 1:
            raise ValueError("the layer takes %d inputs, and they are counted for one" % len(arrays))
        return layer_study.multiply_adds(self._paddle, layer, arrays[0].shape)

    def _dygraph_calls(self, exported, layer, path, input_spec, specs, digests):
        paddle, journal = self._paddle, self._journal
        if layer is None:
            journal.problem("the export to %s is of a plain function, which has no dygraph layer" % path)
            return []
        if type(layer).__name__ in ("TranslatedLayer", "PirTranslatedLayer"):
            journal.problem("the export to %s is of a loaded program, which has no dygraph form" % path)
            return []
        if not paddle.in_dynamic_mode():
            journal.problem("the export to %s happened in static mode, where no layer can be evaluated" % path)
            return []
        recorded = []
        unsure = self._unsure(digests)
        calls = read(self._inputs_directory)
        # Others were given to some other layer, such as a softmax at the prediction's end.
        fitting = [index for index, given in enumerate(calls) if _may_take(given, specs)]
        for index in fitting or range(len(calls)):
            given = calls[index]
            call = journal.attempt(
                "the layer exported to %s refused the given inputs %d as dygraph" % (path, index),
                self._dygraph_call,
                exported,
                layer,
                input_spec,
                specs,
                given,
                len(recorded) < CALLS_LOOKED_INTO,
                [] if recorded else unsure,
            )
            if call is not None:
                recorded.append({"index": index, **call})
        return recorded

    def _unsure(self, digests):
        """Get the names of weights that no file gave, where one gave others."""
        loaded = self._journal.networks.loaded if self._journal.networks is not None else set()
        others = [name for name, value in digests.items() if value not in loaded]
        return others if len(others) < len(digests) else []

    def _dygraph_call(self, exported, layer, input_spec, specs, given, look, unsure):
        paddle = self._paddle
        ordered = _as_declared(given, specs, layer)
        tensors = [paddle.to_tensor(array) for _, array in ordered]
        arguments = _arguments(paddle, input_spec, specs, tensors)
        inner = layer_study.InnerOutputs(paddle, layer)
        form = self._dygraph_form(exported, layer)
        with as_dygraph(paddle, layer):
            with inner if look else contextlib.nullcontext():
                result = form(*arguments)
            if unsure:
                call = lambda _, *arguments: form(*arguments)  # noqa: E731
                self._unused = sorted(unused(paddle, layer, unsure, call, (arguments, {}), result))
        inputs = [named_array(name, tensor) for (name, _), tensor in zip(ordered, tensors)]
        outputs = [named_array(name, tensor) for name, tensor in flatten(paddle, result, "output")]
        described = self._journal.tensors(inputs + outputs)
        if described is None:
            raise RuntimeError("a recording does not hold that many tensors")
        return {
            "inputs": described[: len(inputs)],
            "outputs": described[len(inputs) :],
            "inner": inner.described(),
        }

    def _dygraph_form(self, exported, layer):
        """Get what was exported as the Python that it was made from: the layer, or one of its methods."""
        if isinstance(exported, self._paddle.nn.Layer):
            return layer
        function = _dygraph_function(exported)
        return layer if _method(exported) == "forward" or function is None else _bound(function, layer)


@contextlib.contextmanager
def as_dygraph(paddle, layer):
    """A context in which ``layer`` runs its own Python in evaluation mode; leaves everything as it was."""
    layers = layer.sublayers(include_self=True)
    flags = [(each, each.training) for each in layers]
    replaced = []
    translator = paddle.jit.dy2static.program_translator.ProgramTranslator()
    static_enabled = translator.enable_to_static
    states = (paddle.get_rng_state(), numpy.random.get_state(), random.getstate())
    try:
        translator.enable_to_static = False
        for each in layers:
            # Not eval(): models override it, some to fold their branches for good.
            each.training = False
            # Exporting swaps methods for static or rewritten ones; Paddle keeps the originals for roll-back.
            for name, function in getattr(each, "_original_funcs", {}).items():
                replaced.append((each, name, each.__dict__.get(name)))
                each.__dict__[name] = _bound(function, each)
        with untouched(layer), paddle.no_grad(), paddle.utils.unique_name.guard(), unrecorded(), unwatched():
            yield
    finally:
        for each, name, function in reversed(replaced):
            if function is None:
                del each.__dict__[name]
            else:
                each.__dict__[name] = function
        for each, training in flags:
            each.training = training
        translator.enable_to_static = static_enabled
        paddle.set_rng_state(states[0])
        numpy.random.set_state(states[1])
        random.setstate(states[2])


def _dygraph_function(exported):
    return getattr(exported, "_dygraph_function", None) or getattr(exported, "dygraph_function", None)


def _method(exported):
    """Get the name of the method that is exported."""
    return getattr(_dygraph_function(exported), "__name__", "forward")


def _bound(function, layer):
    # Applied twice, to_static keeps its own wrapper as the original.
    function = getattr(function, "_dygraph_function", function)
    return function if hasattr(function, "__self__") else function.__get__(layer)


def _declared_spec(function):
    """Get the input spec of a function that paddle.jit.to_static has seen, or None."""
    return getattr(getattr(function, "_function_spec", None), "_input_spec", None)


def _arguments(paddle, input_spec, specs, tensors):
    """Put tensors where an input spec has its specs; everything else in it stays, such as flags."""
    if not specs:
        return tensors
    remaining = iter(tensors)
    leaves = [
        next(remaining) if hasattr(leaf, "shape") else leaf for leaf in paddle.utils.flatten(list(input_spec))
    ]
    return paddle.utils.pack_sequence_as(list(input_spec), leaves)


def _as_declared(given, specs, layer):
    """Put given (name, array) pairs in the order in which a layer declares its inputs."""
    return in_order(given, [getattr(spec, "name", None) or "" for spec in specs], parameter_names(layer))


def _may_take(given, specs):
    """Whether given (name, array) pairs have the types and extents that specs declare, in some order."""
    if not specs:
        return True
    return all(any(_fits(array, spec) for _, array in given) for spec in specs)


def _fits(array, spec):
    declared = [-1 if extent is None else int(extent) for extent in spec.shape]
    return array.ndim == len(declared) and all(
        extent < 0 or extent == actual for extent, actual in zip(declared, array.shape)
    )
