# SPDX-License-Identifier: Apache-2.0
import numpy as np
import paddle

from stripes.network import StripeNet
from stripes.options import parse
from stripes.pictures import Stripes

options = parse()
network = StripeNet()
network.set_state_dict(paddle.load(options.weights))
network.eval()
held_out = Stripes(60, seed=11)
found = network(paddle.to_tensor(np.stack(held_out.pictures))).numpy().argmax(1)
print("accuracy: %.4f" % (found == np.array(held_out.directions)).mean())
