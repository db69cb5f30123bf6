# SPDX-License-Identifier: Apache-2.0
"""Run children that end in every way, and look at none of their ends."""

import multiprocessing
import os
import signal
import sys
import time

import paddle

WAYS = ("well", "raising", "leaving", "left", "crashing", "sent")


def work(way, ready):
    sys.stderr = open(os.devnull, "w")
    sys.argv = [way]
    x = paddle.ones([2])
    x.stop_gradient = False
    x.sum().backward()
    ready.set()
    if way == "raising":
        raise ValueError("lost")
    if way == "leaving":
        try:
            sys.exit(2)
        except SystemExit:
            sys.exit(3)
    if way == "left":
        os._exit(4)
    if way == "crashing":
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(60)
    if way == "sent":
        time.sleep(60)


for way in WAYS:
    ready = multiprocessing.Event()
    child = multiprocessing.get_context("fork").Process(target=work, args=(way, ready))
    child.start()
    ready.wait()
    if way == "sent":
        child.kill()
    child.join()
# Python tells nobody of what is raised so, and the shell keeps it to itself.
RAISES = "import paddle; x = paddle.ones([2]); x.stop_gradient = False; x.sum().backward(); raise SystemExit(5)"
os.system("%s -c '%s' of-a-shell | cat" % (sys.executable, RAISES))
