# SPDX-License-Identifier: Apache-2.0
"""Measures what the recorder costs a training: epochs with and without its hooks, in turns in one process.

    PYTHON tipc-junit/cli/src/benchmark/recorder.py [FIXTURE ...] [--rounds N]

PYTHON is one that has Paddle and what the fixtures need, such as that of an environment of the build. Each round has four epochs of a
fixture's small data set, with their evaluation and saves as in its train.py: two with the hooks and two without, in an order that is
turned round each time. Seconds are processor time of this process, all of its threads; the share is that of all rounds together, with an
interval of 95 % from 4,000 draws of rounds. The first epoch, in which the recorder looks at everything once, is told by itself.
"""
import argparse
import contextlib
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


class Hooks:
    """What the recorder has put into Paddle, which can be taken out and put in again."""

    def __init__(self, folder):
        places = [paddle, paddle.autograd, paddle.autograd.backward_mode, paddle.framework, paddle.framework.io,
                  paddle.static, paddle.static.io, paddle.static.Executor, paddle.nn.Layer, paddle.Tensor,
                  dataloader_iter._DataLoaderIterSingleProcess, dataloader_iter._DataLoaderIterMultiProcess]
        places += [each for each in vars(paddle.optimizer).values() if isinstance(each, type)]
        before = [dict(vars(place)) for place in places]
        sys.path.insert(0, str(PROJECT / "tipc-junit/core/src/main/resources/org/tipcjunit/recording"))
        import tipc_recorder
        from tipc_recorder import settings

        settings.VALUES.update(
            {"TIPC_RECORDING_DIR": str(folder / "recording"), "TIPC_RECORDING_KINDS": KINDS,
             "TIPC_RECORDING_WORKSPACE": str(PROJECT)})
        tipc_recorder.install(paddle)
        self.all = [(place, name, known.get(name), value) for place, known in zip(places, before)
                    for name, value in list(vars(place).items()) if known.get(name) is not value]

    def put(self, wanted):
        for place, name, without, hooked in self.all:
            if wanted or without is not None:
                setattr(place, name, hooked if wanted else without)
            elif name in vars(place):
                delattr(place, name)


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


def measure(fixture, rounds):
    folder = Path(tempfile.mkdtemp(prefix="recorder-"))
    try:
        began = time.process_time()
        hooks = Hooks(folder)
        installed = time.process_time() - began
        epoch, steps = epochs_of(fixture, folder, 4 * rounds + 2)
        count = iter(range(1, 4 * rounds + 3))

        def timed(hooked):
            hooks.put(hooked)
            start = time.process_time()
            epoch(next(count))
            return time.process_time() - start

        with open(os.devnull, "w", encoding="ascii") as nowhere, contextlib.redirect_stdout(nowhere):
            first, second = timed(True), timed(False)
            pairs = []
            for number in range(rounds):
                spent = {True: 0.0, False: 0.0}
                for hooked in (True, False, False, True) if number % 2 else (False, True, True, False):
                    spent[hooked] += timed(hooked)
                pairs.append((spent[True], spent[False]))
        with_hooks, without = numpy.array(pairs).T
        draws = numpy.random.RandomState(0).randint(0, rounds, (4000, rounds))
        shares = with_hooks[draws].sum(axis=1) / without[draws].sum(axis=1) - 1
        low, high = numpy.percentile(shares, [2.5, 97.5])
        print("%s: %+.2f %% (95 %%: %+.2f to %+.2f), %d rounds; an epoch of %d steps takes %.3f s; hooks are put in in %.3f s, the"
              " first epoch takes %.3f s more than the second" % (
                  fixture, 100 * (with_hooks.sum() / without.sum() - 1), 100 * low, 100 * high, rounds, steps,
                  without.sum() / 2 / rounds, installed, first - second), flush=True)
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fixtures", nargs="*", metavar="FIXTURE", help="digits, detector; none: both")
    parser.add_argument("--rounds", type=int, default=50)
    args = parser.parse_args()
    paddle.set_device("cpu")
    fixtures = args.fixtures or list(FIXTURES)
    for fixture in fixtures:
        if len(fixtures) == 1:
            measure(fixture, args.rounds)
        else:
            # Hooks are put in once a process.
            subprocess.run([sys.executable, __file__, fixture, "--rounds=%d" % args.rounds], check=True)


if __name__ == "__main__":
    main()
