"""Contents of pages: what is drawn after an author's contents must find the page as it was before them."""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.intake.closing import append_content, closing_of


def balance(pdf: pikepdf.Pdf, page: Any, number: int) -> list[str]:
    """Close what the contents leave open, and drop what closes nothing. Gives back sentences.

    Readers ignore what is too much and forgive what is missing, but what is drawn after such contents would be
    misplaced or swallowed.
    """
    closing = closing_of(pdf, page)
    if closing.operators:
        append_content(pdf, page, closing.operators)
    if not closing.operators and not closing.changed:
        return []
    return [f"The contents of page {number} left the page in disorder for what is drawn after them."]
