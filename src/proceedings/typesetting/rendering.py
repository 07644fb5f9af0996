"""Templates to HTML: the parts of the volume through the layout's Jinja2 templates."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from proceedings.typesetting import prose
from proceedings.typesetting.addresses import breakable
from proceedings.typesetting.bonds import bound_name, loosened
from proceedings.typesetting.book import Book
from proceedings.typesetting.doors import Door
from proceedings.typesetting.layout import Layout
from proceedings.typesetting.press import Forme
from proceedings.typesetting.sandbox import rendered, sandbox
from proceedings.values.book import Volume
from proceedings.values.name_reading import read_name
from proceedings.values.plan import Part
from proceedings.values.settings import Trim
from proceedings.words.shifted import as_markup
from proceedings.words.wording import direction

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_SIDES = ("verso", "recto")

_SAFE_MEASURE = 0.97
"""Titles are broken by the sum of their letters' widths, kerning left out:
a reserve keeps them in the measure.
"""


def templates_of(layout: Layout, trim: Trim) -> Templates:
    """The layout's templates,
    compiled once in a process as long as no file of the layout changes.
    """
    return _templates(layout, trim, layout.digest())


@lru_cache(maxsize=4)
def _templates(layout: Layout, trim: Trim, _: str) -> Templates:
    return Templates(layout, trim)


class Templates:
    """The layout's templates, for one trim size."""

    def __init__(self, layout: Layout, trim: Trim) -> None:
        self.layout = layout
        self.style = layout.style(trim)
        self.digest = layout.digest()
        design = layout.design(trim)
        self._lines_of_page = round(design.text_box(1).height / layout.line(trim))
        self._measure = design.width - design.inner - design.outer
        self._scale = layout.line(trim) / layout.line(Trim(595.276, 841.89))
        self._environment = self._made()

    def part(self, part: Part, book: Book, reason: str | None = None) -> str:
        """The HTML of a part, without the article around it."""
        return self._render(
            f"{part.template}.html",
            part=part,
            book=book,
            volume=book.volume,
            words=book.words,
            draft=book.draft,
            reason=reason,
            page_lines=self._lines_of_page,
            measure=self._measure,
        )

    def manuscript(self, html: str, title: str | None, authors: str) -> str:
        """The HTML of an author's text, without the article around it;
        `html` and `authors` must be safe.
        """
        from markupsafe import Markup

        return self._render("manuscript.html", html=Markup(prose.tidy_html(html)), title=title, authors=Markup(authors))

    def door(self, door: Door, volume: Volume) -> str:
        """The HTML of the sheet for a room's door, without the article around it."""
        return self._render("doors.html", door=door, volume=volume)

    def forme(
        self,
        sheets: list[tuple[str, str, int, str]],
        language: str,
        title: str,
        contents: tuple[str, ...] = (),
        pictures: tuple[str, ...] = (),
        is_register: bool = False,
    ) -> Forme:
        """Parts locked up for the press.

        Args:
            sheets: id, template, first page in the volume
                (1-based; its side counts) and HTML of each part.
            language: BCP 47 tag of the text.
            title: of the document.
            contents: ids of the parts that are tables of contents.
            pictures: paths of the workspace that the parts may show.
            is_register: whether the one part is contents or an index.
        """
        from markupsafe import Markup

        listed = [
            {"part": part, "template": template, "side": _SIDES[page % 2], "html": Markup(html)}
            for part, template, page, html in sheets
        ]
        html = self._render(
            "document.html", sheets=listed, language=language, direction=direction(language), title=title
        )
        parts = tuple(s[0] for s in sheets)
        return Forme(as_markup(html), self.style, self.layout, parts, contents, pictures, is_register, self.digest)

    def compile(self) -> None:
        """Compile all templates of the book ahead of their use;
        one that is wrong is told of when it is used.
        """
        from jinja2 import TemplateError

        for name in self.layout.names():
            if name.endswith(".html") and "/" not in name:
                with contextlib.suppress(TemplateError):
                    self._environment.get_template(name)

    def _render(self, template: str, **values: Any) -> str:
        return rendered(self._environment, self.layout, template, values)

    def _made(self) -> ImmutableSandboxedEnvironment:
        from markupsafe import Markup

        environment = sandbox(self.layout)
        environment.filters.update(
            tidy=prose.tidy,
            name=prose.name,
            bound=bound_name,
            breakable=lambda address: Markup(breakable(address)),
            loosened=lambda text: Markup(loosened(str(text))) if isinstance(text, Markup) else loosened(text),
            initials=lambda name: read_name(name).parts.initials,
            capitalise=lambda text: text[:1].upper() + text[1:],
            split_title=prose.split_title,
            markdown=lambda text, highest=2, pictures=(): Markup(prose.markdown(text, highest, pictures)),
            lines=self._lines,
            fitting=self._fitting,
        )
        return environment

    def _lines(self, title: str, font: str, size: float) -> str:
        """A title broken evenly for the measure; `size` is its type size on A4, in points."""
        return " ".join(self._broken(title, font, size))

    def _fitting(self, title: str, font: str, sizes: Sequence[float], lines: int) -> float:
        """The first of these type sizes in
        which a title takes no more than so many lines, else the last.
        """
        return next((size for size in sizes if len(self._broken(title, font, size)) <= lines), sizes[-1])

    def _broken(self, title: str, font: str, size: float) -> tuple[str, ...]:
        measure = self._measure / (size * self._scale) * _SAFE_MEASURE
        return prose.title_lines(title, self.layout.font_file(f"fonts/{font}"), measure)
