# SPDX-License-Identifier: Apache-2.0
"""Exports the model of the load-time self-test into the folder given as argument.

Run once with Paddle 2.6 (writes selftest.pdmodel) and once with Paddle 3.x (writes selftest.json); both write
selftest.pdiparams, of equal bytes. Weights and inputs are small integers, so that outputs are exact on every backend.
"""
import pathlib
import sys

import numpy as np
import paddle


class SelfTest(paddle.nn.Layer):
    """relu(x * w + b) for rows of three elements."""

    def __init__(self):
        super().__init__()
        self.fc = paddle.nn.Linear(3, 2)
        self.fc.weight.set_value(np.array([[1, -2], [3, 4], [-5, 6]], "float32"))
        self.fc.bias.set_value(np.array([7, -80], "float32"))

    def forward(self, x):
        return paddle.nn.functional.relu(self.fc(x))


def without_callstacks(path):
    """Removes the paths of the exporting machine's Python files from a program."""
    from paddle.base.proto import framework_pb2

    program = framework_pb2.ProgramDesc.FromString(path.read_bytes())
    for block in program.blocks:
        for op in block.ops:
            kept = [attribute for attribute in op.attrs if attribute.name != "op_callstack"]
            del op.attrs[:]
            op.attrs.extend(kept)
    path.write_bytes(program.SerializeToString())


def main():
    folder = pathlib.Path(sys.argv[1])
    model = SelfTest()
    model.eval()
    paddle.jit.save(
        model, str(folder / "selftest"), input_spec=[paddle.static.InputSpec([None, 3], "float32", "x")]
    )
    (folder / "selftest.pdiparams.info").unlink(missing_ok=True)
    if (folder / "selftest.pdmodel").exists():
        without_callstacks(folder / "selftest.pdmodel")


main()
