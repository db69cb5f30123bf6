# SPDX-License-Identifier: Apache-2.0
"""Train on files, one of them outside of the working copy, and look at others in between, as validations do."""

import os
import sys

import numpy
import paddle

inside, outside, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.chdir(inside)


class Files(paddle.io.Dataset):
    def __init__(self, paths):
        self.paths = paths

    def __getitem__(self, index):
        with open(self.paths[index]) as stream:
            value = float(stream.read())
        return numpy.full([4], value + numpy.random.rand(), "float32")

    def __len__(self):
        return len(self.paths)


def loader(paths):
    return paddle.io.DataLoader(Files(paths), batch_size=4, num_workers=workers)


trained = [str(number) for number in range(8)] + [os.path.join(outside, "8")]
net = paddle.nn.Linear(4, 1)
optimizer = paddle.optimizer.SGD(0.01, parameters=net.parameters())
batches, seen = loader(trained), loader([os.path.join(inside, str(number)) for number in range(4, 12)])
for epoch in range(2):
    for batch in batches:
        if epoch:
            for held_out in seen:
                net(held_out)
        loss = net(batch).mean()
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
