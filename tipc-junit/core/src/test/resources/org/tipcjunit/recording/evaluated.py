# SPDX-License-Identifier: Apache-2.0
"""Evaluate networks on images, with labels that one takes for its loss only and the other for its scores as well."""

import numpy
import paddle
from paddle import nn

paddle.seed(5)
random = numpy.random.RandomState(5)
pictures = random.randint(0, 256, [6, 3, 8, 8])
labels = paddle.to_tensor([0, 1, 2, 0, 1, 2])


class Honest(nn.Layer):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(192, 3)

    def forward(self, image, label=None, size=None):
        scores = self.fc(image.flatten(1))
        return scores if label is None else (scores, nn.functional.cross_entropy(scores, label))


class Told(Honest):
    def forward(self, image, label=None, size=None):
        scores = self.fc(image.flatten(1)) * size
        return {"scores": scores + nn.functional.one_hot(label, 3)}


class Turned(Honest):
    pass


def evaluate(net, images):
    net.eval()
    size = paddle.full([6, 1], 2.0)
    with paddle.no_grad():
        for first in (0, 2, 4):
            taken = slice(first, first + 2)
            net(images[taken], label=labels[taken], size=size[taken])


scaled = paddle.to_tensor(((pictures / 255 - 0.5) / 0.25).astype("float32"))
evaluate(Honest(), scaled)
evaluate(Told(), nn.functional.interpolate(scaled, size=[8, 8], mode="bicubic") + 0.01 * paddle.rand(scaled.shape))
evaluate(Turned(), (scaled * 3 + 1)[:, ::-1])


class Pictures(paddle.io.Dataset):
    def __getitem__(self, index):
        return pictures[index].astype("float32")

    def __len__(self):
        return len(pictures)


for limit in (1, 9):
    for taken, _ in enumerate(paddle.io.DataLoader(Pictures(), batch_size=2), 1):
        if taken == limit:
            break

for _ in paddle.io.DataLoader(Pictures(), batch_size=4, drop_last=True):
    pass
