# SPDX-License-Identifier: Apache-2.0
"""Puts random numbers in the place of what networks say, for a run whose results show only what depends on the networks.

No other run of a script is changed. Outputs are drawn anew for each call, so that neither what their order nor what their distances
say is left of them. Some may be left as they are, to see whether it is these that results depend on, and so may all of every
other call, and of those between the first of many samples, or of every other of the processes that Paddle has given their places.

Scores of classes may be exchanged instead, so that each sample has the scores of another one's class: what is printed about it must
then say that class.

Of static graphs that make no steps it is what is fetched that is replaced, where all is; what a script reads in their scopes is not,
so that such a run shows nothing.
"""

from __future__ import annotations

import functools
import os
import sys
import threading

import numpy

from tipc_recorder import drawn, exchanged, settings, static_graph
from tipc_recorder.alternate import Alternate
from tipc_recorder.needed import Needed
from tipc_recorder.tensors import flatten, type_name

MAX_KINDS = 64
FAR = 4


def install(journal, paddle):
    """Hook Layer.__call__, where the settings ask for it."""
    seed = settings.get("TIPC_RECORDING_NOISE")
    if not seed.isdigit():
        return
    left = frozenset(settings.get("TIPC_RECORDING_NOISE_LEFT").splitlines())
    moved = bool(settings.get("TIPC_RECORDING_NOISE_MOVED"))
    scores = exchanged.Scores(int(seed)) if settings.get("TIPC_RECORDING_NOISE_EXCHANGED") else None
    which = settings.get("TIPC_RECORDING_NOISE_CALLS")
    alternate = Alternate(paddle, int(which)) if which else None
    processes = settings.get("TIPC_RECORDING_NOISE_PROCESSES")
    outputs = _Outputs(journal, paddle, int(seed), left, moved, scores, alternate, processes)
    if settings.get("TIPC_RECORDING_NOISE_EQUAL"):
        journal.attempt("comparisons could not be replaced", _take_for_equal, paddle)
    needed = Needed(journal, paddle)
    journal.on_end(outputs.end)
    # What inputs and data sets are was asked in the run that left nothing.
    whole = not left and scores is None and alternate is None and not processes
    if whole:
        journal.on_end(needed.end)
        journal.attempt("data sets could not be asked again", drawn.watch, journal, paddle)
        journal.attempt("scopes cannot be watched", outputs.watch_scopes)
        static_graph.of(journal, paddle).watch(lambda run: None, outputs.replace_fetched)
    inside = threading.local()
    original = paddle.nn.Layer.__call__

    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        if getattr(inside, "value", False) or not paddle.in_dynamic_mode() or not outputs.are_of(self, args, kwargs):
            return original(self, *args, **kwargs)
        inside.value = True
        try:
            result = original(self, *args, **kwargs)
            # Nothing here is of use to the script any more, so that the network may be asked more than once.
            if whole:
                needed.look(original, self, args, kwargs, result)
        finally:
            inside.value = False
        journal.attempt("the outputs of a network could not be replaced", outputs.replace, self, args, kwargs, result)
        return result

    paddle.nn.Layer.__call__ = __call__


def _take_for_equal(paddle):
    # It imports what few scripts need.
    from tipc_recorder import taken_for_equal

    taken_for_equal.install(paddle)


class _Outputs:
    def __init__(self, journal, paddle, seed, left, moved, scores, alternate, processes):
        self._journal = journal
        self._paddle = paddle
        self._left = left  # class of a network, blank, name of its output
        self._moved = moved
        self._scores = scores  # exchanges them; None where outputs are drawn
        self._alternate = alternate  # whose calls count alone; None for all
        self._processes = processes  # of two processes: 0 or 1; empty for all
        # One of its own, so that the script draws what it would draw.
        self._generator = numpy.random.RandomState(seed)
        self._replaced = self._fetched = 0
        self._reads_scopes = False  # whether the script found values of its own after some were replaced
        self._rows = {}  # length of a row of what may be scores: how many rows of them were replaced

    def are_of(self, layer, args, kwargs):
        """Whether a call is one of a network, as networks has it: an outermost layer with parameters and tensors."""
        return any(True for _ in layer.parameters()) and bool(
            flatten(self._paddle, list(args), "") or flatten(self._paddle, kwargs, "")
        )

    def replace(self, layer, args, kwargs, result):
        # A process may get its place when it has imported paddle.
        if self._processes and int(os.environ.get("PADDLE_TRAINER_ID") or 0) % 2 != int(self._processes):
            return
        outputs, first = flatten(self._paddle, result, "output"), 0
        if self._alternate is not None:
            inputs = flatten(self._paddle, list(args), "") + flatten(self._paddle, kwargs, "")
            first = self._alternate.begins(inputs, outputs)
            if first is None:
                return
        for name, tensor in outputs:
            if "%s %s" % (type(layer).__name__, name) in self._left:
                continue
            if self._scores is not None and not self._scores.are_in(tensor):
                continue
            with self._paddle.no_grad():
                noise = self._noise(tensor)
                if first:
                    noise[:first] = tensor.numpy()[:first]
                tensor.set_value(noise)
            self._replaced += 1
            # An accuracy that a network calculates itself has no row.
            length = int(tensor.shape[1]) if len(tensor.shape) == 2 else 0
            if length in self._rows or len(self._rows) < MAX_KINDS:
                self._rows[length] = self._rows.get(length, 0) + (int(tensor.shape[0]) if length else 1)

    def replace_fetched(self, run, _, fetched, ended):
        """Replace what a static graph gave."""
        if not ended or run.steps or not isinstance(fetched, list):
            return
        for place, value in enumerate(fetched):
            if isinstance(value, numpy.ndarray):
                fetched[place] = self._noise_like(value)
            elif hasattr(value, "set"):
                value.set(self._noise_like(value), self._paddle.CPUPlace())
            else:
                continue
            self._fetched += 1

    def _noise_like(self, value):
        # A sum of arrays without dimensions is none.
        return numpy.asarray(self._noise(static_graph.held(value)))

    def watch_scopes(self):
        """Notice that a script looks for values that were not fetched."""
        kind = type(self._paddle.static.global_scope())
        original = kind.find_var
        here = os.path.dirname(__file__)

        def find_var(scope, name):
            if self._fetched and not sys._getframe(1).f_code.co_filename.startswith(here):
                self._reads_scopes = True
            return original(scope, name)

        kind.find_var = find_var

    def _noise(self, tensor):
        array = tensor.numpy()
        if self._scores is not None:
            return self._scores.exchange(array)
        if array.dtype.kind == "b":
            return self._generator.randint(0, 2, array.shape).astype(bool)
        if type_name(tensor.dtype) == "bfloat16":
            noise = self._generator.normal(size=array.shape).astype("float32")
            return (noise.view("uint32") >> 16).astype("uint16")
        if array.dtype.kind != "f":
            return (array + self._generator.randint(1, 4, array.shape)).astype(array.dtype)
        finite = array[numpy.isfinite(array)].astype("float64")
        mean, spread = (finite.mean(), finite.std()) if finite.size else (0.0, 0.0)
        # A single number that decides by its sign must be able to change it.
        spread = spread or max(1.0, 2 * abs(mean))
        if self._moved:
            # What is decided by the mean of many numbers must change as well.
            mean += FAR * spread * self._generator.normal()
        return self._generator.normal(mean, spread, array.shape).astype(array.dtype)

    def end(self):
        # Of a call that has none beside it nothing is known.
        known = not self._reads_scopes and (self._alternate is None or not self._alternate.alone())
        replaced = self._replaced + self._fetched
        self._journal.record("note", name="outputs replaced", value=str(replaced if known else 0))
        if self._rows:
            rows = ["%d %d" % each for each in sorted(self._rows.items())]
            self._journal.record("note", name="scores replaced", value="\n".join(rows))
        if self._scores is not None:
            self._journal.record("note", name="scores exchanged", value="\n".join(self._scores.told))
