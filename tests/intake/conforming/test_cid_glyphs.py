"""Glyphs that the day's judge takes for sound and veraPDF does not:
CIDs without a glyph, other widths, code 0.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import font_programs as made
from arbiter import arbiter
from proceedings.intake.conforming.conform import conform
from proceedings.programs import ghostscript, verapdf

TRUETYPE = made.truetype([500, 600, 600], {(3, 1): {65: 1, 66: 2}, (1, 0): {0: 1, 65: 1, 66: 2}})
KEYED = made.cid_keyed([500, 600, 600, 700])

SUBSET = [made.cid_keyed([500, 600, 650, 700], parts=parts, cids=(5, 40, 1000)) for parts in (1, 2)]
"""As programs cut CID-keyed fonts down: the glyphs that are left keep their CIDs."""
WIDTHS: dict[int, float] = {5: 600, 40: 650, 1000: 700}


def _mapped(glyphs: bytes) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda pdf: made.composite(
        pdf, "CIDFontType2", made.descriptor(pdf, TRUETYPE, "/FontFile2"), {1: 600, 2: 600}, glyphs
    )


def _keyed(program: bytes, widths: dict[int, float]) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda pdf: made.composite(
        pdf, "CIDFontType0", made.descriptor(pdf, program, "/FontFile3", "CIDFontType0C"), widths
    )


def _simple(program: bytes) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda pdf: made.simple(
        pdf, "TrueType", made.descriptor(pdf, program, "/FontFile2"), dict.fromkeys((0, 1, 2, 65), 600.0)
    )


CASES: dict[str, tuple[Callable[[pikepdf.Pdf], pikepdf.Object], bytes]] = {
    "whole map": (_mapped(b"\0\0\0\1\0\2"), b"\0\1\0\2"),
    "map ends early": (_mapped(b"\0\0\0\1"), b"\0\1\0\2"),
    "map ends within a number": (_mapped(b"\0\0\0\1\0"), b"\0\1\0\2"),
    "empty map": (_mapped(b""), b"\0\1\0\2"),
    "widths as in the program": (_keyed(KEYED, {1: 600, 2: 600, 3: 700}), b"\0\1\0\2\0\3"),
    "one other width": (_keyed(KEYED, {1: 650, 2: 600, 3: 700}), b"\0\1\0\2\0\3"),
    "another width that is not shown": (_keyed(KEYED, {1: 600, 2: 600, 3: 750}), b"\0\1\0\2"),
    "default width": (_keyed(KEYED, {1: 600}), b"\0\1\0\2"),
    "CID-keyed program cut off": (_keyed(KEYED[:-10], {1: 600, 2: 600, 3: 700}), b"\0\1\0\2"),
    "subset with gaps": (_keyed(SUBSET[0], WIDTHS), b"\0\5\0\x28\3\xe8"),
    "subset with gaps, two private parts": (_keyed(SUBSET[1], WIDTHS), b"\0\5\0\x28\3\xe8"),
    "subset with gaps, one other width": (_keyed(SUBSET[1], {**WIDTHS, 40: 600}), b"\0\5\0\x28\3\xe8"),
    "subset with gaps, a CID that it lacks": (_keyed(SUBSET[1], {**WIDTHS, 2: 650}), b"\0\5\0\2"),
    "TrueType cut off by 100": (_simple(TRUETYPE[:-100]), b"A"),
    "TrueType cut off by 200": (_simple(TRUETYPE[:-200]), b"A"),
    "code 0": (_simple(TRUETYPE), b"A\0"),
}


def test_a_claim_on_glyphs_is_what_the_arbiter_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = arbiter()
    monkeypatch.setattr(ghostscript, "find", lambda: None)  # as mended, not as rewritten
    levels: dict[str, str | None] = {}
    for number, (name, (font, text)) in enumerate(CASES.items()):
        with pikepdf.new() as pdf:
            made.showing(pdf, font(pdf), text).save(tmp_path / f"{number}-in.pdf")
        levels[name] = conform(tmp_path / f"{number}-in.pdf", tmp_path / f"{number}.pdf").level
    verdicts = verapdf.validate_all([tmp_path / f"{n}.pdf" for n in range(len(levels))], "2b", program)
    for (name, level), verdict in zip(levels.items(), verdicts, strict=True):
        assert (level == "2b") == verdict.compliant, (name, level, verdict.broken)
    for name in ("whole map", "widths as in the program", "another width that is not shown"):
        assert levels[name] == "2b", name
    assert levels["subset with gaps"] == levels["subset with gaps, two private parts"] == "2b"
