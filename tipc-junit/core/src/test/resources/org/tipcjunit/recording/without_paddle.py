# SPDX-License-Identifier: Apache-2.0
"""Never import paddle, though a folder and a missing module are called like it."""

import sys

try:
    import paddle_of_another_name  # noqa: F401
except ImportError:
    pass
print("loaded", sorted(name for name in sys.modules if name.startswith("tipc")))
