# SPDX-License-Identifier: Apache-2.0
"""Measures what the recorder costs a training: the processor time in its hooks as a share of that of the training.

    PYTHON tipc-junit/cli/src/benchmark/recorder.py [FIXTURE ...] [--epochs N]

PYTHON is one that has Paddle and what the fixtures need, such as that of an environment of the build. A fixture's small data set is
trained on, evaluated and saved as its train.py does. What is hooked is timed twice, with and without the hook around it, in the same
calls, so that other work on the machine changes both alike; timers count as the recorder's, but for what they take when they are warm. The
first epoch, in which the recorder looks at everything once, is told by itself.
"""
import argparse
import contextlib
import functools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zlib  # noqa: F401  before Paddle 2.6, whose library brings another zlib
from pathlib import Path

import numpy
import paddle
from paddle.io import DataLoader
from paddle.io.dataloader import dataloader_iter

PROJECT = Path(__file__).resolve().parents[4]
KINDS = "losses,checkpoints,networks"
FIXTURES = {"digits": "digits", "detector": "centernet"}


now = time.thread_time


class Timed:
    """Times calls of what is hooked, from within the hooks and from without."""

    def __init__(self):
        self.places = [(paddle.nn.Layer, "__call__"), (paddle.nn.Layer, "state_dict"), (paddle.Tensor, "backward"),
                       (dataloader_iter._DataLoaderIterSingleProcess, "__next__"), (paddle, "save"),
                       (paddle.optimizer.AdamW, "step")]
        self.spent = {"within": 0.0, "without": 0.0}
        self.calls = 0
        self._depth = {}

    def put(self, side):
        for place, name in self.places:
            setattr(place, name, self._timed(getattr(place, name), side, (side, place, name)))

    def _timed(self, original, side, key):
        @functools.wraps(original)
        def call(*args, **kwargs):
            if self._depth.get(key):
                return original(*args, **kwargs)
            self._depth[key] = True
            start = now()
            try:
                return original(*args, **kwargs)
            finally:
                self.spent[side] += now() - start
                self.calls += side == "without"
                self._depth[key] = False

        return call

    def warm_timer(self):
        """Get what the timers within a call of something cost, when nothing has driven them out of the caches."""
        other = Timed()
        call = other._timed(lambda: None, "within", "nothing")
        start = now()
        for _ in range(20000):
            call()
        return (now() - start) / 20000

    def taken(self):
        """Get the seconds in hooks since it was last asked, and forget them."""
        seconds = self.spent["without"] - self.spent["within"] - self.calls * self.timer
        self.spent, self.calls = {"within": 0.0, "without": 0.0}, 0
        return seconds


def install(folder):
    """Put in the recorder, with timers on both of its sides."""
    timed = Timed()
    timed.timer = timed.warm_timer()
    timed.put("within")
    sys.path.insert(0, str(PROJECT / "tipc-junit/core/src/main/resources/org/tipcjunit/recording"))
    import tipc_recorder
    from tipc_recorder import settings

    settings.VALUES.update({"TIPC_RECORDING_DIR": str(folder / "recording"), "TIPC_RECORDING_KINDS": KINDS,
                            "TIPC_RECORDING_WORKSPACE": str(PROJECT)})
    tipc_recorder.install(paddle)
    timed.put("without")
    return timed


def epochs_of(fixture, folder, most):
    """Get what trains an epoch more of a fixture, evaluates and saves as its train.py does."""
    root = PROJECT / "fixtures" / FIXTURES[fixture]
    sys.path.insert(0, str(root))
    import train

    for generator in (paddle.seed, numpy.random.seed, random.seed):
        generator(1)
    lite = str(root / "data/lite")
    if fixture == "digits":
        from digits.config import DEFAULT_CONFIG, load_config
        from digits.dataset import Digits
        from digits.evaluation import evaluate
        from digits.model import build_model

        config = load_config(DEFAULT_CONFIG)
        data, held_out = Digits("train", lite, config["data"]["max_shift"]), Digits("val", lite)
        batch, more = 16, ()
    else:
        from centernet.config import load_config
        from centernet.dataset import Scenes
        from centernet.model import build_model

        config = load_config(str(root / "configs/MobileNetV3_small_x1_0.yaml"))
        data, batch, more = Scenes("train", config, lite), 4, (lambda line: None,)
    settings = config["train"]
    loader = DataLoader(data, batch_size=batch, shuffle=True, drop_last=True)
    model = build_model(config)
    schedule = (train.learning_rate(settings, most, len(loader)) if fixture == "digits"
                else train.learning_rate(settings, most * len(loader)))
    optimizer = paddle.optimizer.AdamW(schedule, parameters=model.parameters(), weight_decay=settings["weight_decay"])

    def epoch(number):
        train.train_epoch(number, model, loader, optimizer, schedule, settings, *more)
        if fixture == "digits":
            evaluate(model, held_out, config["eval"]["batch_size"])
        paddle.save(model.state_dict(), str(folder / "latest.pdparams"))
        paddle.save(optimizer.state_dict(), str(folder / "latest.pdopt"))

    return epoch, len(loader)


def measure(fixture, epochs):
    folder = Path(tempfile.mkdtemp(prefix="recorder-"))
    try:
        timed = install(folder)
        epoch, steps = epochs_of(fixture, folder, epochs)
        taken = []
        with open(os.devnull, "w", encoding="ascii") as nowhere, contextlib.redirect_stdout(nowhere):
            timed.taken()
            for number in range(1, epochs + 1):
                start = now()
                epoch(number)
                taken.append((timed.taken(), now() - start))
        hooks, whole = numpy.array(taken).T
        print("%s: %.2f %% in %d epochs of %d steps, %.2f %% without the first; %.1f ms in the first epoch, then %.1f ms of %.0f ms" % (
            fixture, 100 * hooks.sum() / whole.sum(), epochs, steps, 100 * hooks[1:].sum() / whole[1:].sum(), 1000 * hooks[0],
            1000 * hooks[1:].mean(), 1000 * whole[1:].mean()), flush=True)
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fixtures", nargs="*", metavar="FIXTURE", help="digits, detector; none: both")
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    paddle.set_device("cpu")
    fixtures = args.fixtures or list(FIXTURES)
    for fixture in fixtures:
        if len(fixtures) == 1:
            measure(fixture, args.epochs)
        else:
            # Hooks are put in once a process.
            subprocess.run([sys.executable, __file__, fixture, "--epochs=%d" % args.epochs], check=True)


if __name__ == "__main__":
    main()
