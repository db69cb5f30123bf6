# SPDX-License-Identifier: Apache-2.0
"""Warm a network up, and evaluate it on batches of a data loader, of the size that the argument is, or of arrays; prints whether
the outputs of each call were replaced. A second argument is the place of the process among several."""

import os
import sys

import numpy
import paddle

if len(sys.argv) > 2:
    os.environ["PADDLE_TRAINER_ID"] = sys.argv[2]
paddle.seed(5)
images = numpy.random.RandomState(5).rand(10, 6).astype("float32")
network = paddle.nn.Linear(6, 3)
network.eval()


def told(batch, found):
    expected = batch.numpy() @ network.weight.numpy() + network.bias.numpy()
    kept = numpy.isclose(found.numpy(), expected, atol=1e-5).all(axis=1)
    return "kept" if kept.all() else "replaced" if not kept.any() else "replaced-from-%d" % kept.argmin()


zeros = paddle.zeros([4, 6])
noise = [paddle.rand([2, 6]) for _ in range(3)]
batches = [paddle.to_tensor(images[start : start + 2]) for start in range(0, 10, 2)]
print("zeros", told(zeros, network(zeros)))
print("warm", *[told(batch, network(batch)) for batch in noise])
if len(sys.argv) > 1:
    for moved in (1, 2):
        data = paddle.io.TensorDataset([paddle.to_tensor(images + moved)])
        loader = paddle.io.DataLoader(data, batch_size=int(sys.argv[1]))
        print("pass", *[told(batch, network(batch)) for batch, in loader])
else:
    many = paddle.rand([16, 6])
    print("many", told(many, network(many)))
    print("pass", *[told(batch, network(batch)) for batch in batches])
    print("again", *[told(batch, network(batch)) for batch in batches])
