# SPDX-License-Identifier: Apache-2.0
"""Use code of every place, and look for the recorder among the variables."""

import ctypes
import os
import runpy
import shutil
import subprocess
import sys
import tempfile

# Before there is a paddle, and by no import.
with open(os.environ["RECIPE"], "r+", encoding="utf-8") as stream:
    exec(stream.read())
runpy.run_path(os.environ["SCHEDULE"])
with tempfile.NamedTemporaryFile("w", suffix=".py") as made:
    made.write("KERNEL = 3\n")
    made.flush()
    assert runpy.run_path(made.name)["KERNEL"] == STRIDE + 1  # noqa: F821

import committed
import numpy.random._common
import own_layers
import paddle

# A library and a script of its own process, by no import either.
library = os.path.join(os.path.dirname(own_layers.__file__), "libown.so")
shutil.copy(numpy.random._common.__file__, library)
ctypes.CDLL(library)
subprocess.run([sys.executable, "-I", os.environ["TOOL"]], check=True)
subprocess.run("echo " + os.environ["TOOL"] + " | cat; true", shell=True, check=True, stdout=subprocess.DEVNULL)

x = paddle.ones([own_layers.WIDTH * committed.DEPTH])
x.stop_gradient = False
x.sum().backward()
print("variables", [name for name in os.environ if "TIPC" in name and name != "TIPC_PROCESS_GROUP"])
