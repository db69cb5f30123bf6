# SPDX-License-Identifier: Apache-2.0
"""What a repository may bring along."""

import os

print("own sitecustomize", os.path.basename(os.path.dirname(__file__)), flush=True)
