# SPDX-License-Identifier: Apache-2.0
"""Train data-parallel; the loss of each rank is its own."""

import paddle
import paddle.distributed as dist
from paddle import nn

dist.init_parallel_env()
paddle.seed(2)
net = paddle.DataParallel(nn.Linear(4, 1))
optimizer = paddle.optimizer.SGD(1e-2, parameters=net.parameters())
for _ in range(3):
    (net(paddle.ones([2, 4])).mean() * 0 + dist.get_rank() + 10).backward()
    optimizer.step()
    optimizer.clear_grad()
