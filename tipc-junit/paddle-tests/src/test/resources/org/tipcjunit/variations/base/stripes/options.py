# SPDX-License-Identifier: Apache-2.0
import argparse


def parse():
    parser = argparse.ArgumentParser()
    for name in ("use_gpu", "epochs", "save_dir", "batch_size", "weights", "pictures", "program_dir", "enable_mkldnn",
                 "cpu_threads", "precision"):
        parser.add_argument("--" + name)
    return parser.parse_args()
