# SPDX-License-Identifier: Apache-2.0
"""Stand for the sitecustomize that comes first on a script's PYTHONPATH, which each fork runs for itself."""
