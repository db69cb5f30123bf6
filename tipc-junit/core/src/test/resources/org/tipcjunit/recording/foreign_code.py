# SPDX-License-Identifier: Apache-2.0
"""Use code of every place, and look for the recorder among the variables."""

import os

import committed
import numpy
import own_layers
import paddle

x = paddle.ones([own_layers.WIDTH * committed.DEPTH])
x.stop_gradient = False
x.sum().backward()
print("variables", [name for name in os.environ if "TIPC" in name and name != "TIPC_PROCESS_GROUP"])
