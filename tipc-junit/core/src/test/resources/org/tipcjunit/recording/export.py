# SPDX-License-Identifier: Apache-2.0
"""Export a net with convolution, batch norm and dropout, and run it in Paddle Inference without any optimisation."""

import argparse
import os
import random

import numpy as np
import paddle
from paddle import inference, nn
from paddle.inference import create_predictor
from paddle.static import InputSpec

parser = argparse.ArgumentParser()
parser.add_argument("--output", required=True)
parser.add_argument("--mode", default="eval", choices=["eval", "train", "to_static", "dict", "method", "dropout"])
parser.add_argument("--infer", action="store_true")
args = parser.parse_args()

paddle.seed(3)
np.random.seed(3)
random.seed(3)


class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2D(3, 8, 3, padding=1), nn.BatchNorm2D(8), nn.ReLU(), nn.Dropout(0.5))
        self.classifier = nn.Linear(8, 5)

    def forward(self, image):
        if isinstance(image, dict):
            image = image["image"] * image["scale"]
        pooled = self.features(image).mean(axis=[2, 3])
        if pooled.shape[0] > 0:
            pooled = pooled * 1.5
        if args.mode == "dropout" and not paddle.in_dynamic_mode():
            # By hand: Paddle switches its own dropout off in whatever it exports.
            pooled = pooled * (paddle.rand([8]) > 0.5).astype("float32")
        return nn.functional.softmax(self.classifier(pooled))


net = Net()
# Statistics that differ from their initial values.
net.train()
for _ in range(3):
    net(paddle.rand([4, 3, 8, 8]) * 3 + 1)
net.eval()
image = InputSpec([None, 3, 8, 8], "float32", "image")
spec = [{"image": image, "scale": InputSpec([1], "float32", "scale")}] if args.mode == "dict" else [image]
exported = net
if args.mode == "train":
    net.train()
elif args.mode == "to_static":
    exported = paddle.jit.to_static(net, input_spec=spec)
    spec = None
elif args.mode == "method":
    exported = paddle.jit.to_static(net.forward, input_spec=spec)
    spec = None

prefix = os.path.join(args.output, "inference")
paddle.jit.save(exported, prefix, input_spec=spec)
print("training", net.training, net.features[3].training)
print("drawn", float(paddle.rand([1])), float(np.random.rand()), random.random())
print("forward", type(net.forward).__name__, type(net.features.forward).__name__)
again = os.path.join(args.output, "again")
paddle.jit.save(exported, again, input_spec=spec)

if args.infer:
    program = prefix + (".json" if os.path.exists(prefix + ".json") else ".pdmodel")
    config = inference.Config(program, prefix + ".pdiparams")
    config.disable_gpu()
    config.disable_mkldnn()
    config.switch_ir_optim(False)
    config.disable_glog_info()
    predictor = create_predictor(config)
    for batch in (1, 4):
        given = (np.arange(batch * 192) * 37 % 101).astype("float32").reshape([batch, 3, 8, 8]) / np.float32(101)
        predictor.get_input_handle("image").copy_from_cpu(given)
        if args.mode == "dict":
            predictor.get_input_handle("scale").copy_from_cpu(np.array([2.0], "float32"))
        predictor.run()
        print(predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu().sum())
