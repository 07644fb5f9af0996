#!/bin/sh
# Runs the tests with later Pythons than the project's own: test-pythons.sh UV [PYTEST ARGUMENTS]
#
# Each gets a virtual environment of its own, .venv-3.12 and so on. A Python that is not on this machine is named and
# passed over; with none of them the script fails, as it fails where tests do.
set -u
uv=$1
shift
here=$(dirname "$0")
tested="" failed=""

# The distribution's Python, pyenv's, or the one that uv knows or can fetch.
find_python() {
    for python in "/usr/bin/python$1" "$(command -v "python$1")" \
        "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python3; do
        "$python" -c 'import ensurepip' >/dev/null 2>&1 && echo "$python" && return
    done
    [ -n "$uv" ] && "$uv" python find "$1" 2>/dev/null
}

for version in 3.12 3.13; do
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        echo "Python $version: not on this machine, not tested"
        continue
    fi
    venv=.venv-$version
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    echo "Python $version: $python"
    if sh "$here/install.sh" "$venv" "$uv" dev && "$venv/bin/python" -m pytest "$@"; then
        tested="$tested $version"
    else
        failed="$failed $version"
    fi
done
[ -n "$tested" ] && echo "passed with Python$tested"
[ -z "$failed" ] || { echo "failed with Python$failed" >&2; exit 1; }
[ -n "$tested" ] || { echo "no other Python than the project's own is here" >&2; exit 1; }
