# SPDX-License-Identifier: Apache-2.0
"""Train a small classifier on random data; prints every loss as the script itself sees it."""

import argparse
import os
import random
import signal
import sys
import time

import numpy as np
import paddle
from paddle import nn

parser = argparse.ArgumentParser()
parser.add_argument("--iterations", type=int, default=8)
parser.add_argument("--num_workers", type=int, default=0)
parser.add_argument("--fault", default="none", choices=["none", "raise", "kill", "nan"])
parser.add_argument("--evaluate_seconds", type=float, default=0)
parser.add_argument("--output")
args = parser.parse_args()

paddle.seed(7)
np.random.seed(8)
random.seed(9)


class RandomImages(paddle.io.Dataset):
    def __getitem__(self, index):
        generator = np.random.RandomState(index)
        return generator.rand(1, 8, 8).astype("float32"), np.int64(index % 3)

    def __len__(self):
        return args.iterations * 4


def loader(num_workers):
    return paddle.io.DataLoader(RandomImages(), batch_size=4, num_workers=num_workers)


net = nn.Sequential(nn.Conv2D(1, 4, 3), nn.BatchNorm2D(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 3))
optimizer = paddle.optimizer.Adam(1e-2, parameters=net.parameters())


def evaluate():
    net.eval()
    with paddle.no_grad():
        for images, labels in loader(0):
            net(images)
            time.sleep(args.evaluate_seconds / args.iterations)
    net.train()


for epoch in range(2 if args.evaluate_seconds else 1):
    for iteration, (images, labels) in enumerate(loader(args.num_workers), 1):
        loss = nn.functional.cross_entropy(net(images), labels)
        if args.fault == "nan" and iteration == 5:
            loss = loss * float("nan")
        loss.backward()
        print("loss", repr(float(loss)), flush=True)
        if iteration == 5 and args.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if iteration == 5 and args.fault == "raise":
            raise RuntimeError("planted")
        optimizer.step()
        optimizer.clear_grad()
    if args.evaluate_seconds:
        evaluate()

if args.output:
    paddle.save(net.state_dict(), args.output)
    net.set_state_dict(paddle.load(args.output))
