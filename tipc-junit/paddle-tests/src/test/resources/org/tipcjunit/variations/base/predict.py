# SPDX-License-Identifier: Apache-2.0
import os

import numpy as np
import paddle

from stripes.network import StripeNet
from stripes.options import parse
from stripes.pictures import DIRECTIONS, listed, read

options = parse()
network = StripeNet()
network.set_state_dict(paddle.load(options.weights))
network.eval()
for path in listed(options.pictures):
    scores = network(paddle.to_tensor(read(path)[None])).numpy()[0]
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    print("%s: %s %.4f" % (os.path.basename(path), DIRECTIONS[int(shares.argmax())], shares.max()), flush=True)
