# SPDX-License-Identifier: Apache-2.0
"""Exports the models of the inference tests into the folder given as argument.

The further arguments name the models; without any, all small ones are exported.
"""
import pathlib
import sys

import paddle
from paddle import nn
from paddle.static import InputSpec


class Conv(nn.Layer):
    """A small image classifier with the layers that optimisation passes fuse."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2D(3, 8, 3, padding=1),
            nn.BatchNorm2D(8),
            nn.ReLU(),
            nn.Conv2D(8, 8, 3, padding=1, groups=8),
            nn.Hardswish(),
            nn.AdaptiveAvgPool2D(1),
        )
        self.head = nn.Linear(8, 10)

    def forward(self, image):
        return nn.functional.softmax(self.head(self.features(image).flatten(1)))


class Many(nn.Layer):
    """Three inputs of two types, two outputs of two types."""

    def forward(self, left, right, offset):
        total = left + right
        return total * 2.0, total.argmax(axis=1) + offset


class Carry(nn.Layer):
    """One output for each input, through operators that have kernels for its element type."""

    def forward(self, f32, f64, f16, i64, i32, u8, i8, truth):
        return (
            f32 + f32,
            f64 + f64,
            f16.reshape([-1]),
            i64 + i64,
            i32 + i32,
            u8.reshape([-1]),
            i8.reshape([-1]),
            paddle.logical_not(truth),
        )


class CastBfloat16(nn.Layer):
    """bfloat16 in and out."""

    def forward(self, x):
        return x.reshape([-1])


class Scalar(nn.Layer):
    """A tensor of rank 0 as output."""

    def forward(self, x):
        return x.sum()


class Doubling(nn.Layer):
    """No parameters."""

    def forward(self, x):
        return x + x


def mobilenet():
    return paddle.vision.models.mobilenet_v3_small(scale=1.0, num_classes=1000)


MODELS = {
    "conv": (Conv, lambda: [InputSpec([None, 3, 16, 16], "float32", "image")]),
    "many": (
        Many,
        lambda: [
            InputSpec([None, 4], "float32", "left"),
            InputSpec([None, 4], "float32", "right"),
            InputSpec([None], "int64", "offset"),
        ],
    ),
    "carry": (
        Carry,
        lambda: [
            InputSpec([None, 2], "float32", "f32"),
            InputSpec([None, 2], "float64", "f64"),
            InputSpec([None, 2], "float16", "f16"),
            InputSpec([None, 2], "int64", "i64"),
            InputSpec([None, 2], "int32", "i32"),
            InputSpec([None, 2], "uint8", "u8"),
            InputSpec([None, 2], "int8", "i8"),
            InputSpec([None, 2], "bool", "truth"),
        ],
    ),
    "bfloat16": (CastBfloat16, lambda: [InputSpec([None, 2], "bfloat16", "x")]),
    "scalar": (Scalar, lambda: [InputSpec([None, 2], "float32", "x")]),
    "doubling": (Doubling, lambda: [InputSpec([None, 2], "float32", "x")]),
    "mobilenet": (mobilenet, lambda: [InputSpec([None, 3, 224, 224], "float32", "image")]),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or [name for name in MODELS if name != "mobilenet"]:
        build, specs = MODELS[name]
        paddle.seed(7)
        model = build()
        model.eval()
        with paddle.utils.unique_name.guard():
            paddle.jit.save(model, str(folder / name / "inference"), input_spec=specs())


main()
