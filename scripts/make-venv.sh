#!/bin/sh
# Makes the virtual environment: make-venv.sh PYTHON VENV [UV]
set -eu
python=$1 venv=$2 uv=${3:-}

if [ -n "$uv" ]; then
    exec "$uv" venv --quiet --python ">=3.11" "$venv"
fi
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    sh "$(dirname "$0")/install-programs.sh" venv
fi
exec "$python" -m venv "$venv"
