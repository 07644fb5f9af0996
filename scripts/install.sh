#!/bin/sh
# Installs the project, pinned by constraints.txt: install.sh VENV [UV] [dev]
set -eu
venv=$1 uv=${2:-} group=${3:-}

if [ -n "$uv" ]; then
    export VIRTUAL_ENV="$venv"
    exec "$uv" pip install --quiet -c constraints.txt -e . ${group:+--group "$group"}
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# The pip that comes with Python 3.11 knows no dependency groups.
"$venv/bin/python" -m pip install --quiet -c constraints.txt --upgrade pip
exec "$venv/bin/python" -m pip install --quiet -c constraints.txt -e . ${group:+--group "$group"}
