#!/usr/bin/env bash
# Debian's packages that Kilde or its tests use, installed where this user may.
# usage: system-packages.sh [PACKAGE…]
# A machine that is not Debian's, or a user who may not install, is told what is missing:
# nothing fails here, and what needs a missing program says so itself.
set -uo pipefail

missing=()
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
fi
if ! command -v apt-get >/dev/null || [ "${as_root[0]:-}" = false ]; then
    echo "Not installed, as this user may not: ${missing[*]}. An administrator can install them." >&2
    exit 0
fi
echo "Installing ${missing[*]} …" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null ||
    echo "Could not install ${missing[*]}; going on without." >&2
exit 0
