# SPDX-License-Identifier: Apache-2.0
"""Evaluate a network by a wrapper, by a method and with labels, and warm another one up."""

import paddle
from paddle import nn

paddle.seed(5)
pictures = paddle.rand([6, 3, 8, 8])
labels = paddle.to_tensor([0, 1, 2, 0, 1, 2])


class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(192, 4))
        self.head = nn.Linear(4, 3)

    def forward(self, image):
        labels = None
        if isinstance(image, dict):
            image, labels = image["image"], image["label"]
        scores = self.head(self.body(image))
        return scores if labels is None else nn.functional.cross_entropy(scores, labels)

    def shares(self, image):
        return nn.functional.softmax(self.forward(image))


class WithLoss(nn.Layer):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, image, label):
        return nn.functional.cross_entropy(self.inner(image), label)


def made():
    net = Net()
    net.set_state_dict(Net().state_dict())
    net.eval()
    return net


wrapper = WithLoss(made())
wrapper.eval()
wrapper(pictures, labels)
made()({"image": pictures, "label": labels})
one = made()
one.shares(pictures)
one.train()
one.shares(pictures)
last = made()
for _ in range(5):
    last(paddle.zeros([1, 3, 8, 8]))
for _ in range(5):
    last(paddle.randn([1, 3, 8, 8]) * 99)
for _ in range(5):
    last(pictures)
