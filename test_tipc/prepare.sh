#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prepare the data that a config needs. Nothing is downloaded: small data are part of the repository, and the full
# data of digits come with scikit-learn, which the fixture's environment has.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common_func.sh"
tipc_check_arguments "bash test_tipc/prepare.sh CONFIG MODE" "$@"

case "$2" in
  lite_train_lite_infer | serving_infer) # A service is certified with the small training.
    for list in train_list.txt val_list.txt; do
      [ -s "$TIPC_ROOT/fixtures/digits/data/lite/$list" ] || {
        echo "fixtures/digits/data/lite/$list is missing or empty" >&2
        echo "remedy: restore it with: git checkout -- fixtures/digits/data, or make it with fixtures/digits/tools/make_lite_data.py" >&2
        exit 1
      }
    done
    ;;
  whole_train_whole_infer) ;;
  *) tipc_usage_error "no config of this repository has the mode $2" "remedy: use lite_train_lite_infer, whole_train_whole_infer or serving_infer" ;;
esac
