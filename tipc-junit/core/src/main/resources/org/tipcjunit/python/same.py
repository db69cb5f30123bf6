# SPDX-License-Identifier: Apache-2.0
"""Print what a script can tell of its process and what paddle computes in it: equal in a fork and in a plain Python."""

import hashlib
import json
import os
import sys

VARIABLES = {name: value for name, value in os.environ.items() if name != "_"}
FACTS = {
    "arguments": sys.argv,
    "executable": sys.executable,
    "file": __file__,
    "flags": str(sys.flags),
    "folder": os.getcwd(),
    "globals": sorted(globals()),
    "options": sys.warnoptions,
    "paddle": [name for name in sys.modules if name.split(".")[0] == "paddle"],
    "path": list(sys.path),
    "streams": [str(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)],
    "variables": VARIABLES,
}

import logging
import random
import signal
import warnings

import numpy
import paddle


def digest(array):
    return hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()


FACTS.update({
    "handlers": [repr(signal.getsignal(number)) for number in range(1, 32)],
    "logging": [str(one) for one in logging.getLogger().handlers] + [logging.getLogger().level],
    "path after": list(sys.path),
    "parts of paddle": len([name for name in sys.modules if name.split(".")[0] == "paddle"]),
    "variables after": {name: value for name, value in os.environ.items() if name != "_"},
    "version": paddle.__version__,
    "warnings": [str(one) for one in warnings.filters],
})
random.seed(3)
numpy.random.seed(5)
paddle.seed(7)
FACTS["random"] = [random.random(), digest(numpy.random.rand(64))]
net = paddle.nn.Sequential(
    paddle.nn.Conv2D(3, 8, 3, padding=1), paddle.nn.BatchNorm2D(8), paddle.nn.ReLU(), paddle.nn.Flatten(),
    paddle.nn.Dropout(0.3), paddle.nn.Linear(8 * 16 * 16, 10))
optimizer = paddle.optimizer.Adam(0.01, parameters=net.parameters())
losses = []
for _ in range(3):
    images = paddle.to_tensor(numpy.random.rand(4, 3, 16, 16).astype("float32"))
    loss = paddle.nn.functional.cross_entropy(net(images), paddle.to_tensor(numpy.random.randint(0, 10, [4])))
    loss.backward()
    optimizer.step()
    optimizer.clear_grad()
    losses.append(repr(float(loss)))
FACTS["losses"] = losses
FACTS["weights"] = {name: digest(value.numpy()) for name, value in net.state_dict().items()}
FACTS["names"] = [parameter.name for parameter in net.parameters()]
print(json.dumps(FACTS, indent=1, sort_keys=True))
