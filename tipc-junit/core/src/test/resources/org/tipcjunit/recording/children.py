# SPDX-License-Identifier: Apache-2.0
"""Use child processes of every kind; each of those that record runs one backward call."""

import os
import subprocess
import sys

import sitecustomize

ONE_LOSS = "import paddle; x = paddle.ones([1]); x.stop_gradient = False; (x * %d).sum().backward()"

print("sitecustomize", sitecustomize.__file__)
print("pythonpath", os.environ["PYTHONPATH"])
# Without paddle: nothing to record.
subprocess.run([sys.executable, "-c", "print('no paddle')"], check=True)
# With paddle, recording nothing.
subprocess.run([sys.executable, "-c", "import paddle, random; random.seed(1); paddle.seed(1)"], check=True)
subprocess.run([sys.executable, "-c", ONE_LOSS % 2], check=True)
exec(ONE_LOSS % 1)
child = os.fork()
if child == 0:
    exec(ONE_LOSS % 3)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
exec(ONE_LOSS % 4)
