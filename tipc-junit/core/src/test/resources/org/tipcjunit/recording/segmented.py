# SPDX-License-Identifier: Apache-2.0
"""Look at the masks of a data set that crops at random, then evaluate on two batches, and on a part for one of four processes."""

import numpy
import paddle

paddle.seed(5)
images = numpy.random.RandomState(5).rand(10, 3, 16, 16).astype("float32")


class Crops(paddle.io.Dataset):
    def __getitem__(self, index):
        top, left = numpy.random.randint(0, 5, 2)
        image = images[index][:, top : top + 12, left : left + 12]
        return image, (image[0] > 0.5).astype("int64")

    def __len__(self):
        return len(images)


network = paddle.nn.Conv2D(3, 2, 1)
network.eval()
loader = paddle.io.DataLoader(Crops(), batch_size=2)
print(sum(int(masks.sum()) for _, masks in loader))
for number, (crops, _) in enumerate(loader):
    if number == 2:
        break
    network(crops)
sampler = paddle.io.DistributedBatchSampler(Crops(), 2, num_replicas=4, rank=0)
for crops, _ in paddle.io.DataLoader(Crops(), batch_sampler=sampler):
    network(crops)
