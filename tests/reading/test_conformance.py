"""What `conformance:` asks for is read once; the rooms that once read it themselves agree."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from proceedings.binding.claims import Claim, wanted
from proceedings.intake.settings import intake_settings
from proceedings.reading.conformance import CONFORMANCE
from proceedings.standards.levels import LEVELS
from proceedings.values.book import DocumentKind
from proceedings.values.conformance import Conformance
from proceedings.values.submission import Request

WORDS = (
    *("2b", "2u", "2a", "3b", "3u", "3a", "4", "4e", "4f", "ua-1"),
    *("2b ua-1", "2u ua-1", "2a ua-1", "3b ua-1", "3u ua-1", "3a ua-1"),
)


def claim_as_it_was(words: str) -> Claim:
    """What `binding/claims.py` made of the editor's words."""
    names = [name for name in re.split(r"[\s,+]+", words.strip().lower()) if name in LEVELS]
    archival = next((LEVELS[name] for name in names if LEVELS[name].is_archival), LEVELS["2b"])
    return Claim(archival, "ua-1" in names)


def level_as_it_was(words: str) -> str:
    """What `intake/intake_settings.py` made of them."""
    names = [name for name in re.split(r"[\s,+]+", words.strip().lower()) if name in LEVELS]
    archival = next((name for name in names if LEVELS[name].is_archival), "2b")
    return {"2b": "2u", "3b": "3u"}.get(archival, archival) if "ua-1" in names else archival


def test_an_editor_may_say_what_the_guide_lists() -> None:
    assert tuple(CONFORMANCE) == WORDS
    assert CONFORMANCE["2a ua-1"] == Conformance("2a", accessible=True)
    assert CONFORMANCE["ua-1"] == Conformance("2b", accessible=True)


@pytest.mark.parametrize("words", WORDS)
def test_binding_claims_and_intake_judges_as_before(words: str) -> None:
    asked = CONFORMANCE[words]
    source = PurePosixPath("papers/a.pdf")
    request = Request("a", DocumentKind.PAPER, Path("/a.pdf"), source, "en", conformance=asked)
    assert wanted(asked) == claim_as_it_was(words)
    assert intake_settings(request).level == level_as_it_was(words)
