# SPDX-License-Identifier: Apache-2.0
"""Compares certifying a config with a plain chain of the same commands, in turns on one machine.

    python3 tipc-junit/cli/src/benchmark/chain.py [CONFIG ...] [--rounds N] [--mode MODE] [--most RATIO] [--warm]

The plain chain is what upstream's scripts do: the commands that `tipc plan` prints, one after the other in a copy of the
repository, each looked at by its exit status only. `tipc certify` records and judges every clause besides. Each round starts without a
warm interpreter unless --warm says that those of the round before may be used. Seconds are by the clock, for which nothing else
should run; processor time is that of what was started, interpreters that outlive it included, so that others may be busy
beside it. With --most the exit status is 1 where a median ratio of processor times is above.
"""
import argparse
import collections
import ctypes
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
TIPC = PROJECT / "tipc-junit/target/tipc"
DIGITS = "test_tipc/configs/digits/train_infer_python.txt"


class Failed(Exception):
    """A command that had to succeed did not."""


def adopt_orphans():
    """Become the parent of whatever is started here and outlives its own parent."""
    set_child_subreaper = 36
    if ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def worked():
    """Get the seconds that processors have worked for what was started here, ended or not."""
    ended = os.times()
    return ended.children_user + ended.children_system + sum(of_those_that_run()) / os.sysconf("SC_CLK_TCK")


def of_those_that_run():
    """Get the ticks of each process that descends from this one, those of the children that it waited for included."""
    children, ticks = collections.defaultdict(list), {}
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                fields = Path("/proc", name, "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            children[int(fields[1])].append(int(name))
            ticks[int(name)] = sum(map(int, fields[11:15]))
    descendants = list(children[os.getpid()])
    for process in descendants:
        descendants += children[process]
    return [ticks[process] for process in descendants]


class Watch:
    """Measures a block: seconds by the clock, and of processors."""

    def __enter__(self):
        self.began, self.worked = time.monotonic(), worked()
        return self

    def __exit__(self, *_):
        self.seconds, self.processor = time.monotonic() - self.began, worked() - self.worked


def succeed(words, log, **more):
    with open(log, "ab") as stream:
        status = subprocess.run(words, stdout=stream, stderr=stream, check=False, **more).returncode
    if status:
        end = Path(log).read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise Failed("%s ended with status %d; its log %s ends with\n%s" % (" ".join(words), status, log, "\n".join(end)))


def planned(config, mode):
    answer = subprocess.run([TIPC, "plan", "--repository", PROJECT, "--config", config, "--mode", mode, "--device", "cpu",
                             "--format", "json"], stdout=subprocess.PIPE, check=True)
    commands = [command for command in json.loads(answer.stdout)["commands"] if not command["notRun"]]
    if not commands:
        raise Failed("nothing of %s can run here" % config)
    return commands


def plain(commands, python, folder, variables):
    """Run the commands in a copy as upstream's scripts do; the copy is no part of what is measured."""
    copy = folder / "copy"
    subprocess.run(["git", "clone", "-q", "--local", PROJECT, copy], check=True)
    try:
        with Watch() as watch:
            for command in commands:
                words = [python if word in ("python", "python3", "python3.7") else word for word in command["argv"]]
                succeed(words, folder / "plain.log", cwd=copy / command["cwd"], env={**variables, **command["env"]})
        return watch
    finally:
        shutil.rmtree(copy)


def certified(config, mode, folder, variables):
    """Certify it, and get the watch, the interpreter, and the seconds of each stage."""
    results = folder / "results"
    with Watch() as watch:
        succeed([TIPC, "certify", "--repository", PROJECT, "--config", config, "--mode", mode, "--device", "cpu", "--output",
                 results], folder / "certify.log", env=variables)
    try:
        certificate = json.loads(next(results.rglob("certificate.json")).read_text(encoding="utf-8"))
        return watch, certificate["environment"]["interpreter"], {
            stage["name"]: stage["seconds"] for stage in certificate["stages"]}
    finally:
        shutil.rmtree(results)


def compare(config, mode, rounds, warm):
    commands = planned(config, mode)
    ours, theirs, stages = [], [], []
    with tempfile.TemporaryDirectory(prefix="tipc-benchmark-") as temporary:
        folder = Path(temporary)
        python = None
        for number in range(rounds):
            # Warm interpreters serve equal variables only.
            variables = dict(os.environ) if warm else dict(os.environ, BENCHMARK_ROUND=str(number))
            # The certificate names the interpreter, so that it comes first in the first round, and second in each other one.
            for turn in ("certify", "plain") if number % 2 == 0 else ("plain", "certify"):
                if turn == "plain":
                    theirs.append(plain(commands, python, folder, variables))
                else:
                    watch, python, of_stages = certified(config, mode, folder, variables)
                    ours.append(watch)
                    stages.append(of_stages)
            print("  round %d: plain %.1f s (%.1f s of processors), certify %.1f s (%.1f s)" % (
                number + 1, theirs[-1].seconds, theirs[-1].processor, ours[-1].seconds, ours[-1].processor), flush=True)
    return commands, ours, theirs, stages


def report(config, compared):
    commands, ours, theirs, stages = compared
    clock = statistics.median([our.seconds / their.seconds for our, their in zip(ours, theirs)])
    processor = statistics.median([our.processor / their.processor for our, their in zip(ours, theirs)])
    whole = statistics.median(our.seconds for our in ours)
    in_stages = statistics.median(sum(seconds.values()) for seconds in stages)
    print("%s: %d commands, %d rounds" % (config, len(commands), len(ours)))
    print("  plain   %6.1f s  %6.1f s of processors" % (statistics.median(their.seconds for their in theirs),
                                                       statistics.median(their.processor for their in theirs)))
    print("  certify %6.1f s  %6.1f s of processors" % (whole, statistics.median(our.processor for our in ours)))
    print("  ratio   %6.2f    %6.2f" % (clock, processor))
    for name in stages[0]:
        print("    %-18s %6.1f s" % (name, statistics.median(seconds.get(name, 0.0) for seconds in stages)))
    print("    %-18s %6.1f s  start, copy, replays, judging, pages" % ("everything else", whole - in_stages), flush=True)
    return processor


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configs", nargs="*", default=[DIGITS], metavar="CONFIG")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mode", default="lite_train_lite_infer")
    parser.add_argument("--most", type=float, default=float("inf"), metavar="RATIO")
    parser.add_argument("--warm", action="store_true")
    given = parser.parse_args()
    if given.rounds < 1:
        parser.error("--rounds is at least 1")
    if not TIPC.exists():
        sys.exit("there is no %s; make it with: mvn package -DskipTests" % TIPC)
    adopt_orphans()
    ratios = {}
    try:
        for config in given.configs:
            ratios[config] = report(config, compare(config, given.mode, given.rounds, given.warm))
    except (Failed, subprocess.CalledProcessError) as failure:
        sys.exit("the benchmark cannot be ended: %s" % failure)
    slow = {config: ratio for config, ratio in ratios.items() if ratio > given.most}
    for config, ratio in slow.items():
        print("%s: certifying takes %.2f times the processor time of its commands, and at most %.2f is wanted" % (
            config, ratio, given.most), file=sys.stderr)
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
