"""The versions of WeasyPrint that our changes to its inside were tested with;
with any other they are not made.

The changes are in `weasyprint_import.py` (loading), `weasyprint_shortcuts.py` (time),
`typesetting/tag_languages.py` (tags) and `typesetting/continuations.py` (repeated heads of tables);
each says what must change in WeasyPrint for it to go. To add a version here: read the functions
that they name in it,
pin it in constraints.txt, and run tests/programs and tests/intake/office/test_languages.py.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

TESTED = frozenset({"70.0"})
"""Exact versions: a release that only mends faults may still change what the changes rely on."""


def installed() -> str:
    """The version of WeasyPrint that is installed, without loading it;
    empty where there is none.
    """
    try:
        return version("weasyprint")
    except PackageNotFoundError:
        return ""


def is_tested() -> bool:
    """Whether our changes hold for the version that is installed."""
    return installed() in TESTED
