# SPDX-License-Identifier: Apache-2.0
import os

import numpy as np
from paddle import inference

from stripes.options import parse
from stripes.pictures import DIRECTIONS, listed, read

options = parse()
config = inference.Config(options.program_dir + "/inference.pdmodel", options.program_dir + "/inference.pdiparams")
config.disable_gpu()
config.set_cpu_math_library_num_threads(int(options.cpu_threads))
if options.enable_mkldnn == "True":
    config.enable_mkldnn()
else:
    config.disable_mkldnn()
predictor = inference.create_predictor(config)
for path in listed(options.pictures):
    predictor.get_input_handle(predictor.get_input_names()[0]).copy_from_cpu(read(path)[None])
    predictor.run()
    scores = predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()[0]
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    print("%s: %s %.4f" % (os.path.basename(path), DIRECTIONS[int(shares.argmax())], shares.max()), flush=True)
