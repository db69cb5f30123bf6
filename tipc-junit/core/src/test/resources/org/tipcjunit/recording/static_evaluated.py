# SPDX-License-Identifier: Apache-2.0
"""Evaluate a static graph whose accuracy alone is asked for, and one that draws random numbers."""

import numpy
import paddle
from paddle import nn

paddle.enable_static()
paddle.seed(5)
random = numpy.random.RandomState(5)


def evaluate(dropped):
    program, startup = paddle.static.Program(), paddle.static.Program()
    with paddle.static.program_guard(program, startup):
        image = paddle.static.data("image", [None, 6])
        label = paddle.static.data("label", [None, 1], "int64")
        hidden = nn.functional.dropout(paddle.static.nn.fc(image, 4), dropped)
        shares = nn.functional.softmax(paddle.static.nn.fc(nn.functional.relu(hidden), 3))
        accuracy = paddle.static.accuracy(shares, label)
        auc = paddle.static.auc(shares[:, :2], label, slide_steps=0)[0]
    executor = paddle.static.Executor()
    executor.run(startup)
    for _ in range(5):
        given = {"image": random.rand(7, 6).astype("float32"), "label": random.randint(0, 2, [7, 1])}
        executor.run(program, feed=given, fetch_list=[accuracy, auc])
    # What was asked beside must not have been counted.
    counted = paddle.static.global_scope().find_var(
        [op.output("StatPosOut")[0] for op in program.global_block().ops if op.type == "auc"][0]
    )
    rest = paddle.static.global_scope().find_var(
        [op.output("StatNegOut")[0] for op in program.global_block().ops if op.type == "auc"][0]
    )
    print("counted %d" % sum(int(numpy.array(each.get_tensor()).sum()) for each in (counted, rest)))


evaluate(0.0)
evaluate(0.5)
