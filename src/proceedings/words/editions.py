"""Which edition of a meeting a text speaks of: its year, its number (`13th Workshop`), its days."""

from __future__ import annotations

import re
from collections.abc import Iterator

YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d]|[./-]\d)")
_ORDER = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_MEETINGS = (
    r"(?:workshops?|conferences?|symposi(?:um|a)|meetings?|congress(?:es)?|colloqui(?:um|a)|seminars?|schools?|summits?|"
    r"assembl(?:y|ies)|conventions?|forums?|editions?|"
    r"tagung(?:en)?|konferenz(?:en)?|jahrestagung|kongress|kolloquium|"
    r"conférences?|colloques?|congrès|journées|ateliers?|rencontres?|éditions?|"
    r"congresos?|conferencias?|jornadas?|simposios?|talleres|taller|congressos?|conferências?|convegno|conferenza)"
)
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<order>\d{{1,3}}\s?(?:st|nd|rd|th|\.(?=\s)|[ºª°]|e|ère|er|ème|ème)|[IVXL]{{2,7}}|"
    rf"(?:(?:{'|'.join(_TENS)})[- ])?(?:{'|'.join(_ORDER)})|(?:twentieth|thirtieth|fortieth|fiftieth))"
    rf"(?P<between>(?:[ \t\n]+(?!(?:of|the|and|in|on|at|to|century|day)\b)[^\s.,;:!?]+){{0,6}}?)"
    rf"[ \t\n]+{_MEETINGS}(?!\w)",
    re.IGNORECASE,
)
_ABBREVIATED = "".join(rf"(?<!{word})" for word in (r"\d\.", r"\bDr\.", r"\bProf\.", r"\bMr\.", r"\bMs\.", r"\bSt\."))
_ENDS = re.compile(rf"(?<=[.!?…]){_ABBREVIATED}\s+(?=[^\W\d_a-zß-ÿ]|[“„«\"'(\[*_])")
"""The space between two sentences."""
_PARTS = re.compile(r"(?:war|part|section|chapter|session|volume|phase|day|teil|partie|parte)\s+$", re.IGNORECASE)
"""What a Roman number may count that is no meeting."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def years(text: str) -> set[int]:
    """The years that a text names; parts of dates in digits and of identifiers are none."""
    return {int(found[1]) for found in YEAR.finditer(text)}


def ordinals(text: str) -> Iterator[tuple[int, str]]:
    """Numbers of meetings, and the words that say them: `13`, `13th International Workshop`.

    `first` to `third` in words and capitals of Roman numbers are taken where a meeting follows;
    `the first two workshops` names no edition.
    """
    for found in _NUMBERED.finditer(text):
        number = _number(found["order"])
        a_part = found["order"].isupper() and _PARTS.search(text[: found.start()])
        if number and not a_part and not re.match(r"\s+(?:two|three|four|few|time)\b", found["between"] + " "):
            yield number, " ".join(found[0].split())


def _number(order: str) -> int | None:
    digits = re.match(r"\d+", order)
    if digits:
        return int(digits[0])
    if re.fullmatch(r"[IVXL]+", order):
        values = [_ROMAN[sign] for sign in order]
        return sum(-v if v < max(values[n + 1 :], default=0) else v for n, v in enumerate(values))
    parts = re.split(r"[- ]", order.casefold())
    tens = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}
    if parts[-1] in tens and len(parts) == 1 and parts[-1] not in _ORDER:
        return tens[parts[-1]]
    units = _ORDER.index(parts[-1]) + 1 if parts[-1] in _ORDER else 0
    return (_TENS.get(parts[0], 0) if len(parts) > 1 else 0) + units or None


def sentences(text: str) -> Iterator[str]:
    """The sentences of a Markdown text, each in one line; headings and items are sentences too."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+[.)])\s)", text):
        line = " ".join(paragraph.split())
        for part in _ENDS.split(line):
            if part:
                yield part
