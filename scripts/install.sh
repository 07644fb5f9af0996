#!/bin/sh
# Installs the project, pinned by constraints.txt: install.sh VENV [UV] [dev]
set -eu
venv=$1 uv=${2:-} group=${3:-}

if [ -n "$uv" ]; then
    export VIRTUAL_ENV="$venv"
    "$uv" pip install --quiet --compile-bytecode -c constraints.txt -e . ${group:+--group "$group"}
else
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    # The pip that comes with Python 3.11 knows no dependency groups.
    "$venv/bin/python" -m pip install --quiet -c constraints.txt --upgrade pip
    "$venv/bin/python" -m pip install --quiet -c constraints.txt -e . ${group:+--group "$group"}
fi
# Where PYTHONDONTWRITEBYTECODE is set, as in many containers, every process of every build would compile them anew.
exec "$venv/bin/python" -m compileall -q src
