# SPDX-License-Identifier: Apache-2.0
"""Train forty steps, on one batch of a data loader or on all of them, with labels of one byte, or break off each pass, with
labels that are floating-point numbers."""

import sys

import numpy
import paddle


KIND = {"all": numpy.uint8, "broken": float}.get(sys.argv[1], int)


class Points(paddle.io.Dataset):
    def __getitem__(self, index):
        return numpy.random.RandomState(index).rand(5).astype("float32"), KIND(index % 3)

    def __len__(self):
        return 40


network = paddle.nn.Linear(5, 3)
optimizer = paddle.optimizer.SGD(0.1, parameters=network.parameters())
loader = paddle.io.DataLoader(Points(), batch_size=4)
batches = [next(iter(loader))] * 10 if sys.argv[1] == "one" else loader
for _ in range(4):
    for number, (points, labels) in enumerate(batches):
        loss = paddle.nn.functional.cross_entropy(network(points), labels.astype("int64"))
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
        if sys.argv[1] == "broken" and number == 1:
            break
