# SPDX-License-Identifier: Apache-2.0
"""Pictures of stripes: drawn for training, read from files for all else."""

import glob
import os

import numpy as np
import paddle

DIRECTIONS = ("across", "along", "slanted")
SIZE = 12


def draw(direction, random):
    row, column = np.mgrid[0:SIZE, 0:SIZE]
    wave = np.sin((row, column, row + column)[direction] * 1.6 + random.uniform(0, 6.28))
    picture = random.uniform(0.2, 0.6, (3, SIZE, SIZE))
    picture[0] += 0.35 * wave
    picture[1] += 0.15 * wave
    return picture.clip(0, 1).astype("float32")


class Stripes(paddle.io.Dataset):

    def __init__(self, count, seed):
        random = np.random.RandomState(seed)
        self.directions = [int(random.randint(3)) for _ in range(count)]
        self.pictures = [draw(direction, random) for direction in self.directions]

    def __getitem__(self, index):
        return self.pictures[index], np.int64(self.directions[index])

    def __len__(self):
        return len(self.pictures)


def listed(folder):
    return sorted(glob.glob(os.path.join(folder, "*.png")))


def read(path):
    from PIL import Image

    return (np.asarray(Image.open(path).convert("RGB"), "float32") / 255).transpose(2, 0, 1).copy()
