# SPDX-License-Identifier: Apache-2.0
"""Evaluates a static graph by what is fetched of it; with the argument "scope", by what is found in its scope as well."""
import sys

import numpy
import paddle

paddle.enable_static()
data = paddle.static.data("x", [None, 6])
scores = paddle.nn.functional.softmax(paddle.static.nn.fc(data, 3, weight_attr=paddle.ParamAttr(name="weights")))
best = scores.argmax(axis=1)
program = paddle.static.default_main_program()
executor = paddle.static.Executor()
executor.run(paddle.static.default_startup_program())
feed = {"x": numpy.ones([4, 6], "float32")}
for wish in ("arrays", "tensors"):
    found = executor.run(program, feed=feed, fetch_list=[scores, best], return_numpy=wish == "arrays")
    print("scores", numpy.array(found[0]).round(4).tolist())
    print("best", numpy.array(found[1]).tolist())
if "scope" in sys.argv:
    print("weights", numpy.array(paddle.static.global_scope().find_var("weights").get_tensor()).shape)
