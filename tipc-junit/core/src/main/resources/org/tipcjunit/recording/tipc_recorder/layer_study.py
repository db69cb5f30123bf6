# SPDX-License-Identifier: Apache-2.0
"""Looks into an exported layer: the feature maps of its backbone, and its multiply-adds."""

from __future__ import annotations

import contextlib
import io

import numpy

from tipc_recorder.tensors import digest, flatten, named_array


def feature_maps(paddle, layer, path, arguments):
    """Describe what the sublayer at ``path`` makes of the arguments, and whether the layer's outputs depend on it.

    ``arguments()`` gets fresh tensors. Layers are those that the sublayer's own forward calls, in order of call from 1; a
    plain Sequential stands for its elements.
    """
    backbone = _sublayer(paddle, layer, path)
    watch = _Watch(paddle, backbone)
    with watch:
        reference = _numbers(paddle, layer(*arguments()))
    if watch.returned is None:
        raise RuntimeError("the layer never called its '%s'" % path)
    used = []
    for place, shape, index in watch.used():
        with _Changing(paddle, backbone, place):
            other = _numbers(paddle, layer(*arguments()))
        used.append({"shape": shape, "index": index, "matters": not _equal(reference, other)})
    return {
        "layer": path,
        "layer_class": type(backbone).__name__,
        "input": watch.input,
        "layers": [
            {"index": index, "layer_class": name, "shapes": [list(tensor.shape) for tensor in tensors]}
            for index, name, tensors in watch.calls
        ],
        "used": used,
    }


def multiply_adds(paddle, layer, shape):
    """Count the multiply-adds of one sample by paddle.flops; ``shape`` is that of an input."""
    with contextlib.redirect_stdout(io.StringIO()):
        return int(paddle.flops(layer, [1] + [int(extent) for extent in shape[1:]]))


def _sublayer(paddle, layer, path):
    found = layer
    for name in path.split("."):
        if not hasattr(found, name):
            raise AttributeError(
                "%s has no '%s'; its sublayers are %s"
                % (type(layer).__name__, path, ", ".join(name for name, _ in layer.named_children()) or "none")
            )
        found = getattr(found, name)
    if not isinstance(found, paddle.nn.Layer):
        raise TypeError("'%s' of %s is no layer but a %s" % (path, type(layer).__name__, type(found).__name__))
    return found


class _AroundCalls:
    """A context in which every call of a layer goes through ``around(layer, call)``."""

    def __init__(self, paddle):
        self._layers = paddle.nn.Layer

    def __enter__(self):
        original = self._layers.__call__

        def __call__(layer, *args, **kwargs):
            return self.around(layer, args, lambda: original(layer, *args, **kwargs))

        self._original = original
        self._layers.__call__ = __call__
        return self

    def __exit__(self, *_):
        self._layers.__call__ = self._original


class InnerOutputs(_AroundCalls):
    """Notes the digest of every tensor that a layer within ``layer`` returns, by the path of that layer."""

    MOST = 512

    def __init__(self, paddle, layer):
        super().__init__(paddle)
        self._paddle = paddle
        self._paths = {id(each): path for path, each in layer.named_sublayers(include_self=True)}
        self._found = {}

    def around(self, layer, args, call):
        result = call()
        path = self._paths.get(id(layer))
        if path is not None and len(self._found) < self.MOST:
            for _, tensor in flatten(self._paddle, result, ""):
                # The innermost layer comes first, which is what prediction ends at.
                self._found.setdefault(digest(named_array("", tensor)[2]), (path, type(layer).__name__))
        return result

    def described(self):
        """Get path, class and digest of what was returned; that of the outermost layer has an empty path."""
        return [{"path": path, "layer_class": name, "digest": sha} for sha, (path, name) in self._found.items()]


class _Watch(_AroundCalls):
    """Notes what a backbone calls in its first call, and what it returns."""

    def __init__(self, paddle, backbone):
        super().__init__(paddle)
        self._paddle = paddle
        self._backbone = backbone
        self._depth = 0
        self.input = None
        self.calls = []
        self.returned = None

    def around(self, layer, args, call):
        if layer is self._backbone and self.returned is None and not self._depth:
            self.input = [list(tensor.shape) for _, tensor in flatten(self._paddle, list(args), "")][0]
            self._depth = 1
            result = call()
            self._depth = 0
            self.returned = [tensor for _, tensor in flatten(self._paddle, result, "")]
            return result
        if not self._depth or type(layer) is self._paddle.nn.Sequential and self._depth == 1:
            return call()
        self._depth += 1
        result = call()
        self._depth -= 1
        if self._depth == 1:
            tensors = [tensor for _, tensor in flatten(self._paddle, result, "")]
            self.calls.append((len(self.calls) + 1, type(layer).__name__, tensors))
        return result

    def used(self):
        """Get (place, shape, index) of every returned tensor; the index is 0 for what is no layer's output."""
        return [(place, list(tensor.shape), self._origin(tensor)) for place, tensor in enumerate(self.returned)]

    def _origin(self, returned):
        same = [index for index, _, tensors in self.calls if any(tensor is returned for tensor in tensors)]
        if same:
            return same[-1]
        # A function of no effect, such as a reshape to the same extents, makes a tensor of its own.
        for index, _, tensors in reversed(self.calls):
            if any(
                tensor.shape == returned.shape and numpy.array_equal(tensor.numpy(), returned.numpy())
                for tensor in tensors
            ):
                return index
        return 0


class _Changing(_AroundCalls):
    """Lets a backbone return other numbers in one place: zeros would change nothing where there were zeros."""

    def __init__(self, paddle, backbone, place):
        super().__init__(paddle)
        self._paddle = paddle
        self._backbone = backbone
        self._place = place

    def around(self, layer, args, call):
        result = call()
        if layer is self._backbone:
            tensors = [tensor for _, tensor in flatten(self._paddle, result, "")]
            tensors[self._place].set_value(tensors[self._place] + 1)
        return result


def _numbers(paddle, result):
    return [tensor.numpy() for _, tensor in flatten(paddle, result, "")]


def _equal(ours, theirs):
    return len(ours) == len(theirs) and all(map(numpy.array_equal, ours, theirs))
