# SPDX-License-Identifier: Apache-2.0
"""Records the calls that seed a random generator."""

import functools
import random

import numpy

# A script that seeds for every sample is not listed call by call.
MAX_SEEDS = 64


def install(journal, paddle):
    """Hook the three seed functions."""
    seen = []
    journal.on_fork(seen.clear)

    def hook(module, generator):
        original = module.seed

        @functools.wraps(original)
        def seed(*args, **kwargs):
            if len(seen) < MAX_SEEDS:
                seen.append(generator)
                journal.attempt("a seed of %s could not be recorded" % generator, note, generator, args, kwargs)
            return original(*args, **kwargs)

        # Importable by its name, so that it can be sent to other processes as the original can.
        seed.__module__, seed.__qualname__ = module.__name__, "seed"
        module.seed = seed

    def note(generator, args, kwargs):
        value = args[0] if args else next(iter(kwargs.values()), None)
        journal.record_later("seed", generator=generator, value=str(value)[:200])

    hook(random, "random")
    hook(numpy.random, "numpy")
    hook(paddle, "paddle")
