# SPDX-License-Identifier: Apache-2.0
"""Use code of every place, and look for the recorder among the variables."""

import os
import runpy
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
import numpy
import own_layers
import paddle

x = paddle.ones([own_layers.WIDTH * committed.DEPTH])
x.stop_gradient = False
x.sum().backward()
print("variables", [name for name in os.environ if "TIPC" in name and name != "TIPC_PROCESS_GROUP"])
