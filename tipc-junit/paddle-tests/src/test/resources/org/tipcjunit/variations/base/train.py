# SPDX-License-Identifier: Apache-2.0
import os

import numpy as np
import paddle

from stripes.network import StripeNet
from stripes.options import parse
from stripes.pictures import Stripes

options = parse()
paddle.seed(7)
np.random.seed(7)
network = StripeNet()
optimizer = paddle.optimizer.Momentum(0.02, parameters=network.parameters())
batches = paddle.io.DataLoader(Stripes(96, seed=3), batch_size=int(options.batch_size), shuffle=True, drop_last=True)
for epoch in range(int(options.epochs)):
    for step, (pictures, directions) in enumerate(batches):
        loss = paddle.nn.functional.cross_entropy(network(pictures), directions)
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
        print("[epoch %d, step %d] loss: %.6f" % (epoch, step, float(loss)), flush=True)
os.makedirs(options.save_dir, exist_ok=True)
paddle.save(network.state_dict(), options.save_dir + "/stripes.pdparams")
