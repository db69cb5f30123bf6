# SPDX-License-Identifier: Apache-2.0
"""Call backward in the ways that are not one scalar loss and one optimizer step an iteration."""

import sys

import numpy
import paddle
from paddle import nn

paddle.seed(1)
net = nn.Linear(4, 1)
x = paddle.ones([2, 4])
optimizer = paddle.optimizer.AdamW(parameters=net.parameters())


def loss():
    return net(x).mean()


def scaled_by_amp():
    scaler = paddle.amp.GradScaler(init_loss_scaling=1024.0)
    # A scaler switches itself off without a GPU; these are the fields that it has with one.
    scaler._enable = True
    scaler._use_dynamic_loss_scaling = False
    scaler._scale = paddle.to_tensor([1024.0])
    value = loss()
    scaled = scaler.scale(value)
    assert float(scaled) == 1024 * float(value), (scaled, value)
    scaled.backward()
    print("loss", repr(float(value)))
    # Divided after scaling, the tensor is not the scaler's own.
    (scaler.scale(loss()) / 2).backward()


def two_in_a_step():
    for _ in range(2):
        loss().backward()
        (2 * loss()).backward()
        optimizer.step()
        optimizer.clear_grad()


def one_element():
    loss().reshape([1]).backward()


def several_elements():
    losses = net(paddle.arange(8, dtype="float32").reshape([2, 4]))
    print("loss", repr(float(losses.numpy().mean())))
    losses.backward()
    losses = net(x)
    losses.backward(paddle.ones_like(losses))


def function():
    paddle.autograd.backward([loss(), loss()])


def recomputed():
    from paddle.distributed.fleet.utils import recompute

    y = paddle.ones([2, 4])
    y.stop_gradient = False
    recompute(net, y).mean().backward()


def kept_margin():
    for margin in (9, -9, 9, -9, -9, -9, 9, -9):
        nn.functional.relu(loss() + margin).backward()
        optimizer.step()
        optimizer.clear_grad()
    (0 * loss()).backward()


def never_cleared():
    for _ in range(5):
        loss().backward()
        optimizer.step()


def static_graph():
    paddle.enable_static()
    data = paddle.static.data("x", [2, 4])
    value = paddle.static.nn.fc(data, 1).mean()
    executor = paddle.static.Executor()
    executor.run(paddle.static.default_startup_program())
    executor.run(feed={"x": numpy.ones([2, 4], "float32")}, fetch_list=[value])


{each.__name__: each for each in
 (static_graph, scaled_by_amp, two_in_a_step, one_element, several_elements, function, recomputed, kept_margin,
  never_cleared)}[sys.argv[1]]()
