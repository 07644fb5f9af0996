#!/usr/bin/env bash
# Puts the schemas and validators of what `proceedings publish` writes under .cache/publication/; tests alone use them.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=.cache/publication
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"

# A wheel, unpacked: nothing of it is installed, and none of what it depends on is fetched.
wheel() {
    mkdir -p "$work/wheels" "$folder/$1"
    if python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip download --quiet --no-deps --dest "$work/wheels" "$1==$2"
    else
        uv tool run pip download --quiet --no-deps --dest "$work/wheels" "$1==$2"
    fi
    python3 -m zipfile -e "$work"/wheels/"${1//-/_}"-"$2"-*.whl "$folder/$1"
}

# A package of npm, unpacked without running anything of it.
package() {
    mkdir -p "$folder/$1"
    (cd "$work" && npm pack --silent "$2@$3" >/dev/null)
    tar -xzf "$work"/*.tgz -C "$folder/$1" --strip-components=1
    rm "$work"/*.tgz
}

command -v npm >/dev/null || { echo "npm is missing: apt-get install npm" >&2; exit 3; }
wheel commonmeta-py 0.312    # Crossref 5.5.0 (XSD), CSL-JSON 1.0.2
wheel acl-anthology 1.3.4    # the ACL Anthology's schema (RELAX NG)
wheel taln2x 1.0.10          # DBLP's DTD, HAL's TEI (XSD)
wheel invenio-rdm-records 36.0.0 # Zenodo's records (JSON Schema)
package jats @jats4r/dtds 0.0.10
package axe axe-core 4.14.1
package vnu vnu-jar 26.9.27
touch "$folder/complete"
echo "schemas and validators of publications: $folder"
