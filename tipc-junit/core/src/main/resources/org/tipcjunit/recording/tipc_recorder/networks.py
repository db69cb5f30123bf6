# SPDX-License-Identifier: Apache-2.0
"""Records which networks ran: with which weights at the moment of the call, in which mode, on how many samples.

A network is an outermost layer that has parameters and is called with tensors. The weights are looked at when it is first
called, and again when they may have become others; never at every step of a training.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import hashlib
import math
import random
import threading
import weakref

import numpy

from tipc_recorder import settings, static_graph
from tipc_recorder.colours import Colours
from tipc_recorder.flows import Flows
from tipc_recorder.layer_calls import arguments
from tipc_recorder.remembered import Remembered
from tipc_recorder.starts import Starts
from tipc_recorder.tensors import array_of, flatten, leaves, sampled, state_digests, tensors_of, weight_digest
from tipc_recorder.unused import unused

MAX_NETWORKS = 4096
MAX_ACTIVE = 8
# So many different samples are told apart, each by so many of its elements.
MAX_DIFFERENT = 65536
TOLD_BY = 4096
# Samples of fewer numbers may well be the same.
MANY = 16
# So many samples are named of the first calls of a training, to be looked for among so many of an evaluation.
MAX_TRAINED = 64
MAX_TRAINING_CALLS = 32
MAX_EVALUATED = 4096
# What a call does that draws random numbers, by whatever function.
RANDOM = "random numbers"
# Beyond the first ones, weights are looked at only while that has cost less than this share of the time.
FREE_LOOKS = 4
# The same holds for keeping some of their values, which takes less.
FREE_KEEPS = 8
LOOK_SHARE = 0.005
# An average of weights lies nearer to them than this share of their length; weights drawn anew lie further away than 1.
ALIKE = 0.9

# Calls in this thread that are not the script's own, or lie inside one that is known.
class _Inside(threading.local):
    value = 0


_inside = _Inside()


class unwatched:
    """A context in which calls of this thread count for no network."""

    def __enter__(self):
        _inside.value = _inside.value + 1

    def __exit__(self, *_):
        _inside.value -= 1


class Networks:
    """The networks of this process; shared by the hooks that ask whose tensors they have."""

    def __init__(self, journal, paddle):
        self._journal = journal
        self._paddle = paddle
        # What a training gives its networks is of no interest, and every step of it counts.
        self.trains = "losses" in settings.get("TIPC_RECORDING_KINDS")
        self.starts = Starts(journal, paddle) if self.trains else None
        self.reset()
        journal.on_fork(self.reset)
        journal.on_end(self.end)

    def reset(self):
        self._lock = threading.RLock()
        self._known = {}  # id of a layer: _Network
        self._all = []
        self.steps = 0  # of any optimizer; counted by the hooks of the optimizers
        self._optimizers = {}  # id: weak reference
        self._held = {}  # id of a tensor that an optimizer has, or had: weak reference
        self.loaded = set()  # digests of what paddle.load gave
        self._seen = {}  # digest of all that a network was seen to hold, or that was saved: the number of steps by then
        self.flows = Flows(self._journal, self._paddle)
        self._samples = {}  # names of samples, in their order
        self._naming = self._most_rows = 0  # calls whose samples were named, and the most samples of one
        self._snapshots = {}  # number of a network: the step of its last snapshot
        self._asked = {}  # number of a network whose weights were asked for since the last step, and not saved yet: itself, its layer
        self._parameters = None  # number of a network: its parameters, in a context in which they do not change
        self._looks = 0
        self._look_seconds = self._keep_seconds = 0.0
        self._keeps = 0  # how often values of weights were kept

    def entered(self, layer, args, kwargs):
        """Get the network that a call of ``layer`` is one of; None where its inner layers are to be looked at."""
        inputs = flatten(self._paddle, args, "")
        if kwargs:
            inputs += flatten(self._paddle, kwargs, "")
        if not inputs:
            return None
        network = self._network(layer)
        if network is not None:
            network.called(layer, inputs)
            if network.shows_colours():
                named = arguments(self._paddle, layer, args, kwargs)
                self._journal.attempt("the colours of images could not be seen", network.colours.see, named)
            if self._journal.samples is not None:
                given = network.number, layer, args, kwargs
                self._journal.attempt("samples of a network could not be kept", self._journal.samples.begin, *given)
        return network

    def left(self, network, result):
        """A call ended well."""
        network.returned()
        if self._journal.samples is not None:
            said = network.number, result
            self._journal.attempt("samples of a network could not be kept", self._journal.samples.end, *said)
        self.flows.called(network.number, result)

    def entered_program(self, run):
        """Get the network that a static graph, which is about to run, is one of."""
        inputs = run.inputs()
        network = self._network(run.graph) if inputs else None
        if network is not None:
            network.called(run.graph, inputs)
            if network.shows_colours():
                self._journal.attempt("the colours of images could not be seen", network.colours.see, inputs)
            if run.steps:
                # A program that makes a step has the gradients of all its parameters.
                self.flows.ran(network.number)
                self._optimizes(run.minimized, network)
        return network

    def _optimizes(self, minimized, network):
        if minimized is None or id(minimized) in self._optimizers:
            return
        self._optimizers[id(minimized)] = weakref.ref(minimized)
        rate = float(minimized.optimizer.get_lr())
        values = network.parameters()
        names = [
            each.name
            for each in minimized.parameters
            if len(each.shape) > 1 and not each.stop_gradient and (_has_rate(each) or _is_drawn(values.get(each.name)))
        ]
        self._journal.record(
            "optimizer",
            optimizer=network.number,
            optimizer_class=type(minimized.optimizer).__name__,
            learning_rate=rate if math.isfinite(rate) else None,
            networks=[network.number],
            tensors=sorted("%d/%s" % (network.number, name) for name in names),
        )

    def left_program(self, run, network, _, ended):
        """A static graph ran."""
        if network is None:
            return
        if not ended:
            network.raised()
            return
        network.returned()
        if run.steps:
            self.stepped()
        elif self._journal.samples is not None:
            self._journal.attempt("samples of a graph could not be kept", self._journal.samples.ran, network.number, run)

    def stepped(self):
        """Note that an optimizer made a step."""
        self.steps += 1
        self.flows.stepped()

    def stepping(self, optimizer):
        """Note whose parameters an optimizer has that is about to make a step, and get the numbers of their networks."""
        self._optimizers[id(optimizer)] = weakref.ref(optimizer)
        parameters = _parameters(optimizer)
        self._hold(parameters)
        self._journal.attempt("values of weights could not be kept", self._keep)
        return self.numbers_of(parameters)

    def _keep(self):
        """Keep some values of the networks that are trained, where they are to change."""
        may = self._keeps < FREE_KEEPS or self._keep_seconds <= LOOK_SHARE * self._journal.now()
        if not self.steps or self.steps & (self.steps - 1) or not may:
            return
        start = self._journal.now()
        for network in self.alive():
            if network.remembered.step != self.steps and network.is_trained(self._is_held):
                network.remembered.keep(self.steps, network.parameters())
        self._keeps += 1
        self._keep_seconds += self._journal.now() - start

    def trained_by(self, optimizer):
        """Get the parameters of more than one dimension that an optimizer is to change, as number of the network/name.

        A learning rate of 0 keeps what a file gave, or what was written by hand; numbers that were drawn are to become others.
        """
        standing = [each for each in _open(optimizer) if not _has_rate(each) and _is_drawn(each)]
        return self.names_of(to_change(optimizer) + standing)

    def names_of(self, parameters):
        """Get the names of parameters as number of the network/name."""
        wanted = {id(parameter) for parameter in parameters}
        return sorted(
            "%d/%s" % (network.number, name)
            for network in self.alive()
            for name, parameter in network.parameters().items()
            if id(parameter) in wanted
        )

    def knows(self, optimizer):
        """Whether that very optimizer was seen to make a step."""
        known = self._optimizers.get(id(optimizer))
        return known is not None and known() is optimizer

    def _hold(self, parameters):
        self._held.update((id(parameter), weakref.ref(parameter)) for parameter in parameters)

    def _is_held(self, parameter):
        known = self._held.get(id(parameter))
        return known is not None and known() is parameter

    def numbers_of(self, tensors):
        """Get the numbers of the networks that some of ``tensors`` belong to, sorted."""
        wanted = {id(tensor) for tensor in tensors}
        return sorted(
            network.number
            for network in self.alive()
            if any(id(own) in wanted for own in network.parameters().values())
        )

    @contextlib.contextmanager
    def unchanged(self):
        """A context in which no network gets or loses parameters, so that each is asked for them once: it takes long."""
        self._parameters = {}
        try:
            yield
        finally:
            self._parameters = None

    def parameters_of(self, network):
        """Get the parameters of a network by their names."""
        known = self._parameters
        if known is None:
            return network.parameters_now()
        if network.number not in known:
            known[network.number] = network.parameters_now()
        return known[network.number]

    def is_state_of_optimizer(self, state):
        """Whether something to be saved holds but the moments and the like of an optimizer that has made steps."""
        tensors = tensors_of(self._paddle, state)
        # Of weights, which are saved most often, the first one tells.
        if not tensors or all(tensors[0] is not moment for moment in self._moments()):
            return False
        moments = {id(moment) for moment in self._moments()}
        return all(id(tensor) in moments for tensor in tensors)

    def _moments(self):
        return (
            tensor
            for optimizer in [reference() for reference in self._optimizers.values()]
            for by_parameter in getattr(optimizer, "_accumulators", {}).values()
            for tensor in by_parameter.values()
        )

    def owners(self, state, digests):
        """Get the numbers of the networks whose weights ``state`` holds, and of those that it has only the names of.

        Its owners are told by the tensors themselves, else by what they say, else by names and values that are near to theirs,
        as those of an average are.
        """
        tensors = tensors_of(self._paddle, state)
        found = self.numbers_of(tensors)
        saved = dict(leaves(self._paddle, state))
        if found:
            self._was_saved({id(tensor) for tensor in tensors})
            return found, self._strangers(found, saved)
        values = set(digests.values())
        found = [network.number for network in self.alive() if network.is_in(values)]
        # Of several that are trained in turn the best one may be kept as what it was, and be gone itself.
        found = found or [network.number for network in self._all if network.layer() is None and network.had(values)]
        if found:
            return found, []
        named = [network for network in self.alive() if network.is_named_in(saved)]
        for network in named:
            # What it holds itself is another thing than what is saved.
            self._look(network, network.layer())
        alike = {network.number: network.is_like(saved) for network in named}
        if not any(alike.values()):
            gone = [network for network in self._all if network.layer() is None and network.is_named_in(saved)]
            alike.update((network.number, like) for network in gone for like in [network.was_like(saved)] if like is not None)
        found = [number for number, like in alike.items() if like]
        # Of several that were trained one after the other it is but one's.
        return found, [number for number, like in alike.items() if not like and not (found and self._all[number].layer() is None)]

    def overwritten(self, numbers, state, digests):
        """Get the names of tensors of networks that were trained which ``state`` holds far from what the steps had led to, though
        nothing gave these values: neither a file nor what a network was seen to hold before the last step."""
        saved = dict(leaves(self._paddle, state)) if numbers else {}
        given = _by_end({name: value for name, value in saved.items() if self._is_given(digests.get(name))})
        by_end = _by_end(saved)
        return sorted(
            name
            for network in self._all
            if network.number in numbers
            for name, near in network.remembered.compared(by_end, self.steps).items()
            if not near and name not in given
        )

    def _strangers(self, numbers, saved):
        """Get the numbers of trained networks whose names something has that is saved beside or instead of them, and which they
        are not near to."""
        owners = [network for network in self.alive() if network.number in numbers]
        others = [network for network in self.alive() if network not in owners and network.is_trained(self._is_held)]
        if not others:
            return []
        known = {id(tensor) for network in owners for tensor in network.state().values()}
        rest = {name: value for name, value in saved.items() if id(value) not in known}
        found = {network.number for network in others if network.is_named_in(rest) and not network.is_like(rest)}
        for owner in owners:
            if not owner.is_trained(self._is_held):
                own = owner.parameters()
                named = [network for network in others if own.keys() == network.parameters().keys()]
                if not any(network.is_like(own) for network in named):
                    found.update(network.number for network in named)
        return sorted(found)

    def unheld(self, numbers, state):
        """Get the digests of what ``state`` holds of networks of which an optimizer has parameters, where it has not these."""
        for optimizer in [reference() for reference in self._optimizers.values()]:
            if optimizer is not None and not isinstance(optimizer, static_graph.Minimized):
                self._hold(_parameters(optimizer))
        saved = dict(leaves(self._paddle, state)) if numbers else {}
        found = {}
        for network in self.alive():
            if network.number in numbers:
                found.update(network.others(self._is_held))
                found.update(network.replaced(saved, self._is_held))
        return found

    def _is_given(self, digest):
        return digest in self.loaded or self._seen.get(digest, self.steps) < self.steps

    def left_out(self, numbers):
        """Get the parameters that a loss reaches and no optimizer has, of networks of which one has others, as number/name."""
        return sorted(
            "%d/%s" % (network.number, name)
            for network in self.alive()
            if network.number in numbers
            for name, parameter in network.unheld(self._is_held).items()
            if len(parameter.shape) > 1 and parameter.grad is not None
        )

    def gave(self, digests):
        """Note what a file gave."""
        self.loaded.update(digests.values())

    def saw(self, digests, owners=()):
        """Note what a network was seen to hold, or what the script saved, of ``owners``: it may load that again."""
        self._note(digests)
        for number in owners:
            self._all[number].has_had(digests)

    def _note(self, digests):
        for digest in digests.values():
            self._seen.setdefault(digest, self.steps)

    def unknown(self, digests):
        """Get those of weights that come from a file after the first step, of which nothing was seen before."""
        if not self.steps:
            return {}
        for network in self.alive():
            self._note(state_digests(self._paddle, network.parameters()))
        return {name: value for name, value in digests.items() if value not in self._seen}

    def snapshot(self, layer):
        """Look at the weights that the script asks for, which somebody may save in a form of its own."""
        known = self._known.get(id(layer))
        if known is None or not known.is_of(layer) or not self.steps:
            return
        if self._snapshots.get(known.number) == self.steps:
            return
        self._snapshots[known.number] = self.steps
        if known.is_saved:
            # As last time, most likely; what is recorded of that says it all.
            self._asked[known.number] = known, layer
        else:
            self._look(known, layer)

    def _look(self, network, layer):
        if layer is not None and (self._looks < FREE_LOOKS or self.may_look()):
            network.look(layer)

    def _was_saved(self, saved):
        """Note that paddle.save took the tensors with the ids ``saved``."""
        for network in self.alive():
            if all(id(parameter) in saved for parameter in network.parameters().values()):
                network.is_saved = True
                self._asked.pop(network.number, None)

    def will_change(self):
        """Look at weights that were asked for and not saved, before they become others."""
        while self._asked:
            _, (network, layer) = self._asked.popitem()
            network.is_saved = False
            self._look(network, layer)

    def may_look(self):
        """Whether looking at weights has cost little enough for one time more."""
        return self._look_seconds <= LOOK_SHARE * self._journal.now()

    def looked(self, seconds):
        """Note what it cost to look at weights."""
        self._looks += 1
        self._look_seconds += seconds

    def alive(self):
        """Get the networks whose layers still exist."""
        with self._lock:
            return [network for network in self._all if network.layer() is not None]

    def names_samples(self, training):
        """Whether to name the samples of a call, of a training network or of one that is evaluated."""
        if self.trains:
            return training and self._naming < MAX_TRAINING_CALLS and len(self._samples) < MAX_TRAINED
        return self._journal.samples is not None and len(self._samples) < MAX_EVALUATED

    def name_samples(self, rows):
        """Note what names samples."""
        self._naming += 1
        self._most_rows = max(self._most_rows, len(rows))
        wanted = MAX_TRAINED if self.trains else MAX_EVALUATED
        for row in rows:
            if len(self._samples) < wanted and not _is_one_number(row):
                self._samples[_name(row)] = None

    def end(self):
        """Say what became of every network."""
        self._journal.attempt("the weights of a network could not be recorded", self.will_change)
        if self._samples:
            self._journal.record("note", name="samples that were named", value=" ".join(self._samples))
        if self._samples and self.trains:
            numbers = self._naming, self._most_rows, len(self._samples)
            self._journal.record("note", name="calls that were named", value="%d %d %d" % numbers)
        rows = [network.rows() for network in self._all]
        if any(most for most, _ in rows):
            self._journal.record("note", name="samples of one call", value="\n".join("%d %d" % each for each in rows))
        for network in self._all:
            self._journal.attempt("what became of a network could not be recorded", network.end)

    def _network(self, layer):
        known = self._known.get(id(layer))
        if known is not None and known.layer() is layer:
            return known
        with self._lock:
            known = self._known.get(id(layer))
            if known is not None and known.is_of(layer):
                return known
            if not any(True for _ in layer.parameters()) or len(self._all) >= MAX_NETWORKS:
                return None
            network = _Network(self, self._journal, self._paddle, len(self._all), layer)
            self._known[id(layer)] = network
            if isinstance(layer, self._paddle.DataParallel):
                self._known[id(layer._layers)] = network
            self._all.append(network)
            return network


class _Network:
    def __init__(self, networks, journal, paddle, number, layer):
        self._networks = networks
        self._journal = journal
        self._paddle = paddle
        self.number = number
        self.layer = weakref.ref(layer)
        self._layer_class = type(layer).__name__
        self._calls = self._samples = self._training_calls = self._raised = 0
        self._random = None  # the state of the generators before a call that is looked at closely
        self._told = None
        self._digests = None
        self._had = []  # digests of what it was seen to hold, each time
        self._trainable = set()  # the names of what may be trained, when it was first looked at
        self._active = []
        self._statistics = []  # the names of variances that calls in training mode are to move
        self.is_saved = False  # whether paddle.save took its weights when they were asked for last
        self.unsure = []  # the names of weights that come from no file, until the first calls have ended
        self._unused = []
        self._most_known = self._others = 0  # samples of many numbers in one call, and those of one number only
        self._different = set()  # what tells the samples apart that it was called on before any training
        self.colours = Colours()
        self.remembered = Remembered()

    def is_of(self, layer):
        """Whether it is that layer, or the one that it distributes."""
        own = self.layer()
        return own is layer or own is not None and getattr(own, "_layers", None) is layer

    def called(self, layer, inputs):
        self._calls += 1
        # Which layers inside are in which mode is asked of an evaluation; between the steps of a training it takes too long.
        between = self._networks.trains and self._networks.steps
        training = layer.training if between else is_training(layer)
        self._training_calls += training
        shape = inputs[0][1].shape
        self._samples += int(shape[0]) if len(shape) else 1
        if self._networks.names_samples(training):
            self._journal.attempt("samples could not be named", self._name_samples, inputs)
        if not self._networks.steps and len(self._different) < MAX_DIFFERENT:
            self._journal.attempt("the samples of a network could not be told apart", self._tell_apart, inputs)
        if training and not self._training_calls & (self._training_calls - 1):
            self._active += [name for name in active_layers(self._paddle, layer) if name not in set(self._active)]
            self._random = _random_state(self._paddle)
            if self._networks.steps:
                known = set(self._statistics)
                self._statistics += [name for name in moving_variances(self._paddle, layer) if name not in known]
        # At 1, 2, 4, 8 ...: often enough where few calls are made, seldom where many are.
        if self._calls & (self._calls - 1):
            return
        # Where something trains, others are expected; the second call shows weights that are set after the first.
        if self._digests is None or not self._networks.steps and (self._calls == 2 or self._networks.may_look()):
            self.look(layer)
        if self._calls > 1:
            self._tell()

    def shows_colours(self):
        """Whether the call that begins is one of the first of an evaluation or a prediction."""
        return not self._networks.trains and not self._networks.steps and self.colours.wanted()

    def rows(self):
        """Get how many samples of many numbers one call had at most, and how many there were of one number only."""
        return self._most_known, self._others

    def _tell_apart(self, inputs):
        rows = _largest(inputs)
        known = [row for row in rows if not _is_one_number(row)]
        self._different.update(_key(row) for row in known)
        # Beside others it may be a mask or a grid; of a few numbers, or of tokens, the same ones come often.
        if len(inputs) == 1 and rows and rows[0].dtype.kind == "f" and rows[0].size >= MANY:
            self._most_known = max(self._most_known, len(known))
            self._others += len(rows) - len(known)

    def _name_samples(self, inputs):
        self._networks.name_samples(_largest(inputs))

    def returned(self):
        """A call ended well: see whether it drew random numbers."""
        before, self._random = self._random, None
        if before is None:
            return
        known = any("Dropout" in name or name == RANDOM for name in self._active)
        if not known and before != _random_state(self._paddle):
            self._active.append(RANDOM)

    def try_without(self, layer, call, given, result):
        """See whether the call that ended, one of the first two, needed the weights that no file gave."""
        names, self.unsure, self._unused = self.unsure, [], []
        if not is_training(layer):
            with unwatched():
                self._unused = sorted(unused(self._paddle, layer, names, call, given, result))
        if self._calls == 1:
            # The first one may be another kind of call, such as one that warms up.
            self.unsure = self._unused

    def raised(self):
        """A call ended with an exception."""
        self._random = None
        self._raised += 1

    def is_in(self, values):
        """Whether at least half of the parameters are among ``values``, given as digests; asks the small ones first, which tell
        soon that the state of an optimizer is none."""
        parameters = sorted(self.parameters().values(), key=lambda parameter: int(numpy.prod(parameter.shape)))
        others = 0
        for parameter in parameters:
            others += weight_digest(self._paddle, parameter) not in values
            if 2 * others > len(parameters):
                return False
        return True

    def has_had(self, digests):
        """Note what it was seen to hold."""
        self._had.append(frozenset(digests.values()))

    def had(self, values):
        """Whether all that it was once seen to hold is among ``values``, given as digests."""
        return any(once <= values for once in self._had)

    def is_named_in(self, names):
        """Whether all weights have their names in ``names``, potentially with something before them."""
        ends = {name[start:] for name in names for start in _starts(name)}
        return ends.issuperset(self._digests or {})

    def is_like(self, saved):
        """Whether most parameters of more than one dimension are near to those of ``saved``, told by the ends of their names."""
        by_end = {name[start:]: value for name, value in saved.items() for start in _starts(name)}
        own = {name: tensor.numpy() for name, tensor in self.parameters().items() if name in by_end}
        distances = [_distance(own[name], array_of(by_end[name])) for name in own if own[name].ndim > 1]
        distances = [distance for distance in distances if distance is not None]
        return not distances or 2 * sum(distance < ALIKE for distance in distances) >= len(distances)

    def was_like(self, saved):
        """Whether most of what is remembered of it is near to ``saved``, now that it is gone; None where too little is."""
        near = list(self.remembered.compared(_by_end(saved), self._networks.steps).values())
        return 2 * sum(near) >= len(near) if near else None

    def others(self, is_held):
        """Get the digests of trainable parameters that are not held, by name, where others are; those it had when it was first
        called only, since re-parameterised ones come later."""
        return state_digests(self._paddle, self.unheld(is_held))

    def unheld(self, is_held):
        """Get these parameters themselves."""
        parameters = self.parameters()
        held = {name for name, parameter in parameters.items() if is_held(parameter)}
        if not held:
            return {}
        return {
            name: parameter
            for name, parameter in parameters.items()
            if name in self._trainable and name not in held and not parameter.stop_gradient
        }

    def replaced(self, saved, is_held):
        """Get the digests of tensors that are saved, by name, in place of parameters that are held, and are not near to them."""
        known = {id(value) for value in saved.values()}
        left = {name: parameter for name, parameter in self.parameters().items() if id(parameter) not in known}
        found = {}
        if not left:
            return found
        by_end = {name[start:]: value for name, value in saved.items() for start in _starts(name)}
        for name, parameter in left.items():
            if name in by_end and is_held(parameter):
                instead = array_of(by_end[name])
                distance = _distance(parameter.numpy(), instead)
                if distance is not None and distance >= ALIKE:
                    found[name] = weight_digest(self._paddle, by_end[name])
        return found

    def is_trained(self, is_held):
        """Whether an optimizer has any of the parameters."""
        return any(is_held(parameter) for parameter in self.parameters().values())

    def parameters(self):
        """Get the parameters by their names."""
        return self._networks.parameters_of(self)

    def parameters_now(self):
        """Get them from the layer."""
        with unwatched():
            return dict(self.layer().named_parameters())

    def state(self):
        """Get the parameters and buffers by their names."""
        with unwatched():
            return self.layer().state_dict()

    def look(self, layer):
        """Record the weights where they are not those of last time."""
        start = self._journal.now()
        with unwatched():
            state = layer.state_dict()
        digests = state_digests(self._paddle, state)
        self._networks.looked(self._journal.now() - start)
        if digests == self._digests:
            return
        first, self._digests = self._digests is None, digests
        self._networks.saw(digests, [self.number])
        trained = sorted(key for key, tensor in state.items() if not getattr(tensor, "stop_gradient", True))
        elements, drawn = {}, []
        if first and self._networks.starts is not None and isinstance(layer, self._paddle.nn.Layer):
            with unwatched():
                elements, drawn = self._networks.starts.of(layer)
        if first:
            self._trainable = set(trained)
            others = [name for name, value in digests.items() if value not in self._networks.loaded]
            if len(others) < len(digests) and not self._networks.trains:
                self.unsure = others
        self._journal.record(
            "network",
            network=self.number,
            layer_class=type(layer).__name__,
            step=self._networks.steps,
            call=self._calls,
            digests=digests,
            trainable=trained,
            elements=elements,
            drawn=drawn,
        )

    def _tell(self):
        told = (self._calls, self._training_calls, self._raised)
        if told == self._told:
            return
        self._told = told
        self._journal.record(
            "network_use",
            network=self.number,
            calls=self._calls,
            training_calls=self._training_calls,
            samples=self._samples,
            active=self._active,
            raised=self._raised,
            different=len(self._different),
            statistics=self._statistics,
            unused=self._unused,
        )

    def end(self):
        """Look at the weights once more, and say how often the network was called."""
        layer = self.layer()
        if layer is not None:
            self.look(layer)
        self._tell()
        for described in self.colours.described():
            self._journal.record("colours", network=self.number, layer_class=self._layer_class, **described)


def _some(row):
    return sampled(row, TOLD_BY)


def told_apart(inputs):
    """Get what tells the samples of a call's (name, tensor) pairs apart, but for those of one number."""
    return {_key(row) for row in _largest(inputs) if not _is_one_number(row)}


def _largest(inputs):
    """Get the samples: beside images or texts there may be labels and the like, which are smaller."""
    arrays = [tensor.numpy() for _, tensor in inputs]
    rows = [array if array.ndim else array[None] for array in arrays]
    largest = max(numpy.prod(array.shape[1:]) for array in rows)
    return [row for array in rows if numpy.prod(array.shape[1:]) == largest for row in array]


def _is_one_number(row):
    """Whether a sample holds one number only, as what warms a network up does."""
    some = _some(row)
    return row.size > 1 and bool((some == some[0]).all()) and bool((row == some[0]).all())


def _key(row):
    """Get what tells a sample from others: some of its elements."""
    return hash((row.shape, _some(row).tobytes()))


def _name(row):
    """Get the same for other processes."""
    return hashlib.sha256(str(row.shape).encode() + _some(row).tobytes()).hexdigest()[:16]


def _starts(name):
    return [0] + [place + 1 for place, letter in enumerate(name) if letter in "./"]


def active_layers(paddle, layer):
    """Get the classes of the sublayers that drop at random, or normalise by the batch, as the layer stands."""
    if isinstance(layer, static_graph.Program):
        return layer.active[:MAX_ACTIVE]
    nn = paddle.nn
    names = ("Dropout", "Dropout2D", "Dropout3D", "AlphaDropout")
    droppers = tuple(getattr(nn, name) for name in names if hasattr(nn, name))
    norms = nn.layer.norm._BatchNormBase
    found = []
    for each in layer.sublayers(include_self=True):
        if not getattr(each, "training", False):
            continue
        drops = isinstance(each, droppers) and getattr(each, "p", 0)
        by_batch = isinstance(each, (norms, nn.BatchNorm)) and not getattr(each, "_use_global_stats", None)
        if drops or by_batch:
            found.append(type(each).__name__)
    return found[:MAX_ACTIVE]


def moving_variances(paddle, layer):
    """Get the names of the running variances that a call moves, as the layer stands; of a static graph they are not told."""
    if isinstance(layer, static_graph.Program):
        return []
    kinds = (paddle.nn.layer.norm._BatchNormBase, paddle.nn.BatchNorm)
    return [
        "%s._variance" % name if name else "_variance"
        for name, each in layer.named_sublayers(include_self=True)
        if isinstance(each, kinds) and each.training and not getattr(each, "_use_global_stats", None)
    ]


def is_training(layer) -> bool:
    """Whether the layer or any inside it is in training mode."""
    # As sublayers() goes, which takes ten times as long.
    waiting, seen = [layer], set()
    while waiting:
        each = waiting.pop()
        if getattr(each, "training", False):
            return True
        if id(each) not in seen:
            seen.add(id(each))
            waiting += getattr(each, "_sub_layers", {}).values()
    return False


def _random_state(paddle):
    """Get what tells whether random numbers were drawn; newer generators print the address of a buffer as well."""
    states = " ".join(str(state) for state in paddle.get_rng_state()).split()
    of_numpy = numpy.random.get_state()
    return [word for word in states if not word.startswith("0x")], of_numpy[1].tobytes(), of_numpy[2], random.getstate()


def _has_rate(parameter) -> bool:
    """Whether no learning rate of its own keeps a parameter as it is."""
    attributes = getattr(parameter, "optimize_attr", None) or {}
    return attributes.get("learning_rate", 1) != 0


def _is_drawn(value) -> bool:
    """Whether most numbers are different, as those that are drawn are, and those of a filter written by hand are not."""
    some = _some(array_of(value)) if value is not None else numpy.empty(0)
    return 2 * len(numpy.unique(some)) > some.size


def _parameters(optimizer) -> list:
    """Get the parameters of an optimizer, also where they come in groups."""
    parameters = []
    for each in getattr(optimizer, "_parameter_list", None) or []:
        parameters += list(each["params"]) if isinstance(each, dict) else [each]
    return parameters


def _open(optimizer) -> list:
    """Get the parameters of more than one dimension of an optimizer that are not frozen."""
    return [each for each in _parameters(optimizer) if not each.stop_gradient and len(each.shape) > 1]


def to_change(optimizer) -> list:
    """Get those of them that have a learning rate."""
    return [each for each in _open(optimizer) if _has_rate(each)]


def _by_end(saved):
    """Get the values of ``saved`` by each end of their names, such as those of two networks of one class that are saved together."""
    found = {}
    for name, value in saved.items():
        for start in _starts(name):
            found.setdefault(name[start:], []).append(value)
    return found


def _distance(own, other):
    """Get how far two arrays are apart, as a share of the length of the first; None where that says nothing."""
    if own.shape != other.shape or own.dtype.kind != "f" or other.dtype.kind != "f":
        return None
    length = float(numpy.linalg.norm(own.astype("float64")))
    return float(numpy.linalg.norm(own.astype("float64") - other.astype("float64"))) / length if length else None


def _notice_copies(journal, networks, kind):
    """Look at the weights of a network that is copied, which may be gone when its copy is saved."""
    if hasattr(kind, "__deepcopy__"):
        return

    def __deepcopy__(self, memo):
        if not _inside.value:
            journal.attempt("the weights of a network could not be recorded", networks.snapshot, self)
        # What copy.deepcopy does with what says nothing of it.
        return copy._reconstruct(self, memo, *self.__reduce_ex__(4))

    kind.__deepcopy__ = __deepcopy__


def _notice_predictors(journal, core):
    original = core.PaddleInferPredictor.run

    @functools.wraps(original)
    def run(*args, **kwargs):
        core.PaddleInferPredictor.run = original
        journal.record("note", name="predictors", value="ran")
        return original(*args, **kwargs)

    core.PaddleInferPredictor.run = run


def install(journal, paddle):
    """Hook Layer.__call__ and Layer.state_dict."""
    networks = journal.networks = Networks(journal, paddle)
    original_state = paddle.nn.Layer.state_dict

    @functools.wraps(original_state)
    def state_dict(self, *args, **kwargs):
        if not _inside.value:
            journal.attempt("the weights of a network could not be recorded", networks.snapshot, self)
        return original_state(self, *args, **kwargs)

    paddle.nn.Layer.state_dict = state_dict
    journal.attempt("copies of networks cannot be noticed", _notice_copies, journal, networks, paddle.nn.Layer)
    original = paddle.nn.Layer.__call__

    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        if _inside.value and journal.samples is not None:
            return journal.samples.inside(original, self, args, kwargs)
        if _inside.value or not paddle.in_dynamic_mode():
            return original(self, *args, **kwargs)
        network = journal.attempt("a call of a network could not be recorded", networks.entered, self, args, kwargs)
        if network is None:
            return original(self, *args, **kwargs)
        try:
            with unwatched():
                result = original(self, *args, **kwargs)
        except BaseException:
            network.raised()
            raise
        journal.attempt("the result of a network could not be watched", networks.left, network, result)
        if network.unsure:
            given = args, kwargs
            journal.attempt("unused weights cannot be told", network.try_without, self, original, given, result)
        return result

    paddle.nn.Layer.__call__ = __call__
    if "predictor_runs" not in settings.get("TIPC_RECORDING_KINDS"):
        journal.attempt("runs of predictors cannot be noticed", _notice_predictors, journal, paddle.base.core)
    static_graph.of(journal, paddle).watch(networks.entered_program, networks.left_program)
