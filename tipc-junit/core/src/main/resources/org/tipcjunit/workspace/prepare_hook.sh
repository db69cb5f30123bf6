# SPDX-License-Identifier: Apache-2.0
# Bash reads this file before a script that does not ask for it (BASH_ENV), and before the scripts that it starts.
# It notes every command that fails, which scripts without "set -e" pass over, in the file TIPC_PREPARE_FAILURES.

_tipc_answers() {
    # Commands whose status 1 is an answer and no failure.
    case "$1" in
    '['* | '(('* | grep\ * | egrep\ * | fgrep\ * | test\ * | diff\ * | cmp\ * | pgrep\ * | expr\ * | let\ * | which\ * | \
        command\ -* | type\ * | hash\ * | read\ * | return* | exit* | false) return 0 ;;
    esac
    return 1
}

_tipc_note() { # status, file, line, command
    if [[ $1 -eq 0 || ($1 -eq 1 && $_tipc_handled -eq 1) ]]; then return 0; fi
    local ends=
    if [[ $_tipc_ends -eq 1 ]]; then ends=' (set -e)'; fi # The rest of the script does not run.
    printf '%s:%s: status %s%s: %s\n' "$2" "$3" "$1" "$ends" "${4//$'\n'/ }" >>"$TIPC_PREPARE_FAILURES"
    return 0
}

_tipc_failed() { # on ERR, which commands before the last && and conditions do not raise
    local status=$1
    _tipc_handled=0
    _tipc_ends=0
    if [[ $- == *e* ]]; then _tipc_ends=1; fi
    if _tipc_answers "$4"; then _tipc_handled=1; fi
    _tipc_note "$status" "$2" "$3" "$4"
    _tipc_told="$2:$3:$4"
}

_tipc_before() { # on DEBUG, with the status that the command before left: a list such as "cd data && tar xf f" failed
    local status=$1
    if [[ $2 == "$BASH_ENV" ]]; then return 0; fi
    if [[ $status -ne 0 && -n $_tipc_command && $_tipc_command != exit* && $3 -ne $_tipc_line && "$_tipc_file:$_tipc_line:$_tipc_command" != "$_tipc_told" ]]; then
        _tipc_handled=0
        if _tipc_answers "$_tipc_command"; then _tipc_handled=1; fi
        _tipc_note "$status" "$_tipc_file" "$_tipc_line" "$_tipc_command"
    fi
    _tipc_file=$2
    _tipc_line=$3
    _tipc_command=$4
    return 0
}

_tipc_script=$0
if [[ $_tipc_script != /* ]]; then _tipc_script=$PWD/$_tipc_script; fi
# Programs of the system that happen to be scripts are not the repository's.
if [[ $_tipc_script == "$TIPC_PREPARE_ROOT"/* ]]; then
    _tipc_command=
    _tipc_told=
    _tipc_file=
    _tipc_line=0
    _tipc_handled=0
    _tipc_ends=0
    set -ET
    trap '_tipc_failed "$?" "${BASH_SOURCE[0]}" "$LINENO" "$BASH_COMMAND"' ERR
    trap '_tipc_before "$?" "${BASH_SOURCE[0]}" "$LINENO" "$BASH_COMMAND"' DEBUG
    trap : EXIT # So that something comes after a list at the end.
fi
