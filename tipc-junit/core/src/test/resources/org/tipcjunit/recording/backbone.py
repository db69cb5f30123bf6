# SPDX-License-Identifier: Apache-2.0
"""Export a net on one of the backbones of fixtures/centernet."""

import argparse
import os
import sys

import paddle
from paddle import nn
from paddle.static import InputSpec

parser = argparse.ArgumentParser()
parser.add_argument("--output", required=True)
parser.add_argument("--fixture", required=True)
parser.add_argument("--backbone", default="MobileNetV3_large_x1_0")
parser.add_argument("--size", type=int, default=64)
parser.add_argument("--fault", default="", choices=["", "earlier", "computed", "unused"])
args = parser.parse_args()
sys.path.insert(0, args.fixture)
from centernet.backbones import build_backbone  # noqa: E402

paddle.seed(3)


class Doubled(nn.Layer):
    """Returns what none of its layers made."""

    def __init__(self, backbone):
        super().__init__()
        self.backbone = backbone

    def forward(self, image):
        return [each * 2 for each in self.backbone(image)]


class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.backbone = build_backbone(args.backbone)
        if args.fault == "earlier":
            self.backbone.taken[1] -= 1
        if args.fault == "computed":
            self.backbone = Doubled(self.backbone)

    def forward(self, image):
        maps = self.backbone(image)
        if args.fault == "unused":
            maps = maps[:-1]
        return sum(each.mean(axis=[1, 2, 3]) for each in maps)


net = Net()
net.eval()
image = InputSpec([None, 3, args.size, args.size], "float32", "image")
paddle.jit.save(net, os.path.join(args.output, "inference"), input_spec=[image])
