# SPDX-License-Identifier: Apache-2.0
"""Looks through static graphs of the newer form (PIR), whose values have no names, for what they make of what they are fed."""

from __future__ import annotations

from tipc_recorder.tensors import type_name

# What changes a variable for later runs, but for a normalisation that is tested.
CHANGING = ("auc", "set_parameter", "shadow_output")
TESTED = ("batch_norm_", "sync_batch_norm_")


def is_newer(operators) -> bool:
    """Whether the operators are those of a newer program."""
    return bool(operators) and not hasattr(operators[0], "input_arg_names")


def through_weights(operators, given, comparing) -> set:
    """Get those of the given inputs from which an operator with parameters is reached, but for ``comparing`` ones."""
    through = set()
    for each in _Flow(operators, given):
        if each.has_weights and each.kind not in comparing:
            through |= each.sources
    return through


def made_alone(program, given, taken, most, axes):
    """Get a copy of a program, and by names of ours those of its values that operators with weights make of ``taken`` alone: first
    what is made of nothing else any more, then those of few axes. None where running it once more would change something."""
    operators = program.global_block().ops
    if any(_changes(each) for each in operators):
        return None, {}
    made, parts = {}, set()
    weighed = set()  # identities of values that are made with weights
    for place, each in enumerate(_Flow(operators, given)):
        if not each.sources or not each.sources <= taken:
            continue
        parts.update(each.operands)
        if each.has_weights or weighed.intersection(each.operands):
            for value in each.operator.results():
                weighed.add(value.id)
                if _is_of_numbers(value):
                    made[value.id] = ("%s_%d" % (each.kind, place), value)
    last = [named for key, named in made.items() if key not in parts]
    between = [named for key, named in made.items() if key in parts and len(named[1].shape) <= axes]
    scores = [named for named in last + between if "float" in type_name(named[1].dtype)]
    if not made:
        return None, {}
    from paddle.base.libpaddle import pir

    mapping = pir.IrMapping()
    copy = program.clone(mapping)
    # The number of the highest score says less than the scores.
    return copy, {name: mapping.look_up(value) for name, value in (scores or last + between)[:most]}


class _Flow:
    """Operators in their order, each with the inputs that it is reached from."""

    def __init__(self, operators, given):
        self._operators = operators
        self._given = given

    def __iter__(self):
        made_of, parameters = {}, set()
        for operator in self._operators:
            step = _Step(operator)
            if step.kind == "parameter":
                parameters.update(value.id for value in operator.results())
            elif step.kind == "data":
                name = operator.attrs().get("name")
                step.sources = {name} if name in self._given else set()
            else:
                step.sources = set().union(*(made_of.get(each, ()) for each in step.operands))
                step.has_weights = bool(step.sources) and bool(parameters.intersection(step.operands))
            for value in operator.results() if step.sources else ():
                made_of[value.id] = step.sources
            yield step


class _Step:
    """One operator; of values only their identity counts, as comparing them would make a further operator."""

    def __init__(self, operator):
        self.operator = operator
        self.kind = operator.name().rsplit(".", 1)[-1]
        self.operands = [value.id for value in operator.operands_source()]
        self.sources = set()
        self.has_weights = False


def _changes(operator) -> bool:
    kind = operator.name().rsplit(".", 1)[-1]
    # What a branch or a loop makes of values that it only names is not followed.
    return kind in CHANGING or (kind.endswith("_") and kind not in TESTED) or bool(list(operator.blocks()))


def _is_of_numbers(value):
    return not value.persistable and type_name(value.dtype) in ("float32", "float64", "int64", "int32")
