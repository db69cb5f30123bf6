# SPDX-License-Identifier: Apache-2.0
"""Runs models with Python's Paddle Inference: the reference of the inference tests.

usage: run_model.py JOBS

JOBS is a file of lines "program<TAB>parameters<TAB>options<TAB>inputs<TAB>outputs". Options are words of: ir, onednn,
bfloat16, threads=N. Inputs and outputs are folders with an index.txt of lines "name<TAB>numpy type<TAB>shape,
comma-separated<TAB>file", and the elements in these files.
"""
import pathlib
import sys

import numpy as np
from paddle.inference import Config, create_predictor


def create(program, parameters, options):
    config = Config(program, parameters)
    config.disable_gpu()
    config.disable_glog_info()
    config.switch_ir_optim("ir" in options)
    threads = [option for option in options if option.startswith("threads=")]
    config.set_cpu_math_library_num_threads(int(threads[0].partition("=")[2]) if threads else 1)
    if "onednn" in options:
        config.enable_mkldnn()
    else:
        config.disable_mkldnn()
    if "bfloat16" in options:
        config.enable_mkldnn_bfloat16()
    return create_predictor(config)


def read(folder):
    for line in (folder / "index.txt").read_text(encoding="utf-8").splitlines():
        name, dtype, shape, file = line.split("\t")
        extents = [int(extent) for extent in shape.split(",") if extent]
        yield name, np.fromfile(folder / file, dtype).reshape(extents)


def write(folder, arrays):
    folder.mkdir(parents=True)
    lines = []
    for number, (name, array) in enumerate(arrays):
        array.tofile(folder / f"{number}.bin")
        lines.append("\t".join([name, str(array.dtype), ",".join(map(str, array.shape)), f"{number}.bin"]))
    (folder / "index.txt").write_text("\n".join(lines), encoding="utf-8")


def run(program, parameters, options, inputs, outputs):
    predictor = create(program, parameters, options.split())
    for name, array in read(pathlib.Path(inputs)):
        handle = predictor.get_input_handle(name)
        handle.reshape(array.shape)
        handle.copy_from_cpu(array)
    predictor.run()
    write(
        pathlib.Path(outputs),
        [(name, predictor.get_output_handle(name).copy_to_cpu()) for name in predictor.get_output_names()],
    )


def main():
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        run(*line.split("\t"))


main()
