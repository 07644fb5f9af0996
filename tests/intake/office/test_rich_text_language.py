"""The language that the author of a rich text marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from proceedings.intake.office.language_marks import marked_language
from proceedings.values.format import Format

FRENCH = rb"Le fleuve coule dans la vall\'e9e et la ville dort pendant que les barrages attendent la pluie."


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (rb"\deflang1036 " + FRENCH, "fr-FR"),
        (rb"\deflang1033 \lang1036 " + FRENCH, "fr-FR"),
        (rb"\deflang1036 {\lang1033 A word.} " + FRENCH, "fr-FR"),
        (rb"\deflang1036 {\info{\title \lang1033 A title of many and many and many words}}" + FRENCH, "fr-FR"),
        (rb"\deflang1024 " + FRENCH, None),
        (FRENCH, None),
    ],
)
def test_most_letters_tell_the_language(body: bytes, language: str | None, tmp_path: Path) -> None:
    path = tmp_path / "paper.rtf"
    path.write_bytes(rb"{\rtf1\ansi{\fonttbl{\f0\lang1031 Times;}}\pard " + body + rb"\par}")
    assert marked_language(path, Format.RTF) == language
