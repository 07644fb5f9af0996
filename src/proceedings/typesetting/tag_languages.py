"""Languages in the tags of our own pages:
WeasyPrint knows `lang` for hyphenation and leaves it out of the tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from proceedings.programs.weasyprint_versions import is_tested


@contextmanager
def languages_in_tags(markup: str) -> Iterator[None]:
    """While a document is written,
    elements with a language of their own get Lang (ISO 32000-1, 14.9.2).

    Done only with the versions in `weasyprint_versions.py`.
    Goes when `weasyprint.pdf.tags` writes Lang for `lang`.

    Args:
        markup: the document's HTML; where only its root says a language, nothing is changed.
    """
    if markup.count(" lang=") < 2 or not is_tested():
        yield
        return
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.pdf import tags

    plain = tags._build_box_tree

    def with_language(box: Any, *rest: Any) -> Iterator[Any]:
        laid_out = getattr(box, "_box", box)
        said = None if laid_out.element is None else laid_out.element.get("lang")
        for element in plain(box, *rest):
            if said:
                element["Lang"] = pydyf.String(said)
            yield element

    tags._build_box_tree = with_language
    try:
        yield
    finally:
        tags._build_box_tree = plain
