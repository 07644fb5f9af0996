"""Makes the pages of the site: each file by its path, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from proceedings.publishing.addresses import absolute, offprint_of, page_of
from proceedings.publishing.citations import bibtex, ris
from proceedings.publishing.citations.cite_as import cite_as, cite_volume_as
from proceedings.publishing.record import (
    Author,
    Portrait,
    PrintedDocument,
    ProgrammeDay,
    ProgrammeItem,
    PublishedContribution,
    Record,
)
from proceedings.publishing.site import heads
from proceedings.publishing.site.calendar import calendar
from proceedings.publishing.site.feeds import feed, sitemap
from proceedings.publishing.site.programme import (
    Rendering,
    ShownDay,
    chaired,
    day_title,
    grids,
    session_page,
    shown_days,
)
from proceedings.words.site_wording import SiteWords, site_words
from proceedings.words.wording import EN_DASH, Words, date_range, direction, name_list, time_range, words

Markdown = Callable[[str, int], str]
"""The safe HTML of an editor's Markdown, its highest headings on this level."""
_FEW = 6
"""Authors that a list names."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made with.

    `sizes` are bytes of PDFs, by their path on the site; `portraits` the pictures of people, by id.
    """

    record: Record
    render: Rendering
    markdown: Markdown
    sizes: Mapping[str, int] = field(default_factory=dict)
    portraits: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return words(self.record.language)

    @property
    def say(self) -> SiteWords:
        return site_words(self.record.language)


def site_files(site: Site) -> dict[str, str]:
    """All files of the site that are text, by their path; stylesheet and script come with the
    layout.
    """
    record = site.record
    entries = {one.id: _entry(site, one) for one in record.contributions}
    days = shown_days(record, site.words, entries)
    files = dict(_pages(site, days, entries))
    cited = {one.id: one for one in record.published}
    for name, one in cited.items():
        files[f"contributions/{name}.bib"] = bibtex.contribution_entry(record, one)
        files[f"contributions/{name}.ris"] = ris.contribution_entry(record, one)
    files["programme.ics"] = calendar(record)
    if record.address:
        files["sitemap.xml"] = sitemap(record, [path for path in files if path.endswith(".html")])
        files["feed.xml"] = feed(record)
    return files


def _pages(
    site: Site, days: tuple[ShownDay, ...], entries: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    say, plan = site.say, grids(days)
    known = {"days": days, "has_halls": bool(plan), "grids": plan}
    yield _page(site, "index.html", site.record.title, {**known, **_about_the_volume(site)})
    yield _page(site, "programme.html", site.words.agenda, {**known, "zone": _zone(site)})
    if plan:
        yield _page(site, "halls.html", say.by_halls, known)
    people = [_listed(one) for one in site.record.people]
    people.sort(key=lambda one: str(one["heading"]).casefold())
    yield _page(site, "people.html", say.people, {"people": people})
    yield _page(site, "search.html", say.search, {"all": list(entries.values())})
    publisher = site.record.publisher
    contact = say.accessibility_contact(publisher.email) if publisher and publisher.email else ""
    yield _page(site, "accessibility.html", say.accessibility, {"contact": contact})
    yield from _sessions(site, entries)
    yield from _contributions(site, entries)
    for one in site.record.people:
        yield _page(site, f"people/{one.author.id}.html", one.author.name, _person(site, one, entries), "person.html")


def _page(site: Site, path: str, title: str, values: Mapping[str, Any], template: str | None = None) -> tuple[str, str]:
    record = site.record
    canonical = absolute(record, "" if path == "index.html" else path) if record.address else ""
    tags = values.get("metas", [("robots", "noindex")] if record.is_draft else [])
    shared = {
        "site": _shared(site),
        "say": site.say,
        "words": site.words,
        "language": record.language,
        "direction": direction(record.language),
        "title": title,
        "here": path,
        "up": "../" * path.count("/"),
        "canonical": canonical,
        "properties": _preview(record, title, canonical),
        "data": "",
    }
    return path, site.render(f"site/{template or path}", {**shared, **values, "metas": list(tags)})


def _shared(site: Site) -> dict[str, Any]:
    """What each page says alike."""
    record, say = site.record, site.say
    navigation = [
        ("index.html", say.home),
        ("programme.html", site.words.agenda),
        ("people.html", say.people),
        ("search.html", say.search),
    ]
    imprint = [record.publisher.name if record.publisher else record.event.name]
    if record.date:
        imprint.append(str(record.date.year))
    return {
        "title": record.title,
        "short_title": record.short_title or record.title,
        "navigation": navigation,
        "feed": bool(record.address),
        "draft": record.is_draft,
        "imprint": ", ".join(imprint),
        "licence": record.licence,
    }


def _preview(record: Record, title: str, canonical: str) -> list[tuple[str, str]]:
    """What a page shows of itself where its address is sent to somebody (ogp.me)."""
    if not canonical:
        return []
    return [
        ("og:title", title),
        ("og:type", "website"),
        ("og:url", canonical),
        ("og:site_name", record.short_title or record.title),
        ("og:image", absolute(record, "preview.png")),
    ]


def _about_the_volume(site: Site) -> dict[str, Any]:
    record, lines = site.record, site.words
    when = date_range(record.starts, record.ends, record.language) if record.starts and record.ends else ""
    word = lines.editors if len(record.editors) > 1 else lines.editor
    names = name_list([editor.name for editor in record.editors], record.language)
    volumes = [
        (
            one.file,
            _name_of(one.number, one.title, record, lines),
            f"{one.pages} {lines.page_abbreviation} · {_size(site, one.file)}",
        )
        for one in record.volumes
    ]
    return {
        "subtitle": record.subtitle,
        "event": " · ".join(part for part in (record.event.name, record.event.venue, record.place, when) if part),
        "editors": f"{word}: {names}" if names else "",
        "description": record.description,
        "volumes": volumes,
        "cite_as": cite_volume_as(record, lines),
        "data": _markup(heads.data_of_volume(record)),
    }


def _name_of(number: int | None, title: str | None, record: Record, lines: Words) -> str:
    if number is None:
        return record.title
    return f"{lines.volume(number)}: {title}" if title else lines.volume(number)


def _zone(site: Site) -> str:
    zone = site.record.event.timezone
    return site.words.all_times(zone) if zone else ""


def _entry(site: Site, one: PublishedContribution) -> dict[str, Any]:
    """A contribution as lists show it."""
    names = [author.name for author in one.authors]
    shown = (
        site.words.and_others(", ".join(names[:_FEW]), len(names) - _FEW) if len(names) > _FEW + 1 else ", ".join(names)
    )
    main = one.main
    return {
        "page": page_of(one),
        "title": site.words.marked(one.title, one.status),
        "names": shown if one.title != shown else "",
        "folios": _folios(site, main) if main else "",
        "words": " ".join((*one.keywords, *names)),
        "marked": _marked(site, one.language),
    }


def _marked(site: Site, language: str) -> Any:
    """The attributes of a text in another language than the site's."""
    if language == site.record.language:
        return ""
    return _markup(f' lang="{language}" dir="{direction(language)}"')


def _folios(site: Site, printed: PrintedDocument) -> str:
    return f"{site.words.page_abbreviation} {printed.folios(EN_DASH)}"


def _sessions(site: Site, entries: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    record = site.record
    listed = [(day, item, page) for day in record.days for item in day.items if (page := session_page(item))]
    turns = [{"page": page, "title": _heading(site, item)} for _, item, page in listed]
    for number, (day, item, page) in enumerate(listed):
        values = {
            "when": _when(site, day, item),
            "where": " · ".join(part for part in (item.track, item.room) if part),
            "chairs": chaired(item, site.words),
            "note": item.note,
            "contributions": [entries[name] for name in item.contributions if name in entries],
            "before": turns[number - 1] if number else None,
            "after": turns[number + 1] if number + 1 < len(turns) else None,
        }
        yield _page(site, page, _heading(site, item), values, "session.html")


def _heading(site: Site, item: ProgrammeItem) -> str:
    return f"{site.words.session_number(item.number)}. {item.title}" if item.number else item.title


def _when(site: Site, day: ProgrammeDay, item: ProgrammeItem) -> str:
    hours = time_range(item.starts, item.ends)
    return f"{day_title(day, site.record.language)}, {hours}" if hours else day_title(day, site.record.language)


def _contributions(site: Site, entries: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    record = site.record
    items = {item.id: (day, item) for day in record.days for item in day.items}
    cited = {one.id for one in record.published}
    order = record.contributions
    pages = {one.author.id for one in record.people}
    for number, one in enumerate(order):
        day, item = items[one.session]
        published = one.id in cited
        values = {
            **_about_a_contribution(site, one, published),
            "authors": [_author(author, pages) for author in one.authors],
            "session": {"page": session_page(item), "title": _heading(site, item)},
            "when": _when(site, day, item),
            "before": entries[order[number - 1].id] if number else None,
            "after": entries[order[number + 1].id] if number + 1 < len(order) else None,
        }
        yield _page(site, page_of(one), one.title, values, "contribution.html")


def _about_a_contribution(site: Site, one: PublishedContribution, published: bool) -> dict[str, Any]:
    record = site.record
    noindex = [("robots", "noindex")]
    return {
        "id": one.id,
        "metas": list(heads.of_contribution(record, one)) if published else noindex,
        "data": _markup(heads.data_of_contribution(record, one)) if published and not record.is_draft else "",
        "marked": _marked(site, one.language),
        "status": site.words.status(one.status) if one.status else "",
        "published": published,
        "files": _files(site, one) if published else [],
        "abstract": _markup(site.markdown(one.abstract, 3)) if one.abstract and published else "",
        "keywords": ", ".join(one.keywords),
        "links": [(link.url, link.title or f"{link.kind}: {link.url}") for link in one.links] if published else [],
        "cite_as": cite_as(record, one, site.words) if published else "",
        "doi": one.doi if published else None,
        "licence": one.licence if published else None,
    }


def _files(site: Site, one: PublishedContribution) -> list[dict[str, Any]]:
    return [
        {
            "name": offprint_of(document).rpartition("/")[2],
            "kind": site.words.document(document.kind) + (f": {document.title}" if document.title != one.title else ""),
            "folios": _folios(site, document),
            "size": _size(site, offprint_of(document)),
        }
        for document in one.documents
    ]


def _size(site: Site, path: str) -> str:
    """`1.2 MB`; nothing where the file is not known."""
    count = site.sizes.get(path, 0)
    return "" if not count else f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{max(1, round(count / 1e3))} kB"


def _author(author: Author, pages: set[str | None]) -> dict[str, Any]:
    return {
        "name": author.name,
        "page": f"people/{author.id}.html" if author.id in pages else None,
        "affiliation": author.affiliation,
        "orcid": author.orcid,
    }


def _listed(one: Portrait) -> dict[str, Any]:
    return {
        "page": f"people/{one.author.id}.html",
        "heading": one.author.parts.index_form().heading,
        "affiliation": one.author.affiliation,
    }


def _person(site: Site, one: Portrait, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    author = one.author
    return {
        "position": ", ".join(part for part in (one.position, author.affiliation, author.country) if part),
        "photo": site.portraits.get(author.id or ""),
        "biography": _markup(site.markdown(one.biography, 2)) if one.biography else "",
        "orcid": author.orcid,
        "url": one.url,
        "contributions": [entries[name] for name in one.contributions],
    }


def _markup(html: Any) -> Any:
    """HTML that is safe already."""
    from markupsafe import Markup

    return Markup(html)
