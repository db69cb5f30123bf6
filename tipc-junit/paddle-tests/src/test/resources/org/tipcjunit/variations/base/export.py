# SPDX-License-Identifier: Apache-2.0
import paddle
from paddle.static import InputSpec

from stripes.network import StripeNet
from stripes.options import parse

options = parse()
network = StripeNet()
network.set_state_dict(paddle.load(options.weights))
network.eval()
paddle.jit.save(network, options.save_dir + "/inference", input_spec=[InputSpec([None, 3, 12, 12], "float32", "pictures")])
