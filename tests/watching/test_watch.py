"""`proceedings watch`: what an editor sees in a browser while files change."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest

from chromium import Chromium
from small_workspaces import MEETING, MEETING_AGENDA, meeting

UP_TO_DATE = (
    "document.querySelector('#step').textContent === 'Up to date' && document.querySelectorAll('main img').length"
)
PAGE = "document.querySelector('#page').value"
HERE = "document.querySelector('nav a.here').textContent"


class Watched:
    """A watch over a small workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        program = str(Path(sys.executable).with_name("proceedings"))
        self.process = subprocess.Popen([program, "watch", str(root)], stdout=subprocess.PIPE, text=True, bufsize=1)
        assert self.process.stdout is not None
        self.said = self.process.stdout
        self.address = self.said.readline().split()[0]

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, "utf-8")

    def events(self) -> Iterator[dict[str, object]]:
        with urllib.request.urlopen(self.address + "events", timeout=120) as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(30)
        self.said.close()
        return status


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "meeting"
    root.mkdir()
    watch = Watched(meeting(root))
    try:
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.mark.needs_chromium
def test_the_page_keeps_the_place_of_its_reader_while_the_volume_changes(watched: Watched, tmp_path: Path) -> None:
    with Chromium(tmp_path / "profile") as browser:
        browser.open(watched.address)
        pages = browser.wait_for(UP_TO_DATE)
        assert pages == len(pypdf.PdfReader(watched.root / "build/proceedings.pdf").pages)
        browser.ask("[...document.querySelectorAll('nav a')].find(a => a.textContent === 'On compilers').click()")
        before = browser.wait_for(f"{HERE} === 'On compilers' && {PAGE}")
        browser.wait_for("[...document.querySelectorAll('main img')].some(i => i.complete && i.naturalWidth > 500)")
        assert "The Book of the Meeting" in browser.ask("fetch('check.html').then(answer => answer.text())")
        # A foreword of several pages more: the paper moves, its reader does not leave it.
        watched.write("proceedings/front/foreword.md", "# Foreword\n\n" + "Many words of welcome. " * 2000)
        browser.wait_for(f"document.querySelectorAll('main img').length > {pages}")
        browser.wait_for(UP_TO_DATE)
        assert browser.ask(HERE) == "On compilers"
        assert int(browser.ask(PAGE).split()[0]) > int(before.split()[0])


@pytest.mark.needs_chromium
def test_of_a_book_in_several_volumes_the_page_shows_the_one_that_is_chosen(watched: Watched, tmp_path: Path) -> None:
    volumes = "document.querySelector('#volumes')"
    with Chromium(tmp_path / "profile") as browser:
        browser.open(watched.address)
        browser.wait_for(UP_TO_DATE)
        assert browser.ask(f"{volumes}.hidden")
        session = "      - {session: II, title: Second Things, time: 13:00–14:00, moderator: lovelace}\n"
        watched.write("proceedings/agenda.yaml", MEETING_AGENDA + session)
        watched.write("proceedings/volume.yaml", MEETING + "split: session\n")
        browser.wait_for(f"!{volumes}.hidden && {UP_TO_DATE}")
        pages = [len(pypdf.PdfReader(watched.root / f"build/proceedings-{n}.pdf").pages) for n in (1, 2)]
        assert browser.ask("document.querySelectorAll('main img').length") == pages[0] != pages[1]
        browser.ask(f"{volumes}.selectedIndex = 1, {volumes}.dispatchEvent(new Event('change'))")
        browser.wait_for(f"document.querySelectorAll('main img').length === {pages[1]}")
        browser.wait_for("[...document.querySelectorAll('main img')].some(i => i.complete && i.naturalWidth > 500)")
        assert "proceedings-2.pdf#page=1" in browser.ask("document.querySelector('#pdf').href")
        assert "Index" in browser.ask("document.querySelector('nav').textContent")
        # It stays with its reader when the files change.
        watched.write("proceedings/front/foreword.md", "# Foreword\n\nOther words.\n")
        browser.wait_for("document.querySelector('#step').textContent !== 'Up to date'")
        browser.wait_for(f"{volumes}.selectedIndex === 1 && {UP_TO_DATE}")


@pytest.mark.needs_chromium
def test_a_mistake_is_shown_beside_the_last_good_volume(watched: Watched, tmp_path: Path) -> None:
    with Chromium(tmp_path / "profile") as browser:
        browser.open(watched.address)
        pages = browser.wait_for(UP_TO_DATE)
        agenda = watched.root / "proceedings/agenda.yaml"
        sound = agenda.read_text("utf-8")
        watched.write("proceedings/agenda.yaml", "days: [\n")
        browser.wait_for("document.body.classList.contains('stale')")
        assert "agenda.yaml" in browser.ask("document.querySelector('#problems').textContent")
        assert browser.ask("document.querySelectorAll('main img').length") == pages
        watched.write("proceedings/agenda.yaml", sound)
        browser.wait_for(f"!document.body.classList.contains('stale') && {UP_TO_DATE}")
        assert browser.ask("document.querySelector('#problems').textContent") == ""


def test_the_volume_is_served_on_this_machine_to_its_own_name_only(watched: Watched) -> None:
    for notice in watched.events():
        if notice["volume"]:
            break
    place = urlsplit(watched.address)
    assert place.hostname == "127.0.0.1"
    assert urllib.request.urlopen(watched.address + "proceedings.pdf").read(5) == b"%PDF-"
    for name, path, status in (
        (place.netloc, "/", 200),
        ("evil.example", "/", 403),
        (place.netloc, "/../proceedings/volume.yaml", 404),
        (place.netloc, "/page/1.jpg", 200),
        (place.netloc, "/page/9999.jpg", 404),
    ):
        connection = http.client.HTTPConnection(place.hostname, place.port or 0)
        connection.request("GET", path, headers={"Host": name})
        assert connection.getresponse().status == status, path
        connection.close()


def test_an_interrupt_ends_it_cleanly_and_leaves_the_volume(watched: Watched) -> None:
    for notice in watched.events():
        if notice["volume"] and notice["report"] and notice["step"] is None:
            break
    assert watched.end() == 0
    assert len(pypdf.PdfReader(watched.root / "build/proceedings.pdf").pages) > 10
    assert not list((watched.root / "build").glob(".unfinished-*"))


@pytest.mark.needs_chromium
@pytest.mark.parametrize("width", [390, 750, 1400])
def test_pages_can_be_read_at_every_width_and_nothing_runs_over(watched: Watched, tmp_path: Path, width: int) -> None:
    visible = "(name => getComputedStyle(document.querySelector(name)).visibility === 'visible')"
    with Chromium(tmp_path / "profile") as browser:
        browser.resize(width, 800)
        browser.open(watched.address)
        browser.wait_for(UP_TO_DATE)
        assert browser.ask("innerWidth") == width
        assert browser.ask("document.documentElement.scrollWidth") <= width
        assert browser.ask("document.querySelector('main img').clientWidth") >= min(width - 40, 520)
        shown = [browser.ask(f"{visible}('{name}')") for name in ("nav", "main", "aside")]
        assert shown == ([True, True, True] if width >= 1000 else [False, True, False])
        browser.ask("document.querySelector('#tabs [data-view=desk]').click()")
        browser.wait_for("document.querySelector('#desk').textContent.includes('Who owes what')")
        assert browser.ask(f"{visible}('aside')")
        desk = browser.ask("document.querySelector('#desk').textContent")
        assert "Came in since yesterday" in desk and "paper of Grace Hopper" in desk and "portrait" in desk
        assert browser.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.needs_chromium
def test_the_document_at_fault_is_one_tap_away_and_parts_name_speakers(watched: Watched, tmp_path: Path) -> None:
    with Chromium(tmp_path / "profile") as browser:
        browser.resize(390, 800)
        browser.open(watched.address)
        browser.wait_for(UP_TO_DATE)
        assert "Grace Hopper" in browser.ask("document.querySelector('nav').textContent")
        watched.write("proceedings/volume.yaml", MEETING + "limits: {paper-pages: 1}\n")
        browser.wait_for("document.querySelector('#problems li a') !== null")
        browser.ask("document.querySelector('#tabs [data-view=report]').click()")
        browser.ask("document.querySelector('#problems li a').click()")
        browser.wait_for(f"{HERE} === 'On compilers'")
        assert browser.ask("document.body.dataset.view") == "pages"
        watched.write("proceedings/agenda.yaml", "days: [\n")
        browser.wait_for("!document.querySelector('#error').hidden")
        assert "agenda.yaml" in browser.ask("document.querySelector('#error').textContent")


def test_the_terminal_says_which_error_there_is(watched: Watched) -> None:
    assert "pages" in watched.said.readline()
    watched.write("proceedings/agenda.yaml", "days: [\n")
    assert "no volume" in watched.said.readline()
    assert "proceedings/agenda.yaml:" in watched.said.readline()
