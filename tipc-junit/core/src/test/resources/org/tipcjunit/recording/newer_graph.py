# SPDX-License-Identifier: Apache-2.0
"""Evaluate a static graph of the newer form whose accuracy alone is asked for, one with a branch, and export the first."""

import os
import tempfile

import numpy
import paddle
from paddle import nn

paddle.enable_static()
random = numpy.random.RandomState(5)


def evaluate(branches):
    program, startup = paddle.static.Program(), paddle.static.Program()
    with paddle.static.program_guard(program, startup):
        image = paddle.static.data("image", [None, 6])
        label = paddle.static.data("label", [None, 1], "int64")
        hidden = nn.functional.relu(paddle.static.nn.fc(image, 4, weight_attr="w1_%d" % branches, bias_attr="b1_%d" % branches))
        scores = paddle.static.nn.fc(hidden, 3, weight_attr="w2_%d" % branches, bias_attr="b2_%d" % branches)
        beside = paddle.static.nn.fc(hidden, 2, weight_attr="w3_%d" % branches, bias_attr="b3_%d" % branches)
        right = (scores.argmax(1, keepdim=True) == label).astype("float32").mean() + 0 * beside.mean()
        if branches:
            right = paddle.static.nn.cond(right > 2, lambda: right + 0 * scores.mean(), lambda: right)
    executor = paddle.static.Executor()
    executor.run(startup)
    for _ in range(4):
        given = {"image": random.rand(7, 6).astype("float32"), "label": random.randint(0, 2, [7, 1])}
        (found,) = executor.run(program, feed=given, fetch_list=[right])
        print("found", numpy.shape(found))
    if not branches:
        with tempfile.TemporaryDirectory() as folder:
            paddle.static.save_inference_model(os.path.join(folder, "model"), [image], [scores], executor, program=program)


evaluate(0)
evaluate(1)
