"""Contents of pages: what is drawn after an author's
contents must find the page as it was before them.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.pdf.closing import append_content, closing_of


def balance(pdf: pikepdf.Pdf, page: Any) -> bool:
    """Close what the contents leave open, and drop what closes nothing; True if there was anything.

    Readers ignore what is too much and forgive what is missing,
    but what is drawn after such contents would be misplaced or swallowed.
    """
    closing = closing_of(pdf, page)
    if closing.operators:
        append_content(pdf, page, closing.operators)
    return bool(closing.operators) or closing.changed
