#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the scripts of this folder share. Sourced, never run.

# The folder above test_tipc, which every command of a config runs in.
TIPC_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# Say what is wrong and what to do, and end with the status for a wrong call.
tipc_usage_error() {
  printf '%s\n' "$@" >&2
  exit 2
}

# Certify with the given options, and end as that ends. The jar is built first where it is missing; TIPC_JAR names another one.
tipc_certify() {
  local jar="${TIPC_JAR:-$TIPC_ROOT/tipc-junit/target/tipc.jar}"
  if [ ! -f "$jar" ]; then
    [ -z "${TIPC_JAR:-}" ] || tipc_usage_error "TIPC_JAR names $jar, which does not exist" "remedy: unset TIPC_JAR, or build that jar"
    command -v mvn >/dev/null || tipc_usage_error "$jar is not built and there is no mvn to build it with" "remedy: install Maven and a JDK of version 17 or newer"
    echo "building $jar (once; about a minute)" >&2
    (cd "$TIPC_ROOT" && mvn -B -ntp -q -pl tipc-junit/cli -am -DskipTests package) >&2 || {
      echo "the build of $jar failed; its output is above" >&2
      exit 1
    }
  fi
  # The script beside the jar finds a Java and starts it faster.
  set -- certify --repository "$TIPC_ROOT" --output "$TIPC_ROOT/test_tipc/output" "$@"
  if [ -x "$(dirname "$jar")/tipc" ]; then
    exec "$(dirname "$jar")/tipc" "$@"
  fi
  exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$jar" "$@"
}

# Check the arguments that every script takes; $1 is the script's usage line, the rest are its arguments.
tipc_check_arguments() {
  local usage="$1" config="${2:-}" mode="${3:-}"
  [ -n "$config" ] && [ -n "$mode" ] || tipc_usage_error "usage: $usage"
  [ -f "$TIPC_ROOT/$config" ] || [ -f "$config" ] || tipc_usage_error "config $config does not exist" "remedy: name a file below test_tipc/configs"
}
