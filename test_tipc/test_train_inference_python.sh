#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Certify what a config asks for: training, evaluation, prediction, export and inference.
# Takes upstream's arguments and leaves upstream's files; the exit status is the verdict:
# 0 certified, 1 not certified, 2 wrong call or config.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common_func.sh"
tipc_check_arguments "bash test_tipc/test_train_inference_python.sh CONFIG MODE [GPUID]" "$@"

if [ -n "${3:-}" ]; then
  export CUDA_VISIBLE_DEVICES="$3"
fi
tipc_certify --config "$1" --mode "$2" "${@:4}"
