# SPDX-License-Identifier: Apache-2.0
"""Records what a Paddle script does, without changing what it does.

Settings come from a file beside the sitecustomize of the run, see settings:

TIPC_RECORDING_DIR     the folder that gets one ``*.jsonl`` file a process, and its tensors beside it
TIPC_RECORDING_KINDS   what to record, comma-separated, see KINDS
TIPC_RECORDING_INPUTS  optional: the inputs on which exported layers are evaluated as dygraph
TIPC_RECORDING_BACKBONE  optional: the sublayer of exported layers whose feature maps are looked at
TIPC_RECORDING_MULTIPLY_ADDS  optional: true counts the multiply-adds of exported layers
TIPC_RECORDING_MAX_RUNS  optional: how many predictor runs of a process are recorded
TIPC_RECORDING_NOISE  optional: a seed; outputs of networks are replaced by random numbers, see noise
TIPC_RECORDING_NOISE_LEFT  optional: outputs that are left as they are, a line each: class of the network, blank, name
TIPC_RECORDING_NOISE_EXCHANGED  optional: not empty exchanges scores of classes instead, see exchanged
TIPC_RECORDING_NOISE_CALLS  optional: 0 or 1; of two calls, the first or the second one is replaced alone, see alternate
TIPC_RECORDING_NOISE_MOVED  optional: not empty moves the mean of the random numbers as well
TIPC_RECORDING_NOISE_EQUAL  optional: not empty takes for equal what the script compares, see taken_for_equal
TIPC_RECORDING_WORKSPACE  optional: the working copy, whose code is what is certified, see code
TIPC_SERVING_PORTS     for clients of a service, see serving_client
"""

import importlib

from tipc_recorder import settings
from tipc_recorder.journal import Journal

# Each is a module with install(journal, paddle).
# The networks last, so that their hook is the outermost one around a layer.
KINDS = ("losses", "layer_calls", "checkpoints", "exports", "predictor_runs", "handlers", "samples", "networks")
# What every process tells.
ALWAYS = ("seeds", "code", "reads", "noise")
# Needs no paddle and starts with the process, see install_for_client.
CLIENT_KIND = "serving_client"


def install(paddle):
    """Put the hooks that the settings ask for into the freshly imported paddle."""
    journal = Journal(settings.get("TIPC_RECORDING_DIR"), paddle)
    wanted = {kind.strip() for kind in settings.get("TIPC_RECORDING_KINDS").split(",") if kind.strip()}
    for unknown in sorted(wanted.difference(KINDS + (CLIENT_KIND,))):
        journal.problem("TIPC_RECORDING_KINDS asks for '%s', which this recorder does not know" % unknown)
    for kind in ALWAYS + KINDS:
        if kind in ALWAYS or kind in wanted:
            journal.attempt("the hooks for %s could not be installed" % kind, _install, kind, journal, paddle)


def install_for_client(after_import):
    """Record a client of a service, which need not import paddle."""
    from tipc_recorder import serving_client

    serving_client.start(Journal(settings.get("TIPC_RECORDING_DIR"), None), after_import)


def _install(kind, journal, paddle):
    importlib.import_module("tipc_recorder." + kind).install(journal, paddle)
