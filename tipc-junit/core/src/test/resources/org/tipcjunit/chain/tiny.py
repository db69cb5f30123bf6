# SPDX-License-Identifier: Apache-2.0
"""Every command of a chain for a network that trains in a second; --fault plants a fault."""

import argparse
import os
import pickle
import sys

import numpy as np

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("command", choices=["train", "eval", "predict", "export", "infer"])
parser.add_argument("--fault", default="")
for option in ("use_gpu", "output_dir", "weights", "model_dir", "image_dir", "enable_mkldnn", "precision"):
    parser.add_argument("--" + option)
for option in ("epochs", "batch_size", "cpu_threads"):
    parser.add_argument("--" + option, type=int)
args = parser.parse_args()

if args.fault == "without paddle":
    print("top1: 1.0")
    sys.exit()

import paddle
from paddle import nn
from paddle.static import InputSpec

paddle.seed(1)


def images(size=1):
    """Read the pixels of PPM files (P6, 4 x 4), in batches."""
    names = sorted(os.listdir(args.image_dir))
    for start in range(0, len(names), size):
        batch = []
        for name in names[start : start + size]:
            with open(os.path.join(args.image_dir, name), "rb") as file:
                pixels = np.frombuffer(file.read()[-48:], dtype=np.uint8).reshape(4, 4, 3)
            batch.append(pixels.transpose(2, 0, 1).astype("float32") / 255)
        yield names[start : start + size], np.stack(batch)


def network():
    return nn.Sequential(nn.Conv2D(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 5))


def loaded():
    net = network()
    net.set_state_dict(paddle.load(args.weights + ".pdparams"))
    net.eval()
    return net


def train():
    net = network()
    optimizer = paddle.optimizer.SGD(0.1, parameters=net.parameters())
    for _ in range(args.epochs):
        loss = (net(paddle.ones([2, 3, 4, 4])) ** 2).mean()
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
    os.makedirs(args.output_dir, exist_ok=True)
    if args.fault == "no checkpoint":
        open(os.path.join(args.output_dir, "latest.pdparams"), "w").close()
        paddle.save(net.state_dict(), os.path.join(args.output_dir, "other.pdparams"))
        return
    path = os.path.join(args.output_dir, "latest.pdparams")
    paddle.save(net.state_dict(), path)
    if args.fault == "changed weights":
        with open(path, "rb") as file:
            state = pickle.load(file)
        for name, value in state.items():
            if isinstance(value, np.ndarray):
                state[name] = value + 1
        with open(path, "wb") as file:
            pickle.dump(state, file, protocol=4)


def evaluate():
    print("mean: %f" % float(loaded()(paddle.ones([2, 3, 4, 4])).mean()))


def predict():
    net = loaded()
    for names, batch in images():
        print("%s: class %d" % (names[0], int(net(paddle.to_tensor(batch)).argmax())))


def export():
    # A helper network first, whose file comes first by name as well.
    nets = [("aux", nn.Linear(2, 2)), ("net", network() if args.fault == "other weights" else loaded())]
    for name, net in nets:
        shape = [None, 2] if name == "aux" else [None, 3, 4, 4]
        paddle.jit.save(net, os.path.join(args.output_dir, name), input_spec=[InputSpec(shape, "float32", "x")])


def infer():
    from paddle.inference import Config, create_predictor

    prefix = os.path.join(args.model_dir, "net")
    config = Config(prefix + ".pdmodel", prefix + ".pdiparams")
    config.disable_glog_info()
    one_dnn = args.fault == "always with oneDNN" or args.enable_mkldnn == "True"
    config.enable_mkldnn() if one_dnn else config.disable_mkldnn()
    if one_dnn or args.fault != "threads with oneDNN only":
        config.set_cpu_math_library_num_threads(args.cpu_threads or 1)
    if args.precision == "bf16":
        config.enable_mkldnn_bfloat16()
    predictor = create_predictor(config)
    for names, batch in images(args.batch_size or 1):
        predictor.get_input_handle("x").copy_from_cpu(batch)
        predictor.run()
        output = predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()
        for name, row in zip(names, output):
            print("%s: class %d" % (name, int(row.argmax())))


{"train": train, "eval": evaluate, "predict": predict, "export": export, "infer": infer}[args.command]()
