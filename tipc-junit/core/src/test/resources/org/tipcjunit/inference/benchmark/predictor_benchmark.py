# SPDX-License-Identifier: Apache-2.0
"""The Python counterpart of PredictorBenchmark.

usage: predictor_benchmark.py (call | create | cycles) PROGRAM PARAMETERS OPTIONS SHAPE [COUNT]

call    prints the median seconds of one call: inputs set, run, outputs read
create  prints the median seconds of creating a predictor
cycles  prints the resident kilobytes after 10 % and after all of COUNT create/run/close cycles
"""
import gc
import statistics
import sys
import time

import numpy as np
from paddle.inference import Config, create_predictor

WARM_UP_SECONDS = 1.0
MEASURED_SECONDS = 4.0
CREATIONS = 20


def create(program, parameters, options):
    config = Config(program, parameters)
    config.disable_gpu()
    config.disable_glog_info()
    config.set_cpu_math_library_num_threads(1)
    config.switch_ir_optim("ir" in options)
    if "onednn" in options:
        config.enable_mkldnn()
    else:
        config.disable_mkldnn()
    return create_predictor(config)


def call(predictor, image):
    handle = predictor.get_input_handle(predictor.get_input_names()[0])
    handle.copy_from_cpu(image)
    predictor.run()
    return predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()


def median_call(predictor, image):
    source = predictor.get_input_handle(predictor.get_input_names()[0])
    source.reshape(image.shape)
    source.copy_from_cpu(image)
    predictor.run()
    result = predictor.get_output_handle(predictor.get_output_names()[0])
    times = []
    start = time.perf_counter()
    while time.perf_counter() - start < WARM_UP_SECONDS + MEASURED_SECONDS:
        before = time.perf_counter()
        source.copy_from_cpu(image)
        predictor.run()
        result.copy_to_cpu()
        after = time.perf_counter()
        if before - start > WARM_UP_SECONDS:
            times.append(after - before)
    return statistics.median(times)


def median_creation(arguments):
    times = []
    for _ in range(CREATIONS):
        before = time.perf_counter()
        predictor = create(*arguments)
        times.append(time.perf_counter() - before)
        del predictor
        gc.collect()
    return statistics.median(times)


def resident_kilobytes():
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4


def cycles(arguments, image, count):
    for number in range(1, count + 1):
        predictor = create(*arguments)
        call(predictor, image)
        del predictor
        if number == count // 10:
            gc.collect()
            early = resident_kilobytes()
    gc.collect()
    return early, resident_kilobytes()


def main():
    mode, program, parameters, options, shape, *count = sys.argv[1:]
    arguments = (program, parameters, options.split())
    image = np.random.RandomState(7).rand(*map(int, shape.split(","))).astype("float32")
    if mode == "call":
        print(median_call(create(*arguments), image))
    elif mode == "create":
        print(median_creation(arguments))
    else:
        print(*cycles(arguments, image, int(count[0])))


main()
