#!/usr/bin/env bash
# The virtual environment in .venv, with exactly the packages of requirements.lock.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { echo "kilde: $*" >&2; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

python=$(find_python)
[ -n "$python" ] || stop "Python 3.11 or later was not found; install it, or name it with PYTHON=… make setup."
"$python" -c 'import venv, ensurepip' 2>/dev/null || scripts/system-packages.sh python3-venv

echo "Setting Kilde up with $("$python" --version): about two minutes and 3 GB, once." >&2
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv || stop "the virtual environment could not be made; install python3-venv."
fi
pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet)
"${pip[@]}" install "$(grep '^pip==' requirements.lock)" "$(grep '^setuptools==' requirements.lock)"
echo "  1/3 torch (used to build the model, never while Kilde runs) …" >&2
"${pip[@]}" install "$(grep '^torch==' requirements.lock)"
echo "  2/3 the other packages …" >&2
# Everything is in the list: without looking for more, nothing else can slip in.
"${pip[@]}" install --no-deps -r requirements.lock
echo "  3/3 Kilde …" >&2
PYTHONWARNINGS=ignore "${pip[@]}" install --no-deps --no-build-isolation -e .
touch .venv/.complete
