# SPDX-License-Identifier: Apache-2.0
"""Records the runs of Paddle Inference predictors: what went in and what came out."""

from __future__ import annotations

import functools
import os
import threading
import weakref

from tipc_recorder import beside, settings
from tipc_recorder.tensors import is_tensor, named_array, named_numpy, row_digests

# Of so many runs the tensors are kept; of later ones only the digests of their inputs, which tell the samples.
DEFAULT_MAX_RUNS = 256
MAX_DIGESTED = 65536
SHARED = (
    "several threads ran one predictor at the same time, which mixes up its inputs and outputs; give each thread a predictor"
    " of its own (in a Paddle Serving pipeline: is_thread_op false, or concurrency 1)"
)
# What Config.summary does not tell.
BFLOAT16 = "enable_mkldnn_bfloat16"
INT8 = "enable_mkldnn_int8"
SWITCHED = "mkldnn_switched"
# They have two names in 3.3.
ONE_DNN_SWITCHES = ("enable_mkldnn", "disable_mkldnn", "enable_onednn", "disable_onednn")
# Paddle gives bfloat16 to no CPU without these, and says so in its log only.
BFLOAT16_NEEDS = {"avx512f", "avx512dq", "avx512bw", "avx512vl"}


def install(journal, paddle):
    """Hook the creation of predictors and their run."""
    runs = _Runs(journal, paddle, beside.watch(journal, paddle))
    journal.on_fork(runs.reset)
    journal.on_end(runs.end)
    core = paddle.base.core
    _hook_reading(runs, core)
    _hook_creation(runs, paddle, core)
    original = core.PaddleInferPredictor.run

    @functools.wraps(original)
    def run(self, *args, **kwargs):
        number = runs.next()
        if number is None:
            journal.attempt("the inputs of a predictor run could not be recorded", runs.digest, self, args)
            return original(self, *args, **kwargs)
        runs.enter(self)
        try:
            # Before the run, which may reuse the memory of its inputs.
            inputs = journal.attempt("the inputs of a predictor run could not be recorded", runs.entered, self, args)
            result = original(self, *args, **kwargs)
            if inputs is not None:
                journal.attempt("a predictor run could not be recorded", runs.record, number, self, inputs, args, result)
            return result
        finally:
            runs.leave(self)

    core.PaddleInferPredictor.run = run


class _Runs:
    def __init__(self, journal, paddle, beside_inputs):
        self._journal = journal
        self._beside_inputs = beside_inputs
        self._paddle = paddle
        wanted = settings.get("TIPC_RECORDING_MAX_RUNS")
        self._max_runs = int(wanted) if wanted.isdigit() else DEFAULT_MAX_RUNS
        self._digests = not wanted.isdigit()
        self.configurations = weakref.WeakKeyDictionary()
        self.in_bfloat16 = weakref.WeakSet()
        self.switched = weakref.WeakSet()
        self.reset()

    def reset(self):
        self._lock = threading.Lock()
        self._count = 0
        self._digested = 0
        self._said_full = False
        self._running = {}
        self._read = set()
        self._own = threading.local()

    def end(self):
        """Say which outputs were read."""
        if self._read:
            self._journal.record("note", name="outputs that were read", value="\n".join(sorted(self._read)))

    def is_own(self):
        """Whether it is the recorder that reads."""
        return getattr(self._own, "value", False)

    def read(self, name):
        """Note that the script has read a tensor of a predictor."""
        self._read.add(name)

    def enter(self, predictor):
        """Note that a run begins; a second thread in the same predictor takes the inputs and outputs of the first."""
        with self._lock:
            running = self._running.get(id(predictor), 0)
            self._running[id(predictor)] = running + 1
        if running:
            self._journal.problem(SHARED)

    def leave(self, predictor):
        """Note that a run has ended."""
        with self._lock:
            running = self._running.pop(id(predictor), 1) - 1
            if running:
                self._running[id(predictor)] = running

    def next(self):
        """Get the number of this run, or None when the recording holds enough of them."""
        with self._lock:
            if self._count < self._max_runs:
                self._count += 1
                return self._count - 1
        return None

    def digest(self, predictor, args):
        """Note which samples went into a run whose tensors are not kept."""
        with self._lock:
            digests = self._digests and self._digested < MAX_DIGESTED
            self._digested += 1
        if not digests:
            self._full(MAX_DIGESTED if self._digests else self._max_runs)
            return
        model = self.configurations.get(predictor, {}).get("model", "")
        inputs = row_digests(self.inputs(predictor, args))
        self._journal.record("digested_call", of="predictor_run", model=model, inputs=inputs)

    def _full(self, recorded):
        # One sentence a process: the second bound met says nothing new.
        if not self._said_full:
            self._said_full = True
            self._journal.problem(
                "only the first %d predictor runs are recorded: that is as many as a recording holds" % recorded
            )

    def entered(self, predictor, args):
        """Get the inputs of a run whose tensors are kept."""
        inputs = self.inputs(predictor, args)
        self._beside_inputs(inputs)
        return inputs

    def inputs(self, predictor, args):
        names = predictor.get_input_names()
        if args and isinstance(args[0], (list, tuple)):
            return [named_array(name, tensor) for name, tensor in zip(names, args[0]) if is_tensor(self._paddle, tensor)]
        return self._handles(predictor.get_input_handle, names)

    def _handles(self, handle, names):
        self._own.value = True
        try:
            return [named_numpy(name, handle(name).copy_to_cpu()) for name in names]
        finally:
            self._own.value = False

    def record(self, number, predictor, inputs, args, result):
        names = predictor.get_output_names()
        if args and isinstance(result, (list, tuple)):
            outputs = [named_array(name, tensor) for name, tensor in zip(names, result)]
            self._read.update(names)
        else:
            outputs = self._handles(predictor.get_output_handle, names)
        described = self._journal.tensors(inputs + outputs)
        if described is None:
            # From here on no run is kept, so that those that are kept are the first ones.
            self._count = self._max_runs
            if self._digests:
                self._journal.record(
                    "digested_call",
                    of="predictor_run",
                    model=self.configurations.get(predictor, {}).get("model", ""),
                    inputs=row_digests(inputs),
                )
            else:
                self._full(number)
            return
        configuration = self.configurations.get(predictor, {})
        self._journal.record(
            "predictor_run",
            index=number,
            model=configuration.get("model", ""),
            params=configuration.get("params", ""),
            settings=configuration.get("settings", {}),
            inputs=described[: len(inputs)],
            outputs=described[len(inputs) :],
        )

    def attempt(self, remember, predictor, origin):
        """Remember a predictor's configuration, or note that it could not be seen."""
        self._journal.attempt("the configuration of a predictor could not be recorded", remember, predictor, origin)

    def created(self, predictor, config):
        """Remember the configuration of a new predictor."""
        self.configurations[predictor] = {
            "model": _absolute(config.prog_file() or config.model_dir()),
            "params": _absolute(config.params_file()),
            "settings": {
                **_settings(config.summary()),
                BFLOAT16: self._bfloat16(config),
                INT8: "true" if _has_int8(config) else "false",
                # Paddle uses oneDNN from 2.6 on where no script says anything of it.
                SWITCHED: "true" if config in self.switched else "false",
            },
        }

    def _bfloat16(self, config):
        if config not in self.in_bfloat16:
            return "false"
        return "true" if BFLOAT16_NEEDS <= _cpu_flags() else "refused"

    def derived(self, predictor, origin):
        """Remember that a predictor has the configuration of another, or of its pool."""
        if origin in self.configurations:
            self.configurations[predictor] = self.configurations[origin]


def _hook_reading(runs, core):
    handle = core.PaddleInferPredictor.get_output_handle
    copy = core.PaddleInferTensor.copy_to_cpu
    names = weakref.WeakKeyDictionary()  # a handle does not tell its name

    @functools.wraps(handle)
    def get_output_handle(self, name, *args, **kwargs):
        result = handle(self, name, *args, **kwargs)
        names[result] = name
        return result

    @functools.wraps(copy)
    def copy_to_cpu(self, *args, **kwargs):
        if not runs.is_own() and self in names:
            runs.read(names[self])
        return copy(self, *args, **kwargs)

    core.PaddleInferPredictor.get_output_handle = get_output_handle
    core.PaddleInferTensor.copy_to_cpu = copy_to_cpu


def _hook_creation(runs, paddle, core):
    original_create = core.create_predictor

    @functools.wraps(original_create)
    def create_predictor(config, *args, **kwargs):
        predictor = original_create(config, *args, **kwargs)
        runs.attempt(runs.created, predictor, config)
        return predictor

    for module in (core, core.libpaddle, paddle.inference):
        module.create_predictor = create_predictor

    # It has two names in 3.3.
    for name in (BFLOAT16, "enable_onednn_bfloat16"):
        if hasattr(core.AnalysisConfig, name):
            setattr(core.AnalysisConfig, name, _noting(runs, runs.in_bfloat16, getattr(core.AnalysisConfig, name)))
    for name in ONE_DNN_SWITCHES:
        if hasattr(core.AnalysisConfig, name):
            setattr(core.AnalysisConfig, name, _noting(runs, runs.switched, getattr(core.AnalysisConfig, name)))

    core.PaddleInferPredictor.clone = _deriving(runs, core.PaddleInferPredictor.clone)
    pool = core.PredictorPool
    original_init = pool.__init__

    @functools.wraps(original_init)
    def __init__(self, config, *args, **kwargs):
        original_init(self, config, *args, **kwargs)
        runs.attempt(runs.created, self, config)

    pool.__init__ = __init__
    # The name lost its misspelling between 2.6 and 3.3.
    for name in ("retrive", "retrieve"):
        if hasattr(pool, name):
            setattr(pool, name, _deriving(runs, getattr(pool, name)))


def _noting(runs, configs, original):
    @functools.wraps(original)
    def switch(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        runs.attempt(lambda config, _: configs.add(config), self, None)
        return result

    return switch


def _deriving(runs, original):
    @functools.wraps(original)
    def derive(self, *args, **kwargs):
        predictor = original(self, *args, **kwargs)
        runs.attempt(runs.derived, predictor, self)
        return predictor

    return derive


def _has_int8(config) -> bool:
    # Paddle 2.4 has no such question, and no other way to tell.
    return hasattr(config, "mkldnn_int8_enabled") and config.mkldnn_int8_enabled()


def _cpu_flags() -> set:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("flags"):
                    return set(line.partition(":")[2].split())
    except OSError:
        pass
    return set()


def _absolute(file: str) -> str:
    # Empty for a model that was given as bytes.
    return os.path.abspath(file) if file else ""


def _settings(summary: str) -> dict:
    """Get the rows of the table that Config.summary prints, which names every switch."""
    settings = {}
    for line in summary.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 2 and cells[0] and cells[0] not in ("Option", "model_file", "params_file"):
            settings[cells[0]] = cells[1]
    return settings
