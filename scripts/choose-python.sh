#!/bin/sh
# Names the Python to make the virtual environment with: choose-python.sh
#
# Of two Pythons 3.11 the distribution's comes first: it is compiled with profiles and link-time optimization, which one
# compiled by hand or by pyenv mostly lacks; a build takes an eighth longer with such a one.
set -u
ready() { "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

for python in /usr/bin/python3.11 python3.11 /usr/bin/python3 python3; do
    if ready "$python"; then
        command -v "$python"
        exit 0
    fi
done
# None has venv, which make-venv.sh can bring for Debian's.
command -v /usr/bin/python3.11 || command -v python3.11 || command -v python3
