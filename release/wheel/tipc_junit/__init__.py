# SPDX-License-Identifier: Apache-2.0
"""The command line tipc, which certifies Paddle models: a jar, and what starts it."""
