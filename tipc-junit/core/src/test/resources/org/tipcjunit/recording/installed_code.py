# SPDX-License-Identifier: Apache-2.0
"""Import packages that are installed, or lie elsewhere, although the repository has some of their names."""

import sys

import paddle

sys.path[0:0] = sys.argv[1:]
import cloned  # noqa: E402
import newer  # noqa: E402
import older.net  # noqa: E402
import other.tables  # noqa: E402
import same.net  # noqa: E402

x = paddle.ones([cloned.WIDTH * newer.WIDTH * older.net.WIDTH * other.tables.WIDTH * same.net.WIDTH])
x.stop_gradient = False
x.sum().backward()
