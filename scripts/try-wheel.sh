#!/bin/sh
# Installs a wheel as people do, away from the checkout, and makes a volume with it: try-wheel.sh [pipx]
# uv is taken where it is; with `pipx`, pipx besides, which is installed beside for it.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
away=$(mktemp -d "${TMPDIR:-/tmp}/proceedings-wheel.XXXXXX")
trap 'rm -rf "$away"' EXIT
unset VIRTUAL_ENV PYTHONPATH
uv=$(command -v uv || true)

try() {
    program=$1
    (
        mkdir -p "$away/meeting" && cd "$away/meeting"
        "$program" new --title "A meeting" --dates 2026-05-01..2026-05-02 --place Geneva --language en --trim A4 </dev/null
        "$program" guide letters | grep -q 'Nothing'
        mkdir -p papers && printf '# A paper\n\nSome words.\n' >papers/paper.md
        "$program" build --draft --jobs 1
        test -s build/proceedings.pdf
    ) >"$away/log" 2>&1 || { cat "$away/log"; echo "try-wheel: $2 failed"; exit 1; }
    rm -rf "$away/meeting"
    echo "$2: $("$program" --version) builds a volume"
}

cd "$here"
if [ -n "$uv" ]; then
    "$uv" build --quiet --wheel --out-dir "$away/dist" .
    wheel=$(echo "$away"/dist/*.whl)
    "$uv" venv --quiet --python "${PYTHON:-3.11}" "$away/venv"
    "$uv" pip install --quiet --python "$away/venv/bin/python" -c constraints.txt "$wheel"
    try "$away/venv/bin/proceedings" "a fresh environment by uv"
    UV_TOOL_DIR="$away/tools" UV_TOOL_BIN_DIR="$away/bin" \
        "$uv" tool install --quiet --python "${PYTHON:-3.11}" --constraints constraints.txt "$wheel"
    try "$away/bin/proceedings" "uv tool install"
else
    python3 -m venv "$away/venv"
    "$away/venv/bin/python" -m pip wheel --quiet --no-deps --wheel-dir "$away/dist" .
    wheel=$(echo "$away"/dist/*.whl)
    "$away/venv/bin/python" -m pip install --quiet -c constraints.txt "$wheel"
    try "$away/venv/bin/proceedings" "a fresh environment by pip"
fi
if [ "${1:-}" = pipx ]; then
    python3 -m venv "$away/pipx"
    "$away/pipx/bin/python" -m pip install --quiet pipx
    PIPX_HOME="$away/pipx-home" PIPX_BIN_DIR="$away/pipx-bin" \
        "$away/pipx/bin/pipx" install --quiet --pip-args "-c $here/constraints.txt" "$wheel" >/dev/null
    try "$away/pipx-bin/proceedings" "pipx install"
fi
