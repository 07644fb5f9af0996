"""What stands before an item of a list: a bullet, a number, a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLETS = "•‣◦⁃∙·▪▫■□●○◆◇►▶➢➤✓✔★❖–—*-\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076"
_LABEL = re.compile(
    rf"\s*(?P<sign>(?P<bullet>[{re.escape(_BULLETS)}])|\[(?P<square>\d{{1,3}})\]|\((?P<round>\d{{1,3}}|[a-z]|[ivx]+)\)"
    r"|(?P<plain>\d{1,3}|[a-z])(?P<after>[.)]))(?=\s|$)"
)


_SOON = re.compile(r"\s*(?:[^\w\s]|\d|\w(?!\w))")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands; labels of one kind make a list. `number` is None of a bullet."""

    sign: str
    kind: str
    number: int | None = None


def may_be_label(first: str) -> bool:
    """Whether a line with these first three letters may begin with a label."""
    return _SOON.match(first) is not None


def sign_of(text: str) -> Label | None:
    """The label that a line is, alone; None where it is something else."""
    found = _LABEL.match(text)
    return _label(found) if found is not None and not text[found.end() :].strip() else None


def label_of(text: str) -> Label | None:
    """The label with which a line begins; None without one, or where nothing follows it."""
    found = _LABEL.match(text)
    if found is None or not text[found.end() :].strip():
        return None
    return _label(found)


def _label(found: re.Match[str]) -> Label:
    sign = found["sign"]
    if found["bullet"]:
        return Label(sign, sign)
    value = found["square"] or found["round"] or found["plain"]
    number = int(value) if value.isdigit() else ord(value[0]) - ord("a") + 1
    return Label(sign, ("1" if value.isdigit() else "a") + sign.replace(value, ""), number)
