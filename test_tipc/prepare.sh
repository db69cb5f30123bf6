#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prepare the data that a config needs. Nothing is downloaded: small data are part of the repository, and the full
# images of digits, of which all data are made, come with scikit-learn, which the fixtures' environment has.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common_func.sh"
tipc_check_arguments "bash test_tipc/prepare.sh CONFIG MODE" "$@"

case "$2" in
  lite_train_lite_infer | serving_infer) # A service is certified with the small training.
    case "$1" in
      *centernet_*) fixture=centernet lists="train.json val.json" ;;
      *arcface*) fixture=arcface lists="train_list.txt pairs.txt" ;;
      *) fixture=digits lists="train_list.txt val_list.txt" ;;
    esac
    for list in $lists; do
      [ -s "$TIPC_ROOT/fixtures/$fixture/data/lite/$list" ] || {
        echo "fixtures/$fixture/data/lite/$list is missing or empty" >&2
        echo "remedy: restore it with: git checkout -- fixtures/$fixture/data, or make it with fixtures/$fixture/tools/make_lite_data.py" >&2
        exit 1
      }
    done
    ;;
  whole_train_whole_infer) ;;
  *) tipc_usage_error "no config of this repository has the mode $2" "remedy: use lite_train_lite_infer, whole_train_whole_infer or serving_infer" ;;
esac
