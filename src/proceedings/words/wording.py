"""The volume's own words, dates and lists in its language;
the words themselves stand in languages/*.toml.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from proceedings.values.book import DocumentKind
from proceedings.values.status import Status

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv")
"""The languages of the folder languages/;
a volume in any other gets English words and its own dates and order.
"""

# CLDR's plain `en` is American; an English volume writes day, month, year unless it says en-US.
BABEL_LOCALE = {"en": "en_GB", "no": "nb"}

EN_DASH = "–"

_RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Words:
    """What the volume says of itself, in one language; every field is ready for print.

    Fields that end in `_template` hold a placeholder in braces;
    the method of the same name fills it.
    """

    language: str
    # Titles of parts.
    title_page: str
    imprint: str
    contents: str
    foreword: str
    committees: str
    sponsors: str
    agenda: str
    abstracts: str
    biographies: str
    participants: str
    index: str
    keyword_index: str
    front_matter: str
    back_matter: str
    # Volumes of a book in several.
    volume_template: str
    volume_of_template: str
    volume_abbreviation: str
    # The programme.
    session: str
    session_template: str
    other_sessions: str
    day: str
    moderator: str
    moderators: str
    chair: str
    chairs: str
    speaker: str
    speakers: str
    on_behalf_of: str
    room: str
    all_times_template: str
    next_day: str
    continued: str
    # What became of a talk or a session.
    cancelled: str
    withdrawn: str
    retracted: str
    moved: str
    marked_template: str
    as_on_template: str
    see_page_template: str
    see_item_template: str
    presented_by: str
    # Documents.
    paper: str
    presentation: str
    poster: str
    board_template: str
    handout: str
    slide: str
    abstract: str
    no_biography: str
    no_document: str
    not_supplied: str
    not_included: str
    withheld: str
    placeholder: str
    # Folios.
    page_abbreviation: str
    pages_abbreviation: str
    back_to_contents: str
    # The imprint.
    proceedings_of_template: str
    author: str
    authors: str
    editor: str
    editors: str
    edited_by: str
    published_by: str
    organized_by: str
    series: str
    edition: str
    draft: str
    keywords: str
    licence: str
    rights: str
    # Names.
    et_al: str
    and_others_template: str
    # Heads of columns.
    time: str
    programme: str
    name: str
    affiliation: str
    pages: str
    index_note: str

    def session_number(self, number: str) -> str:
        """`Session I` for the number `I`."""
        return self.session_template.format(number=number)

    def session_heading(self, number: str | None, title: str) -> str:
        """`Session I. Towards …`, or the title alone where the session has no number."""
        return f"{self.session_number(number)}. {title}" if number else title

    def board(self, number: str) -> str:
        """`Board P12` for the board of a poster."""
        return self.board_template.format(number=number)

    def volume(self, number: int) -> str:
        """`Volume 2`."""
        return self.volume_template.format(number=number)

    def volume_of(self, number: int, count: int) -> str:
        """`Volume 2 of 3`."""
        return self.volume_of_template.format(number=number, count=count)

    def all_times(self, zone: str) -> str:
        """`all times Europe/Zurich` for an IANA zone."""
        return self.all_times_template.format(zone=zone)

    def proceedings_of(self, event: str) -> str:
        """`Proceedings of …` for the name of an event."""
        return self.proceedings_of_template.format(event=event)

    def and_others(self, names: str, count: int) -> str:
        """`A, B, C and 97 others`."""
        return self.and_others_template.format(names=names, count=count)

    def status(self, status: Status) -> str:
        """`Cancelled`, `Withdrawn` …"""
        words = {
            Status.CANCELLED: self.cancelled,
            Status.WITHDRAWN: self.withdrawn,
            Status.RETRACTED: self.retracted,
            Status.MOVED: self.moved,
        }
        return words[status]

    def marked(self, title: str, status: Status | None) -> str:
        """`Withdrawn: A Title`, for plain places; the title alone where there is no status."""
        return self.marked_template.format(mark=self.status(status), title=title) if status else title

    def before_title(self, status: Status) -> str:
        """`Withdrawn:`, which stands before a title."""
        return self.marked("", status).rstrip(" ")

    def as_on(self, folio: str) -> str:
        """`as on p. 3`: the same work as there."""
        return self.as_on_template.format(page=self.page(folio))

    def see_page(self, folio: str) -> str:
        """`see p. 3`."""
        return self.see_page_template.format(page=self.page(folio))

    def see_item(self, where: str) -> str:
        """`see 9 October 2007, 11:00`, for what is found in the agenda alone."""
        return self.see_item_template.format(where=where)

    def document(self, kind: DocumentKind) -> str:
        """The word for a kind of document; slides are a presentation."""
        words = {
            DocumentKind.PAPER: self.paper,
            DocumentKind.SLIDES: self.presentation,
            DocumentKind.POSTER: self.poster,
            DocumentKind.HANDOUT: self.handout,
        }
        return words[kind]

    def role(self, role: str, count: int = 1) -> str:
        """`Moderator` or `Moderators`, `Chair` …,
        for `moderator`, `chair`, `speaker`, `editor`, `author`.

        A role that the volume has no word for is given back with a capital.
        """
        words = {
            "moderator": (self.moderator, self.moderators),
            "chair": (self.chair, self.chairs),
            "speaker": (self.speaker, self.speakers),
            "editor": (self.editor, self.editors),
            "author": (self.author, self.authors),
        }
        one, many = words.get(role, (role[:1].upper() + role[1:],) * 2)
        return one if count == 1 else many

    def page(self, folio: str) -> str:
        """`p. 17` with a space that does not break;
        `vol. 2, p. 17` for the folio `2:17` of another volume.
        """
        volume, _, number = folio.rpartition(":")
        page = f"{self.page_abbreviation}\u00a0{number}"
        return f"{self.volume_abbreviation}\u00a0{volume}, {page}" if volume else page


@lru_cache(maxsize=32)
def words(language: str) -> Words:
    """The words for a language tag such as `fr` or `pt-BR`;
    English where the volume has no words for it.
    """
    chosen = primary(language) if primary(language) in LANGUAGES else FALLBACK
    source = resources.files("proceedings") / "languages" / f"{chosen}.toml"
    said = tomllib.loads(source.read_text("utf-8"))
    named = {f.name for f in fields(Words)} - {"language"}
    return Words(language=chosen, **{name: said[name] for name in named})


def long_date(date: dt.date, language: str) -> str:
    """`Monday, 8 October 2007`,
    as the language writes a date with its weekday (CLDR, format `full`).
    """
    from babel.dates import format_date

    return _french_first(_plain(format_date(date, "full", locale_of(language))), date, language)


def day_month_year(date: dt.date, language: str) -> str:
    """`8 October 2007`: the date without its weekday (CLDR, format `long`)."""
    from babel.dates import format_date

    return _french_first(_plain(format_date(date, "long", locale_of(language))), date, language)


def date_range(first: dt.date, last: dt.date, language: str) -> str:
    """`8–9 October 2007`, `30 October – 2 November 2007` or `31 December 2007 – 2 January 2008`."""
    from babel.dates import format_skeleton

    if first == last:
        return day_month_year(first, language)
    whole, end = day_month_year(first, language), day_month_year(last, language)
    year_first = whole.startswith(str(first.year))
    if (first.year, first.month) == (last.year, last.month):
        return _days_joined(first, last, language)
    if first.year == last.year and not year_first:
        start = _plain(format_skeleton("MMMMd", first, locale=locale_of(language)))
        return f"{_french_first(start, first, language)} {EN_DASH} {end}"
    return f"{whole} {EN_DASH} {end}"


def time_range(starts: dt.time | None, ends: dt.time | None) -> str:
    """`09:00–10:00`, `09:00` where no end is known, and nothing where nothing is."""
    said = [f"{t:%H:%M}" if t else "" for t in (starts, ends)]
    return EN_DASH.join(said) if ends else said[0]


def name_list(names: Sequence[str], language: str) -> str:
    """`A, B and C`, as the language joins a list (CLDR, `standard` list pattern)."""
    from babel.lists import format_list

    return format_list(list(names), style="standard", locale=locale_of(language)) if names else ""


def direction(language: str) -> str:
    """`rtl` for languages that are written from right to left, else `ltr`."""
    return "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"


def primary(language: str) -> str:
    """`pt` for `pt-BR`: the language of a tag in small letters."""
    return language.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """Babel's rules of a language; those of English where it has none."""
    from babel import Locale, UnknownLocaleError

    tag = language.replace("-", "_")
    for candidate in (BABEL_LOCALE.get(tag, tag), primary(language)):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(BABEL_LOCALE[FALLBACK])


def _days_joined(first: dt.date, last: dt.date, language: str) -> str:
    """Two days of one month: the long date with both days where it has one."""
    from babel.dates import parse_pattern

    pattern = locale_of(language).date_formats["long"].pattern
    mark = "\ue000"
    # The day's field (d or dd) is swapped for a private mark,
    # so that no digit of the year can be mistaken for it.
    parts = pattern.split("'")
    parts[::2] = [text.replace("dd", "d").replace("d", f"'{mark}'") for text in parts[::2]]
    dated = parse_pattern("'".join(parts)).apply(first, locale_of(language))
    dot = "." if f"{mark}." in dated else ""
    start = _french_first(f"{first.day}{dot}", first, language)
    return _plain(dated).replace(mark, f"{start}{EN_DASH}{last.day}")


def _french_first(text: str, date: dt.date, language: str) -> str:
    """French writes the first of a month as `1er`, which CLDR leaves out."""
    if primary(language) != "fr" or date.day != 1:
        return text
    before, found, after = text.partition("1")
    return f"{before}1er{after}" if found else text


def _plain(text: str) -> str:
    """Narrow and thin spaces as ordinary ones: few text faces have them."""
    return text.replace("\u202f", " ").replace("\u2009", " ")
