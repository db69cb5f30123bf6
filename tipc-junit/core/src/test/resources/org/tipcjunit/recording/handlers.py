# SPDX-License-Identifier: Apache-2.0
"""Evaluate a network among handlers of many kinds; prints what the network says."""

import contextlib
import sys

import numpy
import paddle
from paddle import nn

try:
    import missing_module
except Exception:
    missing_module = None


try:
    count = int(missing_module)
except TypeError:
    count = 0


class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(6, 3)

    def forward(self, x):
        scores = self.layer(x)
        return {"scores": scores, "classes": scores.argmax(1), "high": scores > 0}


numpy.random.seed(5)
net = Net()
net.layer.weight.set_value(numpy.ones([6, 3], "float32"))
try:
    found = net(paddle.ones([4, 6]))
except (KeyError, ValueError):
    found = None
try:
    found["scores"]
except KeyError:
    found = None
try:
    print("scores", found["scores"].numpy().tolist())
except Exception as error:
    sys.exit(str(error))
try:
    print("classes", found["classes"].numpy().tolist())
except TypeError:
    raise
with contextlib.suppress(Exception):
    print("drawn", numpy.random.rand())
