#!/usr/bin/env bash
# What would stop a set-up or a start half-way, said before it begins, in one sentence.
# usage: preflight.sh [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { echo "kilde: $*" >&2; exit 1; }

[ -w . ] || stop "you may not write in $PWD; change its owner, or copy Kilde to a folder of your own."

if [ ! -e .venv/.complete ]; then
    needed=5
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024 / 1024) }')
    [ "$free" -ge "$needed" ] || stop "the set-up needs about $needed GB of free disk in $PWD and there are $free GB; free some, or move Kilde to a larger disk."
fi

if [ $# -gt 0 ] && (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    stop "port $1 is in use by another program; choose another with: make run PORT=$(($1 + 1))"
fi
