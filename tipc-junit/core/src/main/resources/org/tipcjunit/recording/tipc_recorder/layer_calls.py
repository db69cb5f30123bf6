# SPDX-License-Identifier: Apache-2.0
"""Records the calls of outermost layers: what went into the dygraph model and what came out."""

from __future__ import annotations

import functools
import inspect
import threading

from tipc_recorder import direct_calls, static_graph
from tipc_recorder.tensors import flatten, named_array, named_numpy, row_digests

# Of so many calls the tensors are kept; of later ones only the digests of their inputs, which tell the samples.
MAX_CALLS = 256
MAX_DIGESTED = 65536

# Calls in this thread that are not the script's own, or lie inside a recorded one.
class _Inside(threading.local):
    value = 0


_inside = _Inside()


class unrecorded:
    """A context in which layer calls of this thread are not recorded."""

    def __enter__(self):
        _inside.value = _inside.value + 1

    def __exit__(self, *_):
        _inside.value -= 1


def install(journal, paddle):
    """Hook Layer.__call__."""
    calls = _Calls(journal, paddle)
    journal.on_fork(calls.reset)
    original = paddle.nn.Layer.__call__

    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        if _inside.value or calls.full or not paddle.in_dynamic_mode():
            return original(self, *args, **kwargs)
        if journal.attempt("a call of forward could not be recorded", calls.is_direct):
            return original(self, *args, **kwargs)
        # Before the call: a layer may write into its inputs.
        inputs = journal.attempt("the inputs of a layer call could not be recorded", calls.inputs, self, args, kwargs)
        if inputs == []:
            # A transform of an image, or a wrapper around the model: the model is what gets tensors.
            return original(self, *args, **kwargs)
        training = bool(getattr(self, "training", False))
        with unrecorded():
            result = original(self, *args, **kwargs)
        if inputs is not None:
            journal.attempt("a layer call could not be recorded", calls.record, self, training, inputs, result)
        return result

    paddle.nn.Layer.__call__ = __call__
    static_graph.of(journal, paddle).watch(calls.entered, calls.ran)


class _Calls:
    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self.reset()

    def reset(self):
        self._lock = threading.Lock()
        self._count = 0
        self._digested = 0
        self.full = False

    def inputs(self, layer, args, kwargs):
        return [named_array(name, tensor) for name, tensor in arguments(self._paddle, layer, args, kwargs)]

    def _named(self, given):
        tensors = [tensor for name, value in given for tensor in flatten(self._paddle, value, name)]
        return [named_array(name, tensor) for name, tensor in tensors]

    def entered(self, run):
        """A static graph is about to run: get what it is fed with."""
        return None if self.full else [named_numpy(name, array.numpy()) for name, array in run.inputs()]

    def ran(self, run, inputs, result, ended):
        """A static graph ran."""
        if inputs and ended:
            outputs = [named_numpy("output[%d]" % place, value) for place, value in enumerate(result or ())]
            self._record(run.graph, run.graph.training, inputs, outputs)

    def is_direct(self):
        """Whether this call is the first one inside of a ``model.forward(x)``, which is then recorded in its place."""
        for frame in direct_calls.running(self._paddle.nn.Layer):
            layer, given = direct_calls.given(frame)
            inputs = self._named(given.items())
            if inputs:
                return self._follow(frame, layer, inputs)
        return False

    def _follow(self, frame, layer, inputs):
        training = bool(getattr(layer, "training", False))
        inner = unrecorded()

        def left(result):
            inner.__exit__()
            if result is not None:
                self._journal.attempt(
                    "a layer call could not be recorded", self.record, layer, training, inputs, result
                )

        if not direct_calls.follow(frame, left):
            return False
        inner.__enter__()
        return True

    def record(self, layer, training, inputs, result):
        outputs = [named_array(name, tensor) for name, tensor in flatten(self._paddle, result, "output")]
        self._record(layer, training, inputs, outputs)

    def _record(self, layer, training, inputs, outputs):
        # Calls of several threads keep one order, in which their indices rise.
        with self._lock:
            described = self._journal.tensors(inputs + outputs) if self._count < MAX_CALLS else None
            if described is None:
                self._digest(inputs)
                return
            self._journal.record(
                "layer_call",
                index=self._count,
                layer_class=type(layer).__name__,
                training=training,
                weightless=_is_weightless(layer),
                inputs=described[: len(inputs)],
                outputs=described[len(inputs) :],
            )
            self._count += 1

    def _digest(self, inputs):
        # From here on no call is kept, so that those that are kept are the first ones.
        self._count = max(self._count, MAX_CALLS)
        if self._digested >= MAX_DIGESTED:
            self.full = True
            self._journal.problem(
                "only the first layer calls are recorded: %d digests are as many as a recording holds" % self._digested
            )
            return
        self._digested += 1
        self._journal.record("digested_call", of="layer_call", model="", inputs=row_digests(inputs))


def arguments(paddle, layer, args, kwargs) -> list:
    """Get (name, tensor) of every tensor that a layer is called with, in the order of its parameters."""
    names = parameter_names(layer)
    given = [(names[index] if index < len(names) else "input_%d" % index, each) for index, each in enumerate(args)]
    return [found for name, value in given + list(kwargs.items()) for found in flatten(paddle, value, name)]


def _is_weightless(layer) -> bool:
    """Whether nothing in a layer can be trained, as in transforms of images and sounds; a static graph is no layer."""
    parameters = getattr(layer, "parameters", None)
    try:
        return callable(parameters) and not parameters()
    except Exception:  # A layer of the user's own.
        return False


def parameter_names(layer) -> list:
    """Get the names of the positional parameters of a layer's forward, potentially empty."""
    try:
        parameters = inspect.signature(layer.forward).parameters.values()
    except (TypeError, ValueError, AttributeError):
        return []
    return [
        parameter.name
        for parameter in parameters
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
