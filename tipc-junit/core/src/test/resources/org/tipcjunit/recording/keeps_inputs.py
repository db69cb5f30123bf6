# SPDX-License-Identifier: Apache-2.0
"""Evaluate a network that keeps what it gets, and what it was called with, as detectors do; a call with something else would show."""

import paddle
from paddle import nn

paddle.seed(5)
pictures = paddle.rand([6, 3, 8, 8])
sizes = paddle.ones([6, 2])


class Detector(nn.Layer):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(192, 4))
        self.inputs = {}
        self.calls = []
        self.kinds = set()

    def forward(self, inputs):
        self.calls.append(len(inputs))
        self.kinds.add(type(inputs).__name__)
        # Paddle makes a buffer of a tensor, and takes nothing else in its place from then on.
        self.inputs = inputs
        return self.body(self.inputs["image"]) * self.inputs["size"].mean()


net = Detector()
net.set_state_dict(Detector().state_dict())
net.eval()
for _ in range(3):
    net({"image": pictures, "size": sizes})
print("calls", net.calls)
print("kinds", sorted(net.kinds))
print("buffers", [name for name, _ in net.named_buffers()])
