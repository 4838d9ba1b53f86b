# shellcheck shell=bash
# What the scripts share: where things are, and how a long step is reported. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Tools live outside the clone, so that a fresh clone finds them.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/secure-base
target=${CARGO_TARGET_DIR:-$root/target}
export cache target

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# step WORDS COMMAND…: runs the command. If it takes a while, says what is being done and in the end how long it took; if it fails,
# shows everything that it said. A function as the command must join its own with &&: errors do not end it here.
step() {
    local words=$1 begun=$SECONDS status=0 log announcer
    shift
    log=$(mktemp)
    (sleep 2 >/dev/null 2>&1 && printf '%s … ' "$words" >&2) &
    announcer=$!
    "$@" >"$log" 2>&1 || status=$?
    if ! kill "$announcer" 2>/dev/null; then
        say "$((SECONDS - begun)) s"
    fi
    wait "$announcer" 2>/dev/null || true
    if [ "$status" -ne 0 ]; then
        say "failed: $words"
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}
