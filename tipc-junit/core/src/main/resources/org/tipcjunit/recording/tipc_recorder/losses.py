# SPDX-License-Identifier: Apache-2.0
"""Records the loss of every backward call, with the cost of reading its batch."""

from __future__ import annotations

import functools
import math
import os
import sys
import threading
import time
import weakref

import numpy

from tipc_recorder import static_graph
from tipc_recorder.batch_names import BatchNames
from tipc_recorder.idle import Idle
from tipc_recorder.kept_gradients import KeptGradients
from tipc_recorder.networks import to_change
from tipc_recorder.rates import Rates
from tipc_recorder.tensors import is_tensor, type_name


def install(journal, paddle):
    """Hook backward, the gradient scaler, the optimizers and the data loader."""
    losses = _Losses(journal, paddle)
    journal.on_fork(losses.reset)
    _hook_backward(losses, paddle)
    journal.attempt("losses under a GradScaler are recorded scaled", _hook_scaler, losses, paddle)
    journal.attempt("optimizer steps cannot be counted", _hook_optimizers, losses, paddle)
    journal.attempt("the cost of reading cannot be measured", _hook_loader, losses, paddle)
    static_graph.of(journal, paddle).watch(lambda run: None, losses.ran)


class _Losses:
    """The state between two backward calls."""

    def __init__(self, journal, paddle):
        self.journal = journal
        self.paddle = paddle
        self.depth = threading.local()
        # Frames below these folders are not the script's.
        self.foreign = (os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.abspath(paddle.__file__)))
        self.batch_names = BatchNames(journal, paddle)
        self.rates = Rates(journal)
        self.idle = Idle(journal, to_change)
        self.kept = KeptGradients(journal, to_change)
        self.names = {}  # of files: what a line of them is called by; empty for those that are not the script's
        self.reset()

    def reset(self):
        self.batch_names.reset()
        self.rates.reset()
        self.idle.reset()
        self.kept.reset()
        self.iteration = 0
        self.steps = 0
        self.scaled = None  # (weak reference to the scaled tensor, the loss before scaling)
        self.last_backward = None
        self.samples = None
        self.pending = None  # the record of the backward call that is under way
        self.length = 0  # how many batches the newest loader has; 0 where it does not say
        self.optimizers = {}  # id: (weak reference, number, networks)
        self._forget_batches()

    def _forget_batches(self):
        self.first_read = None  # when the loader was first asked since the last backward: the iteration's end
        self.loader = None  # the iterator of the newest batch
        self.read_start = None  # when it was first asked since the last backward
        self.read_seconds = 0.0

    def asked(self, start):
        """A loader was asked for a batch, or for the end of the epoch."""
        if self.first_read is None:
            self.first_read = start

    def batch(self, iterator, start, seconds, batch):
        """A loader gave a batch. An evaluation's batches are forgotten as soon as training reads again."""
        if not self.iteration:
            self.length = _length(getattr(iterator, "_batch_sampler", None))
        if self.loader != id(iterator):
            self.loader, self.read_start, self.read_seconds = id(iterator), start, 0.0
        self.read_seconds += seconds
        self.samples = None
        self.samples = samples_in(self.paddle, batch)
        self.batch_names.gave(iterator, batch)

    def backward(self, tensors, has_gradients):
        """The script called backward on ``tensors``."""
        value = self._value(tensors, has_gradients)
        self.journal.attempt("gradients that were kept could not be looked at", self.kept.backward)
        self.journal.attempt("a batch could not be named", self.batch_names.backward)
        self.pending = self._observed(value) if value is not None else None
        networks = self.journal.networks
        if networks is not None:
            networks.flows.begins(self.pending["site"] if self.pending else "")

    def ran(self, run, _, result, ended):
        """A static graph ran, which may have made a step and have fetched its loss."""
        if not run.steps:
            return
        loss = run.minimized.loss if run.minimized is not None else None
        for variable, value in zip(run.fetched, result or ()):
            if loss is not None and static_graph.is_same(variable, loss):
                self.pending = self._observed(float(numpy.mean(numpy.asarray(value, dtype="float64"))))
                self.ended()
                break
        self.steps += ended

    def _observed(self, value):
        now = time.perf_counter()
        self.iteration += 1
        record = {
            "iteration": self.iteration,
            "step": self.steps + 1,
            # JSON has no word for these.
            "loss": value if math.isfinite(value) else str(value),
            "reader": round(self.read_seconds, 6) if self.samples is not None else None,
            "batch": self._batch_seconds(now),
            "samples": self.samples,
            "site": self._site(),
        }
        self.last_backward = now
        self._forget_batches()
        return record

    def ended(self):
        """The backward call that was observed has ended: write its record, with the networks that its gradients reached."""
        record, self.pending = self.pending, None
        networks = self.journal.networks
        reached = networks.flows.ended(record and record["loss"]) if networks is not None else None
        if record is not None:
            self.journal.record_soon("loss", networks=reached, **record)
            if record["iteration"] == 1 and self.length:
                self.journal.record("note", name="batches of an epoch", value=str(self.length))

    def stepping(self, optimizer):
        """An optimizer is about to make a step: say whose parameters it has, where that is new."""
        self.rates.stepping(optimizer)
        self.idle.stepping(optimizer)
        self.journal.attempt("gradients that were kept could not be looked at", self.kept.stepping, optimizer)
        networks = self.journal.networks
        if networks is None:
            return
        networks.will_change()
        if self.steps & (self.steps - 1) and networks.knows(optimizer):
            return
        reference, number, before = self.optimizers.get(id(optimizer), (None, len(self.optimizers), None))
        if reference is not None and reference() is not optimizer:
            number, before = len(self.optimizers), None
        reached = networks.stepping(optimizer)
        if reached != before:
            self.optimizers[id(optimizer)] = (weakref.ref(optimizer), number, reached)
            self.journal.record(
                "optimizer",
                optimizer=number,
                optimizer_class=type(optimizer).__name__,
                learning_rate=_finite(optimizer.get_lr()),
                networks=reached,
                tensors=networks.trained_by(optimizer),
            )

    def stepped(self):
        """An optimizer made a step."""
        self.steps += 1
        if self.journal.networks is not None:
            self.journal.networks.stepped()

    def _value(self, tensors, has_gradients):
        scaled, self.scaled = self.scaled, None
        # With given gradients it is a step of somebody's chain rule, not a loss.
        if has_gradients and any(math.prod(tensor.shape) != 1 for tensor in tensors):
            return None
        if scaled is not None:
            if len(tensors) == 1 and scaled[0]() is tensors[0]:
                return scaled[1]
            self.journal.problem(
                "after GradScaler.scale, backward was called on another tensor; its loss is recorded as it is"
            )
        return sum(_scalar(tensor) for tensor in tensors)

    def _site(self) -> str:
        """Get the script's line that called backward, which tells the losses of several networks apart."""
        frame = sys._getframe(1)
        while frame is not None:
            name = self.names.get(frame.f_code.co_filename)
            if name is None:
                name = self.names[frame.f_code.co_filename] = self._name(frame.f_code.co_filename)
            if name:
                return "%s:%d" % (name, frame.f_lineno)
            frame = frame.f_back
        return ""

    def _name(self, file) -> str:
        if os.path.abspath(file).startswith(self.foreign):
            return ""
        inside = os.path.relpath(file) if os.path.isabs(file) else file
        return file if inside.startswith("..") else inside

    def _batch_seconds(self, now):
        """Get the seconds from backward to backward without what other loaders' batches (evaluation) took."""
        if self.read_start is None:
            return round(now - self.last_backward, 6) if self.last_backward is not None else None
        seconds = now - self.read_start
        if self.last_backward is not None:
            seconds += self.first_read - self.last_backward
        return round(seconds, 6)


def _finite(rate):
    return float(rate) if math.isfinite(float(rate)) else None


def _scalar(tensor) -> float:
    """Get a loss; of the losses of a batch, which are not reduced, the mean: the last batch of an epoch may be a smaller one."""
    if math.prod(tensor.shape) != 1:
        tensor = tensor.detach().astype("float32").mean()
    value = tensor.item()
    if not isinstance(value, float) and type_name(tensor.dtype) == "bfloat16":
        value = tensor.detach().astype("float32").item()
    return float(value)


def _hook_backward(losses, paddle):
    depth = losses.depth

    def observed(original, tensors_of):
        @functools.wraps(original)
        def backward(*args, **kwargs):
            # Recomputation and custom gradients call backward inside backward: no iterations of their own.
            outermost = not getattr(depth, "value", 0)
            if outermost:
                losses.journal.attempt("a loss could not be recorded", observe, args, kwargs)
            depth.value = getattr(depth, "value", 0) + 1
            try:
                return original(*args, **kwargs)
            finally:
                depth.value -= 1
                if outermost:
                    losses.journal.attempt("a loss could not be recorded", losses.ended)

        def observe(args, kwargs):
            tensors, gradients = tensors_of(*args, **kwargs)
            if tensors and all(is_tensor(paddle, tensor) for tensor in tensors):
                losses.backward(tensors, gradients is not None)

        return backward

    def of_tensor(self, grad_tensor=None, *_, **__):
        return [self], grad_tensor

    def of_function(tensors, grad_tensors=None, *_, **__):
        return list(tensors) if isinstance(tensors, (list, tuple)) else [tensors], grad_tensors

    paddle.Tensor.backward = observed(paddle.Tensor.backward, of_tensor)
    function = observed(paddle.autograd.backward, of_function)
    paddle.autograd.backward_mode.backward = function
    paddle.autograd.backward = function


def _hook_scaler(losses, paddle):
    from paddle.amp.grad_scaler import AmpScaler

    original = AmpScaler.scale

    @functools.wraps(original)
    def scale(self, var, *args, **kwargs):
        result = original(self, var, *args, **kwargs)
        # A scaler that is switched off gives the loss itself.
        if result is not var:
            losses.journal.attempt("a scaled loss could not be recorded", remember, var, result)
        return result

    def remember(var, result):
        # The loss before scaling is exact, also where the scaled one overflows.
        losses.scaled = weakref.ref(result), _scalar(var)

    AmpScaler.scale = scale


def _hook_optimizers(losses, paddle):
    depth = threading.local()

    def counted(original):
        @functools.wraps(original)
        def step(*args, **kwargs):
            # On a static graph it adds operators, which make a step each time that they run.
            if not paddle.in_dynamic_mode():
                return original(*args, **kwargs)
            outermost = not getattr(depth, "value", 0)
            if outermost and args:
                losses.journal.attempt("an optimizer could not be recorded", losses.stepping, args[0])
            depth.value = getattr(depth, "value", 0) + 1
            try:
                return original(*args, **kwargs)
            finally:
                depth.value -= 1
                if outermost:
                    losses.stepped()

        return step

    for optimizer in list(vars(paddle.optimizer).values()):
        if isinstance(optimizer, type) and issubclass(optimizer, paddle.optimizer.Optimizer):
            for name in ("step", "minimize"):
                if name in vars(optimizer):
                    setattr(optimizer, name, counted(vars(optimizer)[name]))


def _hook_loader(losses, paddle):
    from paddle.io.dataloader import dataloader_iter

    depth = threading.local()

    def timed(original):
        @functools.wraps(original)
        def __next__(self):
            # A data set may read from a loader of its own.
            if getattr(depth, "value", 0):
                return original(self)
            start = time.perf_counter()
            losses.asked(start)
            depth.value = 1
            try:
                batch = original(self)
            except StopIteration:
                losses.journal.attempt("a pass could not be counted", losses.batch_names.exhausted, self)
                raise
            finally:
                depth.value = 0
            seconds = time.perf_counter() - start
            losses.journal.attempt("a batch could not be seen", losses.batch, self, start, seconds, batch)
            return batch

        return __next__

    for iterator in (dataloader_iter._DataLoaderIterSingleProcess, dataloader_iter._DataLoaderIterMultiProcess):
        iterator.__next__ = timed(iterator.__next__)


def _length(sampler):
    return len(sampler) if hasattr(sampler, "__len__") else 0


def samples_in(paddle, batch):
    """Get the first extent of a batch's first tensor, or None."""
    if hasattr(batch, "shape"):
        # A static graph is fed with tensors that are asked for their shape.
        shape = batch.shape() if callable(batch.shape) else batch.shape
        return int(shape[0]) if len(shape) else None
    if isinstance(batch, dict):
        batch = batch.values()
    elif not isinstance(batch, (list, tuple)):
        return None
    for item in batch:
        samples = samples_in(paddle, item)
        if samples is not None:
            return samples
    return None
