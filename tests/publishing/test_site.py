"""The site holds before the Nu validator and axe, leads nowhere dead, and tells search engines."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from authorities import authority
from chromium import Chromium
from proceedings.publishing.identifying import identified
from proceedings.publishing.record import ProgrammeDay, Record
from proceedings.publishing.site.calendar import calendar
from proceedings.values.book import ItemKind
from proceedings.values.status import Status
from records import DAY, ODD_TITLE, record
from sites import write_site

WIDTHS = (390, 750, 1280)
SOME = ("index.html", "programme.html", "halls.html", "search.html", "contributions/s1-nova.html", "people/nova.html")


def with_halls(whole: Record) -> Record:
    """The record with a second session at the same hour in another hall."""
    session, pause = whole.days[0].items
    other = replace(session, id="session-2", title="Autre séance", number="2", room="Salle B", contributions=())
    return replace(whole, days=(ProgrammeDay(DAY, "Premier jour", (session, other, pause)),))


@pytest.fixture(scope="module")
def whole() -> Record:
    withdrawn = replace(record().contributions[1], status=Status.WITHDRAWN)
    given = record(contributions=(record().contributions[0], withdrawn, *record().contributions[2:]))
    return identified(with_halls(given), "10.5555")


@pytest.fixture(scope="module")
def site(whole: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(whole, folder)
    return folder


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arabic")
    write_site(record(language="ar", address=None, is_draft=True), folder)
    return folder


def test_the_validator_has_nothing_to_say(site: Path, arabic: Path) -> None:
    jar = authority("vnu/build/dist/vnu.jar")
    pages = [page for folder in (site, arabic) for page in sorted(folder.rglob("*.html"))]
    assert len(pages) > 20
    done = subprocess.run(
        ["java", "-jar", jar, "--format", "json", *pages], capture_output=True, text=True, check=False
    )
    messages = json.loads(done.stderr)["messages"]
    assert [(m["url"].rpartition("/")[2], m["message"], m.get("extract")) for m in messages] == []


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def widened(browser: Chromium, width: int) -> None:
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)


@pytest.mark.needs_chromium
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_barrier_and_nothing_runs_over_the_edge(
    browser: Chromium, site: Path, arabic: Path, width: int
) -> None:
    axe = authority("axe/axe.min.js").read_text("utf-8")
    widened(browser, width)
    for page in [*(site / name for name in SOME), arabic / "index.html", arabic / "contributions/s1-nova.html"]:
        browser.open(page.as_uri())
        browser.ask(axe + ";0")
        found = browser.ask("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        assert found == [], (page.name, found)
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth"), page.name


@pytest.mark.needs_chromium
def test_search_works_from_a_file_and_the_list_is_there_without_scripts(browser: Chromium, site: Path) -> None:
    browser.open((site / "search.html").as_uri() + "?q=vigadanij")
    assert browser.ask("document.querySelectorAll('#list > li:not([hidden])').length") == 0
    browser.open((site / "search.html").as_uri() + "?q=nova 50")
    assert browser.ask("[...document.querySelectorAll('#list > li:not([hidden]) .title')].map(a => a.textContent)") == [
        ODD_TITLE
    ]
    assert browser.ask("document.getElementById('found').textContent") == "1 trouvées"
    html = (site / "search.html").read_text("utf-8")
    assert html.count("<li data-words=") == 4
    assert '<form id="search" hidden>' in html


def test_every_link_within_leads_to_a_file(site: Path) -> None:
    dead = []
    for page in site.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(unescape(address))
            if parts.scheme or not parts.path:
                continue
            there = (page.parent / unquote(parts.path)).resolve()
            if not there.is_file():
                dead.append((page.name, address))
    assert dead == []


def test_highwire_tags_tell_a_paper_and_its_pdf_beside_it(site: Path, whole: Record) -> None:
    html = (site / "contributions/s1-nova.html").read_text("utf-8")
    tags = [(name, unescape(text)) for name, text in re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html)]
    told = dict(tags)
    assert told["citation_title"] == ODD_TITLE
    assert [text for name, text in tags if name == "citation_author"] == ["de la Nová, Žofie", "山田, 花子"]
    assert told["citation_publication_date"] == "2026/06/18"
    assert (told["citation_firstpage"], told["citation_lastpage"]) == ("1", "4")
    canonical = re.search(r'rel="canonical" href="([^"]+)"', html)
    assert canonical
    assert told["citation_pdf_url"] == urljoin(canonical[1], "s1-nova-paper.pdf")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert (data["@type"], data["name"], data["pageStart"]) == ("ScholarlyArticle", ODD_TITLE, "1")


def test_a_page_stands_in_the_place_of_what_was_withdrawn(site: Path) -> None:
    html = (site / "contributions/s1-dmytro.html").read_text("utf-8")
    assert "Юридичні наслідки" in html
    assert "noindex" in html
    assert ".pdf" not in html
    assert "s1-dmytro-paper.pdf" not in "".join(page.read_text("utf-8") for page in site.rglob("*.html"))


def test_text_of_editors_reaches_no_page_as_markup(tmp_path: Path) -> None:
    one = replace(
        record().contributions[0],
        title="</script><script>alert(1)</script>",
        abstract="<script>x</script> [a](javascript:x)",
    )
    write_site(record(contributions=(one,), people=()), tmp_path)
    html = "".join(page.read_text("utf-8") for page in tmp_path.rglob("*.html"))
    assert "<script>" not in html
    assert 'href="javascript:' not in html


def test_a_draft_says_so_on_every_page_and_asks_not_to_be_found(arabic: Path) -> None:
    for page in arabic.rglob("*.html"):
        html = page.read_text("utf-8")
        assert 'name="robots" content="noindex"' in html, page
        assert 'class="draft"' in html, page
        assert 'dir="rtl"' in html
    assert not (arabic / "sitemap.xml").exists()


def test_no_e_mail_address_is_published(site: Path) -> None:
    assert not [file for file in site.rglob("*") if file.is_file() and b"dois@example.org" in file.read_bytes()]


def test_the_calendar_has_each_item_in_universal_time(whole: Record) -> None:
    text = calendar(whole)
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART:20260618T070000Z\r\nDTEND:20260618T090000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "SUMMARY:Première séance" in text.replace("\r\n ", "")
    late = replace(whole.days[0].items[0], id="late", kind=ItemKind.ENTRY, past_midnight=True)
    assert "DTSTART:20260619T070000Z" in calendar(replace(whole, days=(ProgrammeDay(DAY, None, (late,)),)))
