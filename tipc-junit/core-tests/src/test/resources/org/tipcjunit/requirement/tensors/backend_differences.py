# SPDX-License-Identifier: Apache-2.0
"""Measure how far optimised backends of Paddle Inference lie from the plain one, over networks that are not ours.

usage: backend_differences.py IMAGE_DIR CSV [NETWORK...]

A row for each network, seed, state of its weights, output and backend: the largest difference, and what it could be measured by. The
rule of decision 0013 was chosen from these rows; run it again with another Paddle before the rule is trusted there.
"""

import csv
import glob
import os
import sys
import tempfile
import time

import numpy as np
import paddle
from paddle.inference import Config, create_predictor
from paddle.vision import models
from PIL import Image

SIZE = 64
ULP = 2.0**-23
# How often inputs are moved by about one unit in the last place.
PROBES = 3
NETWORKS = {
    "resnet18": lambda n: models.resnet18(num_classes=n),
    "mobilenet_v1": lambda n: models.mobilenet_v1(num_classes=n),
    "mobilenet_v2": lambda n: models.mobilenet_v2(num_classes=n),
    "mobilenet_v3_small": lambda n: models.mobilenet_v3_small(num_classes=n),
    "mobilenet_v3_large": lambda n: models.mobilenet_v3_large(num_classes=n),
    "shufflenet_v2_x1_0": lambda n: models.shufflenet_v2_x1_0(num_classes=n),
    "squeezenet1_1": lambda n: models.squeezenet1_1(num_classes=n),
    "shufflenet_v2_swish": lambda n: models.shufflenet_v2_swish(num_classes=n),
    "densenet121": lambda n: models.densenet121(num_classes=n),
    "resnet50": lambda n: models.resnet50(num_classes=n),
}
# What a seed stands for: weights as they were created; after ten steps whose running statistics lag behind, small or large ones; after
# large ones with settled statistics; and with scores that are small, or all alike, though what lies before them is large.
STATES = ("initial", "small steps", "large steps", "settled", "large steps, small scores", "large steps, equal classes")
BACKENDS = {
    "ir": dict(ir=True),
    "onednn": dict(onednn=True),
    "ir+onednn": dict(ir=True, onednn=True),
    "ir+onednn, 2 threads": dict(ir=True, onednn=True, threads=2),
    "bf16": dict(ir=True, onednn=True, bf16=True),
}


class WithProbabilities(paddle.nn.Layer):
    """Gives scores and probabilities, as exports of suites give either."""

    def __init__(self, network):
        super().__init__()
        self.network = network
        self.gain = 1.0
        self.register_buffer("shift", paddle.zeros([1]))

    def forward(self, image):
        scores = (self.network(image) - self.shift) * self.gain
        return scores, paddle.nn.functional.softmax(scores)


def images(folder):
    files = sorted(glob.glob(os.path.join(folder, "*.png")) + glob.glob(os.path.join(folder, "*.jpg")))[:4]
    mean, std = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    pictures = [np.asarray(Image.open(f).convert("RGB").resize((SIZE, SIZE))) / 255.0 for f in files]
    return np.stack([((p - mean) / std).transpose(2, 0, 1) for p in pictures]).astype("float32")


def prepare(layer, state, batch, classes):
    """Bring the weights into their state."""
    x = paddle.to_tensor(batch)
    parameters = layer.parameters()
    layer.train()
    if state == "small steps":
        train(layer, x, classes, paddle.optimizer.Adam(1e-3, parameters=parameters))
    elif state != "initial":
        train(layer, x, classes, paddle.optimizer.Momentum(0.1, parameters=parameters))
    if state == "settled":
        with paddle.no_grad():
            for _ in range(25):
                layer(x)
    layer.eval()
    if state.endswith("small scores"):
        layer.gain = 1 / float(layer(x)[0].abs().max())
    if state.endswith("equal classes"):
        layer.shift = layer(x)[0].mean(0, keepdim=True).detach()


def train(layer, x, classes, optimizer):
    for _ in range(10):
        labels = paddle.to_tensor([i % classes for i in range(len(x))])
        paddle.nn.functional.cross_entropy(layer(x)[0], labels).backward()
        optimizer.step()
        optimizer.clear_grad()


def predictor(prefix, ir=False, onednn=False, threads=1, bf16=False):
    program = prefix + (".json" if os.path.exists(prefix + ".json") else ".pdmodel")
    config = Config(program, prefix + ".pdiparams")
    config.disable_gpu()
    config.disable_glog_info()
    config.switch_ir_optim(ir)
    config.set_cpu_math_library_num_threads(threads)
    config.enable_mkldnn() if onednn else config.disable_mkldnn()
    if bf16:
        config.enable_mkldnn_bfloat16()
    return create_predictor(config)


def outputs(run, batch):
    """Run one image at a time; the outputs by their kind."""
    results = []
    for image in batch:
        run.get_input_handle(run.get_input_names()[0]).copy_from_cpu(image[None])
        run.run()
        results.append([run.get_output_handle(name).copy_to_cpu() for name in run.get_output_names()])
    return {kind: np.concatenate([r[i] for r in results]) for i, kind in enumerate(("scores", "probabilities"))}


def largest(a, b):
    return float(np.abs(a.astype("float64") - b).max()) if np.isfinite(a).all() and np.isfinite(b).all() else float("nan")


def scaled(layer, factor):
    """Multiply one weight tensor in the middle of the network."""
    weights = [p for p in layer.parameters() if len(p.shape) == 4]
    weight = weights[len(weights) // 2]
    weight.set_value(weight * factor)


def measure(name, seed, batch, write):
    classes = 1000 if seed % 2 else 10
    paddle.seed(seed)
    np.random.seed(seed)
    layer = WithProbabilities(NETWORKS[name](classes))
    prepare(layer, STATES[seed], batch, classes)
    spec = [paddle.static.InputSpec([None, 3, SIZE, SIZE], "float32", "image")]
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "net")
        paddle.jit.save(layer, prefix, input_spec=spec)
        plain_run = predictor(prefix)
        plain = outputs(plain_run, batch)
        if not np.isfinite(plain["scores"]).all():
            return
        eager = [layer(paddle.to_tensor(image[None])) for image in batch]
        same = all(
            np.array_equal(plain[kind], np.concatenate([e[i].numpy() for e in eager]))
            for i, kind in enumerate(("scores", "probabilities"))
        )
        moved = []
        for _ in range(PROBES):
            noise = (np.random.randint(0, 2, batch.shape) * 2 - 1) * ULP
            moved.append(outputs(plain_run, (batch * (1 + noise)).astype("float32")))
        faults = {"normalised by another mean": outputs(plain_run, batch + np.float32(0.05))}
        scaled(layer, 1.01)
        eager = [layer(paddle.to_tensor(image[None])) for image in batch]
        faults["one weight tensor 1 % off"] = {
            kind: np.concatenate([e[i].numpy() for e in eager]) for i, kind in enumerate(("scores", "probabilities"))
        }
        found = {backend: outputs(predictor(prefix, **options), batch) for backend, options in BACKENDS.items()}
        found.update(faults)
        for backend, result in found.items():
            for kind in ("scores", "probabilities"):
                reference = plain[kind]
                write(
                    [
                        paddle.__version__,
                        name,
                        seed,
                        STATES[seed],
                        classes,
                        kind,
                        backend,
                        "yes" if same else "no",
                        "%.4g" % np.abs(reference).max(),
                        "%.4g" % np.abs(plain["scores"]).max(),
                        "%.4g" % max(largest(m[kind], reference) for m in moved),
                        "%.4g" % largest(result[kind], reference),
                        int((result[kind].argmax(1) != reference.argmax(1)).sum()),
                    ]
                )


def main():
    folder, file = sys.argv[1:3]
    batch = images(folder)
    with open(file, "w", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(
            "paddle,network,seed,state,classes,output,backend,plain equals dygraph,max |y|,max |score|,moved by an ulp,"
            "max |a-b|,decisions changed of 4".split(",")
        )
        for name in sys.argv[3:] or NETWORKS:
            start = time.time()
            for seed in range(len(STATES)):
                measure(name, seed, batch, rows.writerow)
                stream.flush()
            print("%s: %.1f s" % (name, time.time() - start), flush=True)


if __name__ == "__main__":
    main()
