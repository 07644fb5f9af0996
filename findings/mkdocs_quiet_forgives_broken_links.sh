#!/usr/bin/env bash
# MkDocs: `build --strict --quiet` ends with 0 on a site whose link leads to no page.
# Versions: mkdocs 1.6.1.
# Good guess: --strict decides whether warnings end the build, --quiet what is printed; together they end a build that has
#   a broken link with 1 and say little, which is what a job of continuous integration wants.
# Seen: --strict alone ends with 1 and "Aborted with 1 warnings in strict mode!". With --quiet as well nothing is printed
#   and the status is 0: the site is written, with the broken link. Strict mode counts warnings by a handler of
#   the logger, and --quiet raises the logger's level above warnings, so that none reaches the count.
# Source: `mkdocs build --help`: --strict "will cause MkDocs to abort the build on any warnings", --quiet "silences
#   warnings"; nothing there says that one undoes the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" mkdocs==1.6.1
export PYTHONPATH="$work/lib"
mkdir -p "$work/docs"
cd "$work"
printf 'site_name: Meeting\n' >mkdocs.yml
printf '# Programme\n\nSee [the papers](papers.md).\n' >docs/index.md
status() {
  local code=0
  python3 -m mkdocs "$@" >"$work/said" 2>&1 || code=$?
  echo "mkdocs $*: status $code, $(wc -l <"$work/said") lines said" >&2
  echo "$code"
}
strict=$(status build --strict)
grep -q "papers.md" "$work/said"
both=$(status build --strict --quiet)
test "$strict" = 1
test "$both" = 0
test ! -s "$work/said"
test -f site/index.html
