"""Warnings about names whose parts cannot be told for certain,
at the line and column of the name.
"""

from __future__ import annotations

from proceedings.reading.findings import Findings
from proceedings.reading.schema import PersonEntry
from proceedings.values.name_reading import Doubt, ReadName

_BESIDE = "if that is right, say so with a line `sort_name: …` beside it; else give the family name: `family: …`"


def report_doubts(read: ReadName, entry: PersonEntry, findings: Findings) -> None:
    """Keep a warning for each doubt about a name.
    What an editor has said already (`sort_name:`) is not asked again.
    """
    if not entry.name:
        return
    heading, place = read.parts.index_form().heading, entry.at("name")
    for doubt, words in read.doubts:
        if doubt is Doubt.TURNED:
            findings.warning(
                "name-inverted",
                place,
                f"`{words}` is read as the family name {read.parts.full_family} and printed as {read.printed}",
                f"write `name: {read.printed}`",
            )
        elif entry.sort_name:
            continue
        elif doubt is Doubt.TITLE:
            findings.warning(
                "name-with-title",
                place,
                f"`{words}` is no part of the name: an index has it as {heading}",
                "move it to `title:` or `affiliation:`, so that the name stands alone",
            )
        elif doubt is Doubt.ONE:
            findings.warning(
                "one-name",
                place,
                f"`{words}` is one name, and an index has it as it stands: {heading}",
                f"add the other names, or say that this is all with `family: {read.parts.family}`",
            )
        else:
            findings.warning(
                "unclear-family",
                place,
                f"which words of `{words}` are the family name cannot be told: an index has it as {heading}",
                _BESIDE,
            )
