# SPDX-License-Identifier: Apache-2.0
"""Evaluate networks on pictures of a class each, which one gets as they are; the other data set moves its pictures at random."""

import numpy
import paddle

paddle.seed(5)
pictures = numpy.random.RandomState(5).rand(10, 3, 8, 8).astype("float32")
labels = numpy.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 0])


class Brightest(paddle.nn.Layer):
    """Says which channel is told to be the brightest."""

    def __init__(self):
        super().__init__()
        self.scale = self.create_parameter([1], default_initializer=paddle.nn.initializer.Constant(1.0))

    def forward(self, pictures):
        return pictures.mean([2, 3]) * self.scale


class Pictures(paddle.io.Dataset):
    def __getitem__(self, index):
        picture = pictures[index].copy()
        # The last one is told wrongly.
        picture[labels[index] if index < 9 else 1] += 1
        return picture, labels[index]

    def __len__(self):
        return len(pictures)


class Moved(Pictures):
    def __getitem__(self, index):
        picture, label = super().__getitem__(index)
        return numpy.roll(picture, numpy.random.randint(8), axis=2), label


def evaluate(data, change):
    network = Brightest()
    network.eval()
    for images, _ in paddle.io.DataLoader(data, batch_size=4):
        network(change(images))


evaluate(Pictures(), lambda images: images)
evaluate(Pictures(), lambda images: images[:, ::-1])
evaluate(Moved(), lambda images: images)
