# SPDX-License-Identifier: Apache-2.0
"""Run an exported program (argument 1, a prefix) through a predictor's several entry points."""

import os
import signal
import sys
import threading

import numpy as np
import paddle
from paddle.inference import Config, create_predictor

prefix, mode = sys.argv[1:]
program = prefix + (".json" if os.path.exists(prefix + ".json") else ".pdmodel")
config = Config(program, prefix + ".pdiparams")
config.disable_gpu()
config.disable_glog_info()
config.set_cpu_math_library_num_threads(2)
predictor = create_predictor(config)


def run(predictor, value):
    predictor.get_input_handle("image").copy_from_cpu(np.full([1, 3, 8, 8], value, "float32"))
    predictor.run()


if mode == "handles":
    run(predictor, 1)
    run(predictor.clone(), 2)
    predictor.get_input_handle("image").share_external_data(paddle.full([1, 3, 8, 8], 3.0))
    predictor.run()
elif mode == "reading":
    run(predictor, 1)
    predictor.get_input_handle("image").copy_to_cpu()
    predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()
    print("read", predictor.get_output_names()[0])
elif mode == "tensors":
    image = paddle.full([1, 3, 8, 8], 4.0)
    image.name = "image"
    print("sum", float(predictor.run([image])[0].sum()))
elif mode == "many":
    for _ in range(300):
        run(predictor, 1)
elif mode in ("SIGTERM", "SIGKILL"):
    for value in range(3):
        run(predictor, value)
    os.kill(os.getpid(), getattr(signal, mode))
elif mode == "bfloat16":
    run(predictor, 1)
    # A config makes one predictor.
    config = Config(program, prefix + ".pdiparams")
    config.disable_gpu()
    config.enable_mkldnn_bfloat16()
    reduced = create_predictor(config)
    run(reduced, 2)
    run(reduced.clone(), 3)
    config = Config(program, prefix + ".pdiparams")
    config.disable_gpu()
    config.enable_mkldnn_int8()
    run(create_predictor(config), 4)
elif mode == "shared":
    predictors = paddle.base.core.PaddleInferPredictor
    names = predictors.get_output_names

    def names_after_another_run(self):
        # The second thread runs while the recorder looks at what the first one's run left.
        predictors.get_output_names = names
        thread = threading.Thread(target=run, args=(predictor, 2))
        thread.start()
        thread.join()
        return names(self)

    predictors.get_output_names = names_after_another_run
    run(predictor, 1)
elif mode == "threads":
    predictors = [predictor] + [predictor.clone() for _ in range(3)]
    threads = [
        threading.Thread(target=lambda p=each, v=index: [run(p, v) for _ in range(10)])
        for index, each in enumerate(predictors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
