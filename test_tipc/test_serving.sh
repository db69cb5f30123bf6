#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Certify a model with its service: training, export, conversion for Paddle Serving, start, requests, comparison, stop.
# Takes upstream's arguments and leaves upstream's files; the exit status is the verdict:
# 0 certified, 1 not certified, 2 wrong call or config.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common_func.sh"

usage="bash test_tipc/test_serving.sh CONFIG [serving_infer] [GPUID]"
# Upstream's first form of this script takes no mode, later ones take serving_infer.
if [ "${2:-}" = "serving_infer" ]; then
  tipc_check_arguments "$usage" "$@"
  set -- "$1" "${@:3}"
else
  tipc_check_arguments "$usage" "${1:-}" serving_infer
  set -- "$1" "${@:2}"
fi

if [ -n "${2:-}" ]; then
  case "$2" in
    *[!0-9,]*) tipc_usage_error "'$2' is neither a mode that serves nor the number of a GPU" "usage: $usage" ;;
  esac
  export CUDA_VISIBLE_DEVICES="$2"
fi
tipc_certify --config "$1" "${@:3}"
