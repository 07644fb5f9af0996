#!/bin/sh
# Installs the Debian packages that are missing, where that is allowed: install-programs.sh venv|build|test
# Never fails: it says what it could not do, and the build says what it lacks.
set -u
purpose=${1:-build}
log=${TMPDIR:-/tmp}/proceedings-apt.$$.log
missing=

# want PACKAGES PROBE...: the packages are missing if the probe fails
want() {
    packages=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $packages"
}
library() { /sbin/ldconfig -p | grep -q "$1"; }
have() { command -v "$1"; }
# office_module FILE: the office suite is there, from whatever source, and has this module
office_module() {
    program=$(command -v soffice || command -v libreoffice) && test -e "$(dirname "$(readlink -f "$program")")/$1"
}

if [ "$purpose" = venv ]; then
    missing=python3-venv
else
    # WeasyPrint draws text with Pango and cuts fonts with HarfBuzz.
    want libpango-1.0-0 library 'libpango-1\.0\.so'
    want libpangoft2-1.0-0 library 'libpangoft2-1\.0\.so'
    want libharfbuzz-subset0 library 'libharfbuzz-subset\.so'
    # LibreOffice turns Word, PowerPoint and OpenDocument files into PDF; its text needs fonts.
    want libreoffice-writer-nogui office_module libswlo.so
    want libreoffice-impress-nogui office_module libsdlo.so
    # Without it the formulas of Word, PowerPoint and OpenDocument files vanish from the pages.
    want libreoffice-math-nogui office_module libsmlo.so
    want fonts-liberation sh -c 'ls /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf'
    want fonts-dejavu-core test -d /usr/share/fonts/truetype/dejavu
    want ghostscript have gs
    # The second reader, for damaged and doubtful files.
    want poppler-utils have pdftoppm
fi
if [ "$purpose" = test ]; then
    want qpdf have qpdf
    # veraPDF, the archive's validator, runs on Java and comes through Maven.
    want default-jre-headless have java
    want maven have mvn
    # A browser reads the page of `proceedings watch`.
    want chromium have chromium
fi
missing=${missing# }
[ -n "$missing" ] || exit 0

if ! have apt-get >/dev/null; then
    echo "Not installed here, and there is no apt-get: $missing" >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif have sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Missing Debian packages; to install them: sudo apt-get install $missing" >&2
    exit 0
fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@" >>"$log" 2>&1 </dev/null; }
bring() { apt install --no-install-recommends "$@"; }

echo "Installing Debian packages: $missing ..."
# shellcheck disable=SC2086  # a list of words
if ! bring $missing && ! { apt update; bring $missing; }; then
    failed=
    for package in $missing; do
        bring "$package" || failed="$failed $package"
    done
    if [ -n "$failed" ]; then
        echo "Could not install:$failed. Try: apt-get update && apt-get install$failed" >&2
        tail -n 3 "$log" >&2
    fi
fi
rm -f "$log"
exit 0
