# SPDX-License-Identifier: Apache-2.0
"""Call layers with nested, repeated, keyword and threaded calls."""

import sys
import threading

import paddle
from paddle import nn


class Inner(nn.Layer):
    def forward(self, image):
        return image * 2


class Outer(nn.Layer):
    def __init__(self):
        super().__init__()
        self.inner = Inner()

    def forward(self, image, extra=None):
        twice = self.inner(image)
        return {"b": [twice, twice + 1], "a": twice if extra is None else twice + extra["by"]}


class Reader(nn.Layer):
    """A layer that gets no tensor, as transforms of images are."""

    def __init__(self, then):
        super().__init__()
        self.then = then

    def forward(self, numbers):
        return self.then(paddle.to_tensor(numbers))


class Raising(Outer):
    def forward(self, image):
        raise ValueError(self.inner(image))


class Scaling(nn.Layer):
    def __init__(self):
        super().__init__()
        self.inner = Inner()

    def forward(self, image):
        image = image + 1
        return self.inner(image)


net = Outer()
if sys.argv[1] == "nested":
    net.eval()
    net(paddle.to_tensor([1.0, 2.0]))
    net.train()
    net(image=paddle.to_tensor([1]), extra={"by": paddle.to_tensor([5]), "no": 3})
elif sys.argv[1] == "reader":
    Reader(net)([1.0, 2.0])
elif sys.argv[1] == "direct":
    net.eval()
    print(net.forward(paddle.to_tensor([1.0, 2.0]), extra={"by": paddle.to_tensor([5.0])}), sys.gettrace())
    # What a forward puts in the place of its argument is not what it was given: the layer inside of it is recorded.
    Scaling().forward(paddle.to_tensor([1.0]))
    try:
        Raising().forward(paddle.to_tensor([1.0]))
    except ValueError:
        print(sys.gettrace())
    net(paddle.to_tensor([3.0]))
elif sys.argv[1] == "many":
    for _ in range(300):
        net(paddle.ones([1]))
elif sys.argv[1] == "threads":
    threads = [threading.Thread(target=lambda: [net(paddle.ones([2])) for _ in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
elif sys.argv[1] == "static":
    static = paddle.jit.to_static(Inner(), input_spec=[paddle.static.InputSpec([None], "float32")])
    static.eval()
    static(paddle.ones([3]))
