# SPDX-License-Identifier: Apache-2.0
"""What the hooks need to know about tensors."""

from __future__ import annotations

import functools
import hashlib
import math

import numpy

# The element types that Paddle Inference has.
TYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8", "int8", "bool")


def is_tensor(paddle, value) -> bool:
    """Whether ``value`` is a dygraph tensor that holds numbers."""
    return isinstance(value, paddle.Tensor)


@functools.lru_cache(maxsize=64)  # Paddle makes the text of a type anew each time
def type_name(dtype) -> str:
    """Get a type's name such as ``float32``, from what tensors and input specs call their dtype."""
    name = str(dtype).rsplit(".", 1)[-1].lower()
    return {"fp32": "float32", "fp64": "float64", "fp16": "float16", "bf16": "bfloat16"}.get(name, name)


def named_array(name: str, tensor):
    """Get (name, type, array) of a dygraph tensor; bfloat16 comes as its 16 bits."""
    dtype = type_name(tensor.dtype)
    if dtype not in TYPES:
        raise TypeError("tensor '%s' has type %s, which Paddle Inference does not have" % (name, dtype))
    return name, dtype, tensor.numpy()


def named_numpy(name: str, array):
    """Get (name, type, array) of what a predictor's handle gave; Paddle shows bfloat16 as uint16."""
    array = numpy.asarray(array)
    dtype = "bfloat16" if array.dtype == numpy.uint16 else str(array.dtype)
    if dtype not in TYPES:
        raise TypeError("tensor '%s' has type %s, which Paddle Inference does not have" % (name, dtype))
    return name, dtype, array


def flatten(paddle, value, name: str):
    """Get (name, tensor) of every tensor in nested lists, tuples and dicts, in the order of exported programs."""
    if is_tensor(paddle, value):
        return [(name, value)]
    found = []
    if isinstance(value, dict):
        # Sorted, as paddle.utils.flatten does when it lines up the inputs and outputs of a program.
        for key in sorted(value, key=str):
            found += flatten(paddle, value[key], "%s.%s" % (name, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            found += flatten(paddle, item, "%s[%d]" % (name, index))
    return found


def tensors_of(paddle, state) -> list:
    """Get the tensors of nested dicts, in no particular order."""
    if isinstance(state, dict):
        return [tensor for value in state.values() for tensor in tensors_of(paddle, value)]
    return [state] if is_tensor(paddle, state) else []


def digest(array) -> str:
    """Get the SHA-256 of an array's elements in row-major order."""
    return hashlib.sha256(numpy.ascontiguousarray(array).data).hexdigest()


def array_of(value):
    """Get the values of a tensor, or of an array, as an array."""
    return value if isinstance(value, numpy.ndarray) else value.numpy()


def sampled(array, count):
    """Get about ``count`` elements of an array, by which it is told from others: of all rows, columns and so on, not of some alone."""
    step = max(1, array.size // count)
    # Steps of five through kernels of 5x5 would see their first column only, which may say nothing.
    while any(math.gcd(step, extent) > 1 for extent in array.shape):
        step += 1
    return array.reshape(-1)[::step]


# Above this many rows a tensor is no batch of samples.
MAX_ROWS = 1024


def row_digests(named_arrays) -> list:
    """Get for every (name, type, array) the SHA-256 of each row, by which samples are told without being kept."""
    described = []
    for name, dtype, array in named_arrays:
        rows = array if array.ndim and 0 < array.shape[0] <= MAX_ROWS else array[None]
        described.append({"name": name, "type": dtype, "rows": [digest(row) for row in rows]})
    return described


def is_sparse(gradient) -> bool:
    """Whether a gradient holds but some rows, as that of an embedding may."""
    return hasattr(gradient, "is_selected_rows") and gradient.is_selected_rows()


def is_any(gradient) -> bool:
    """Whether any element is not 0."""
    # Paddle ends the process that compares sparse rows with a number.
    return bool(gradient.numpy().any() if is_sparse(gradient) else (gradient != 0).any())


def leaves(paddle, state, prefix=""):
    """Get (key, tensor or array) of everything that a state dict holds; keys of nested dicts are joined by slashes."""
    if is_tensor(paddle, state) or isinstance(state, numpy.ndarray):
        return [(prefix, state)]
    if hasattr(state, "recursive_sequence_lengths"):
        # What the variable of a static graph holds.
        return [(prefix, numpy.array(state))]
    if not isinstance(state, dict):
        return []
    return [
        leaf
        for key, item in state.items()
        for leaf in leaves(paddle, item, "%s/%s" % (prefix, key) if prefix else str(key))
    ]


def weight_digest(paddle, value) -> str:
    """Get the digest of a tensor or array of weights; those of half precision as the single precision that they are loaded into."""
    array = value.numpy() if is_tensor(paddle, value) else value
    if array.dtype == numpy.float16:
        array = array.astype("float32")
    elif array.dtype == numpy.uint16 and is_tensor(paddle, value) and type_name(value.dtype) == "bfloat16":
        array = (array.astype("uint32") << 16).view("float32")
    return digest(array)


def state_digests(paddle, state) -> dict:
    """Get the digest of every tensor of a state dict by its key."""
    return {key: weight_digest(paddle, value) for key, value in leaves(paddle, state)}
