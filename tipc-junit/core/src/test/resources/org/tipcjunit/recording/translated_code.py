# SPDX-License-Identifier: Apache-2.0
"""Export a layer with a branch, whose code Paddle writes anew into files that it imports and removes."""

import os
import tempfile

import paddle


class Branching(paddle.nn.Layer):
    def __init__(self):
        super().__init__()
        self.linear = paddle.nn.Linear(3, 2)

    def forward(self, x):
        y = self.linear(x)
        if y.sum() > 0:
            y = y + 1
        return y


with tempfile.TemporaryDirectory() as folder:
    paddle.jit.save(
        paddle.jit.to_static(Branching(), input_spec=[paddle.static.InputSpec([None, 3], "float32")], full_graph=True),
        os.path.join(folder, "model"))
