"""The comparison's page: how many files, and each rule by which the judges differ in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from differences import FALSE, LENIENT, NONE, OTHER, Judged, rows

HEAD = """# The day's judge beside veraPDF

Written by `make judges`; do not edit. Both were asked about the same files: submissions as intake
leaves them, those before Ghostscript or pictures took their place, and volumes of all submissions
that hold the level.

| what | files | both pass | both fail | {kinds} |
| --- | --- | --- | --- | {lines} |
"""
KINDS = (LENIENT, FALSE, OTHER, NONE)


def written(groups: Mapping[str, Sequence[Judged]]) -> str:
    """The page: a table of counts by what was judged, and one of differences."""
    head = HEAD.format(kinds=" | ".join(KINDS), lines=" | ".join("---" for _ in KINDS))
    return head + "".join(_counts(name, judged) for name, judged in groups.items()) + "".join(_differences(groups))


def _counts(name: str, judged: Sequence[Judged]) -> str:
    by_kind = Counter(one.difference for one in judged)
    passed = sum(not one.difference and one.theirs.compliant for one in judged)
    numbers = [len(judged), passed, by_kind[""] - passed, *(by_kind[kind] for kind in KINDS)]
    return f"| {name} | {' | '.join(map(str, numbers))} |\n"


def _differences(groups: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    yield "\n## Differences\n\n| what | file | verdicts | rule | said |\n| --- | --- | --- | --- | --- |\n"
    for name, judged in groups.items():
        for row in rows(judged):
            cells = (name, f"[{row.name}]({row.pdf})", row.difference, row.rule, row.said)
            yield f"| {' | '.join(' '.join(cell.split()).replace('|', '/')[:400] for cell in cells)} |\n"
