# SPDX-License-Identifier: Apache-2.0
"""Evaluate a network among handlers of many kinds; prints what the network says."""

import contextlib
import os
import sys

import numpy
import paddle
from paddle import nn

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "own_environment", "site-packages"))
import installed_handlers  # noqa: E402,F401

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


class Merging(nn.Layer):
    """Adds a part of its own, until that is merged."""

    def __init__(self, merged):
        super().__init__()
        self.layer = nn.Linear(6, 3)
        self.part = self.create_parameter([6, 3])
        self.merged = merged

    def forward(self, x):
        return self.layer(x) if self.merged else self.layer(x) + x @ self.part


for merged in (True, False) if len(sys.argv) > 1 else ():
    merging = Merging(merged)
    merging.eval()
    paddle.save(merging.layer.state_dict(), sys.argv[1])
    merging.layer.set_state_dict(paddle.load(sys.argv[1]))
    part = merging.part.numpy()
    merging(paddle.ones([4, 6]))
    merging(paddle.ones([3, 6]))
    print("kept", numpy.array_equal(part, merging.part.numpy()))
