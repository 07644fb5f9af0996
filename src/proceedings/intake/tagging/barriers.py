"""What keeps a tagged document from being PDF/UA-1, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_OF_THE_VOLUME = re.compile(
    r"^(ID-|METADATA|TITLE|DISPLAY|VIEWER|LANG|DOCUMENT-LANG|NATURAL|TABS|TAB-|TAGGED-DOCUMENT$)|-LANGUAGE$"
)
"""Rules that a volume sees to for all its documents: identification, title, order of tabs,
the mark that it is tagged, and the language, which all that names none takes from the catalog.
"""

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "HEADING": "its headings skip a level or begin below the first",
        "TABLE": "a table has rows of unequal length or header cells without a scope",
        "FIGURE": "a figure has no alternative text",
        "CONTENT": "part of its text is not tagged",
        "TAGGED-CONTENT": "tagged text stands in what is marked as decoration",
        "FORM": "a form field is not tagged",
        "TYPE0": "a font and its encoding do not fit together",
        "TRUETYPE": "a font and its encoding do not fit together",
        "L-": "a list holds tags that do not belong into one",
        "TBODY": "a table holds tags that do not belong into one",
        "FONT": "a font does not explain its characters",
        "UNICODE": "a character cannot be turned into Unicode",
        "LINK": "a link is not tagged",
        "ANNOT": "a note is not tagged or not described",
        "NOTE": "a note has no identifier",
        "ROLE": "a tag is of a kind that means nothing",
        "LI": "an item stands outside a list, or a list holds what is no item",
        "LBL": "the label of a list stands outside its item",
        "LBODY": "the text of a list stands outside its item",
        "TOC": "a table of contents holds what is no entry",
        "TR": "a row stands outside a table, or holds what is no cell",
        "TH": "a cell stands outside a row",
        "TD": "a cell stands outside a row",
        "CAPTION": "a caption stands where none may",
        "STRUCT": "its tags are nested in a way that makes no sense",
        "UNREADABLE": "the validator gave up on it",
    }
)


def barriers(path: Path) -> tuple[str, ...]:
    """Why the document at `path` is not PDF/UA-1,
    claim, title and language apart; empty where it is.

    Judged by page-validation; what a volume claims is judged again when it is verified.
    """
    from proceedings.standards.judging import shared_judge
    from proceedings.standards.verdict import without_waived

    findings = without_waived(shared_judge().findings(path, "ua1"), path)
    said = [_sentence(f.rule) for f in findings if not _OF_THE_VOLUME.search(f.rule)]
    return tuple(dict.fromkeys(said))


def _sentence(rule: str) -> str:
    known = next((words for key, words in _WORDS.items() if rule.startswith(key)), None)
    return known or f"its tags or fonts are not as PDF/UA-1 asks ({rule.lower().replace('-', ' ')})"
