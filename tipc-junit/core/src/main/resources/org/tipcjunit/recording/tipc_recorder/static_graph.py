# SPDX-License-Identifier: Apache-2.0
"""Sees the runs of static graphs: which program ran with which weights, what it was given, and what was fetched.

A program is shown to the other hooks as a layer: a :class:`Program` for each set of parameters in a scope.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import threading

import numpy

from tipc_recorder import newer_graph
from tipc_recorder.tensors import type_name

MAX_LOOKED_AT = 64
# Operators that drop at random or take the statistics of the batch unless they are told that they are tested.
ACTIVE = ("dropout", "batch_norm", "sync_batch_norm", "fused_dropout_add", "fused_bn_add_activation")
# Operators that compare labels with what a network says by weights of their own.
COMPARING = ("nce", "hierarchical_sigmoid", "hsigmoid_loss", "sample_logits", "linear_chain_crf", "crf_decoding", "center_loss")
# So many variables are looked at of what a graph says, and of those between none with more axes.
MAX_SAID = 32
MAX_AXES = 2
# What optimizers are called where operators have no named outputs.
STEPS = ("sgd_", "momentum_", "adam_", "adamw_", "adagrad_", "adadelta_", "adamax_", "rmsprop_", "lamb_", "lars_momentum_")


def of(journal, paddle):
    """Get what sees the static graphs of this process; the first call puts in its hooks."""
    if getattr(journal, "graphs", None) is None:
        journal.graphs = _Graphs(journal, paddle)
        journal.attempt("static graphs cannot be seen", journal.graphs.hook)
    return journal.graphs


class Array(numpy.ndarray):
    """What a variable holds; knows what is asked of a dygraph tensor."""

    stop_gradient = True

    def numpy(self):
        return self.view(numpy.ndarray)


def held(value, stop_gradient=True):
    """Get a copy of an array, of a tensor of a scope, or of numbers in lists."""
    array = numpy.array(value).view(Array)
    array.stop_gradient = stop_gradient
    return array


class Program:
    """The parameters that programs share, by the names of their variables, with their values in a scope."""

    def __init__(self, scope, trainable):
        self._scope = scope
        self._trainable = trainable  # by name
        self.training = False
        self.active = []

    def state_dict(self):
        return {
            name: held(self._scope.find_var(name).get_tensor(), not trainable)
            for name, trainable in self._trainable.items()
        }

    def named_parameters(self):
        return [(name, value) for name, value in self.state_dict().items()]

    def parameters(self):
        return list(self.state_dict().values())

    def sublayers(self, include_self=False):
        return [self] if include_self else []


class Run:
    """One run of a program that has parameters.

    ``steps`` says whether it ends with a step of an optimizer, ``minimized`` what is known of that one, or None.
    """

    def __init__(self, looked, graph, feed, fetched, run):
        self.graph = graph
        self.steps = looked.steps
        self.minimized = looked.minimized
        self.fetched = fetched
        self._feed = feed
        self._looked = looked
        self._run = run  # runs a program in the same scope

    def inputs(self):
        """Get (name, array) of everything that is fed."""
        return [(name, held(value)) for name, value in self._feed.items()]

    def asked(self):
        """Get (name, array) of what is fed besides labels, and of what the graph, when asked again, makes of that alone.

        Nothing is asked of graphs that learn or draw random numbers.
        """
        looked = self._looked
        if self.steps or looked.active:
            return [], []
        program, taken, said = looked.without_labels(self._feed)
        if not said:
            return [], []
        feed = {name: self._feed[name] for name in taken}
        # Newer programs are not pruned, so that they want what else they were fed.
        given = {"feed": self._feed} if looked.is_newer else {"feed": feed, "use_prune": True}
        values = self._run(program=program, fetch_list=list(said.values()), **given)
        # Of some outputs, as the statistics of a batch, a graph that is tested has none.
        return list(feed.items()), [(name, value) for name, value in zip(said, values) if value is not None]


class Minimized:
    """What Optimizer.minimize was told: the loss, and what is to be changed."""

    def __init__(self, optimizer, loss, result):
        self.optimizer = optimizer
        self.loss = loss
        gradients = result[1] if isinstance(result, tuple) and len(result) > 1 else None
        self.parameters = [pair[0] for pair in gradients or [] if pair[1] is not None]


class _Looked:
    """What a program consists of, as long as it has that many operators."""

    def __init__(self, program, operators, minimized):
        self.program = program
        self.count = len(operators)
        self.is_newer = newer_graph.is_newer(operators)
        self.trainable = {
            each.name: getattr(each, "trainable", True) and not getattr(each, "stop_gradient", False)
            for each in _parameters(program)
        }
        self.active = sorted({_kind(each) for each in operators if _is_active(each)})
        self.steps = any(_is_step(each) for each in operators)
        self.told = False  # whether it was told what it needs
        of_loss = [each for each in minimized if each.loss.block.program is program] or minimized
        # A copy of the program has the loss of the original.
        self.minimized = of_loss[-1] if self.steps and of_loss else None
        self.counters = {
            name: each.input("StatPos") + each.input("StatNeg")
            for each in operators
            if hasattr(each, "output_names") and each.type == "auc"
            for name in each.output("AUC")
        }
        self._without_labels = None

    def without_labels(self, feed):
        """Get a copy of the program that is tested, the names of what it takes besides labels, and by their names what it makes of
        that alone."""
        if self._without_labels is None:
            taken = self.weighed(feed)
            if self.is_newer:
                program, said = newer_graph.made_alone(self.program, feed, taken, MAX_SAID, MAX_AXES)
            else:
                names = _said(self.program, feed, taken) if taken else []
                program, said = (self.program.clone(for_test=True) if names else None), dict(zip(names, names))
            self._without_labels = program, sorted(taken), said
        return self._without_labels

    def weighed(self, feed):
        """Get the names of what is fed that goes through operators with weights, as labels do not."""
        operators = self.program.global_block().ops
        if self.is_newer:
            return newer_graph.through_weights(operators, feed, COMPARING)
        return _through_weights(operators, set(self.trainable), feed)


class _Graphs:
    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        self._watching = []
        self._minimized = []
        self._looked = {}  # id of a program: _Looked
        self._graphs = {}  # (id of a scope, its names): Program
        self._inside = threading.local()
        self._noted = set()
        self._counting = set()  # metrics whose variables were looked at
        self._needed = set()  # what is fed and goes through weights, in programs that make no steps

    def watch(self, entered, left):
        """Have ``entered(run)`` called before each run, and ``left(run, what that gave, result or None)`` after it."""
        self._watching.append((entered, left))

    @contextlib.contextmanager
    def unseen(self):
        """A context in which runs of this thread are not seen."""
        self._inside.value = getattr(self._inside, "value", 0) + 1
        try:
            yield
        finally:
            self._inside.value -= 1

    def hook(self):
        """Hook Optimizer.minimize, which names the loss of a program, and the executor."""
        for optimizer in list(vars(self._paddle.optimizer).values()):
            if isinstance(optimizer, type) and issubclass(optimizer, self._paddle.optimizer.Optimizer):
                if "minimize" in vars(optimizer):
                    optimizer.minimize = self._naming(optimizer.minimize)
        executor = self._paddle.static.Executor
        executor.run = self._seen(executor.run)
        for name in ("train_from_dataset", "infer_from_dataset"):
            if hasattr(executor, name):
                setattr(executor, name, self._noted_only(name, getattr(executor, name)))

    def _naming(self, original):
        @functools.wraps(original)
        def minimize(optimizer, loss, *args, **kwargs):
            result = original(optimizer, loss, *args, **kwargs)
            if not self._paddle.in_dynamic_mode():
                self._minimized.append(Minimized(optimizer, loss, result))
                self._looked.clear()
            return result

        return minimize

    def _noted_only(self, name, original):
        @functools.wraps(original)
        def run(*args, **kwargs):
            self._note(name)
            return original(*args, **kwargs)

        return run

    def _note(self, function):
        if function not in self._noted:
            self._noted.add(function)
            self._journal.record("note", name="static_graph", value="paddle.static.Executor.%s" % function)

    def _seen(self, original):
        signature = inspect.signature(original)

        @functools.wraps(original)
        def run(*args, **kwargs):
            if getattr(self._inside, "value", 0):
                return original(*args, **kwargs)
            self._note("run")
            entered = self._journal.attempt(
                "a run of a static graph could not be seen", self._enter, signature, args, kwargs
            )
            result, ended = None, False
            try:
                with self.unseen():
                    result = original(*args, **kwargs)
                ended = True
            finally:
                for left, *given in entered or ():
                    self._journal.attempt("a run of a static graph could not be recorded", left, *given, result, ended)
            return result

        return run

    def _enter(self, signature, args, kwargs):
        given = signature.bind(*args, **kwargs).arguments
        feed, fetched = given.get("feed"), given.get("fetch_list")
        if isinstance(feed, (list, tuple)) and len(feed) == 1:
            feed = feed[0]
        # What initialises parameters is given nothing, and is asked for nothing.
        if not self._watching or not (feed or fetched):
            return []
        program = given.get("program") or self._paddle.static.default_main_program()
        looked = self._look(getattr(program, "_program", None) or program)
        scope = given.get("scope") or self._paddle.static.global_scope()
        if not looked.trainable or any(scope.find_var(name) is None for name in looked.trainable):
            return []
        graph = self._graphs.setdefault((id(scope), frozenset(looked.trainable)), Program(scope, looked.trainable))
        graph.active = looked.active
        graph.training = bool(looked.active) or looked.steps
        fetched = list(fetched) if isinstance(fetched, (list, tuple)) else [] if fetched is None else [fetched]
        if looked.counters and not looked.steps:
            self._journal.attempt("what a metric counted could not be seen", self._look_at_counters, looked, scope, fetched)
        if isinstance(feed, dict) and not looked.steps and not looked.told:
            looked.told = True
            self._journal.attempt("what a graph needs could not be told", self._look_at_needs, looked, feed)
        again = functools.partial(self._again, given["self"], scope=scope)
        run = Run(looked, graph, feed if isinstance(feed, dict) else {}, fetched, again)
        attempt = self._journal.attempt
        return [
            (left, run, attempt("a run of a static graph could not be recorded", entered, run))
            for entered, left in self._watching
        ]

    def _again(self, executor, **given):
        with self.unseen():
            return executor.run(**given)

    def loaded(self):
        """Note that weights were loaded, and perhaps with them what a metric had counted."""
        self._counting.clear()

    def _look_at_counters(self, looked, scope, fetched):
        """Tell what the variables of a metric have counted before a program first asks for it."""
        names = {each if isinstance(each, str) else each.name for each in fetched}
        for metric in names.intersection(looked.counters).difference(self._counting):
            self._counting.add(metric)
            counted = sum(int(held(scope.find_var(name).get_tensor()).sum()) for name in looked.counters[metric])
            if counted:
                self._journal.record("note", name="counted before", value=str(counted))

    def _look_at_needs(self, looked, feed):
        """Tell which of several variables that are fed go through operators with weights, as labels do not."""
        needed = looked.weighed(feed)
        if len(feed) > 1 and not needed <= self._needed:
            self._needed |= needed
            value = "\n".join(sorted(self._needed))
            self._journal.record("note", name="inputs that go through the weights of a graph", value=value)

    def _look(self, program):
        operators = program.global_block().ops
        known = self._looked.get(id(program))
        if known is None or known.program is not program or known.count != len(operators):
            if len(self._looked) >= MAX_LOOKED_AT:
                self._looked.clear()
            known = self._looked[id(program)] = _Looked(program, operators, self._minimized)
        return known


def parameters_in(program, scope):
    """Get the parameters of a program by their names, with their values."""
    return Program(scope, {each.name: True for each in _parameters(program)}).state_dict()


def is_same(variable, loss) -> bool:
    """Whether something that is fetched is that loss; values of newer programs have no names."""
    if variable is loss:
        return True
    name = variable if isinstance(variable, str) else getattr(variable, "name", None)
    try:
        return name is not None and name == loss.name
    except ValueError:
        return False


def _parameters(program):
    every = getattr(program, "all_parameters", None) or program.global_block().all_parameters
    return every()


def _through_weights(operators, parameters, given):
    """Get those of the given variables from which an operator with parameters is reached."""
    made_of = {name: {name} for name in given}
    through = set()
    for each in operators:
        sources = set().union(*(made_of.get(name, ()) for name in each.input_arg_names))
        if sources and parameters.intersection(each.input_arg_names) and each.type not in COMPARING:
            through |= sources
        for name in each.output_arg_names if sources else ():
            made_of[name] = made_of.get(name, set()) | sources
    return through


def _said(program, fed, given):
    """Get the names of what operators with weights make of ``given`` alone: what is made of nothing else any more, then small ones."""
    block = program.global_block()
    made_of, parts = {name: {name} for name in fed}, set()
    weighed = dict.fromkeys(each.name for each in _parameters(program))
    for each in block.ops:
        sources = set().union(*(made_of.get(name, ()) for name in each.input_arg_names))
        alone = bool(sources) and sources <= given
        if alone:
            parts.update(each.input_arg_names)
        for name in each.output_arg_names if sources else ():
            made_of[name] = made_of.get(name, set()) | sources
            if alone and any(source in weighed for source in each.input_arg_names):
                weighed[name] = block.var(name)
    made = [name for name, variable in weighed.items() if variable is not None and _is_of_numbers(variable)]
    between = [name for name in made if name in parts and len(block.var(name).shape) <= MAX_AXES]
    return ([name for name in made if name not in parts] + between)[:MAX_SAID]


def _is_of_numbers(variable):
    return not variable.persistable and type_name(variable.dtype) in ("float32", "float64", "int64", "int32")


def _kind(operator) -> str:
    """Get the name of an operator, of programs of either form."""
    name = operator.type if hasattr(operator, "type") else operator.name()
    return name.rsplit(".", 1)[-1]


def _is_active(operator) -> bool:
    if _kind(operator).rstrip("_") not in ACTIVE:
        return False
    attributes = operator.all_attrs() if hasattr(operator, "all_attrs") else operator.attrs()
    return not (attributes.get("is_test") or attributes.get("use_global_stats"))


def _is_step(operator) -> bool:
    if hasattr(operator, "output_names"):
        return "ParamOut" in operator.output_names
    return _kind(operator) in STEPS
