"""`split:` in volume.yaml:
a book in several volumes, as a delegate, an archivist and an editor find it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import weasyprint

from proceedings.reading.workspace import read_workspace
from small_workspaces import run

VOLUME = """\
title: The Book of the Meeting
short_title: The Meeting
event: {name: The Meeting, city: Geneva, starts: 2007-10-08, ends: 2007-10-09}
series: {title: Meetings, number: 7}
language: en
"""
EVERYBODY = "options: {biographies: all}\n"

AGENDA = """\
days:
  - date: 2007-10-08
    title: Day I
    items:
      - time: 09:00–10:00
        title: Opening Words
        speaker: lovelace
        documents: [{paper: papers/opening.pdf}]
      - time: 10:00–12:00
        session: I
        title: First Things
        moderator: lovelace
        contributions:
          - {title: On compilers, speaker: hopper, documents: [{paper: papers/hopper.pdf}]}
      - time: 13:00–15:00
        session: II
        title: Second Things
        contributions:
          - {title: On rings, speaker: noether, documents: [{paper: papers/noether.pdf}]}
  - date: 2007-10-09
    title: Day II
    items:
      - time: 09:00–12:00
        session: III
        title: Last Things
        moderator: hopper
        contributions:
          - {title: On engines, doi: 10.1000/engines, speaker: lovelace, documents: [{paper: papers/engines.pdf}]}
"""

PEOPLE = """\
lovelace: {name: Ada Lovelace, affiliation: Analytical Society}
hopper: {name: Grace Hopper}
noether: {name: Emmy Noether}
"""

PAPERS = {
    "opening": (1, "Opening Words", "Ada Lovelace"),
    "hopper": (3, "On compilers", "Grace Hopper"),
    "noether": (2, "On rings", "Emmy Noether"),
    "engines": (2, "On engines", "Ada Lovelace"),
}
"""Pages, title and author of each."""


def workspace(root: Path, split: str, more: str = "") -> Path:
    """Four papers on two days."""
    (root / "proceedings/front").mkdir(parents=True)
    (root / "papers").mkdir()
    (root / "proceedings/volume.yaml").write_text(f"{VOLUME}split: {split}\n{EVERYBODY}{more}", "utf-8")
    (root / "proceedings/agenda.yaml").write_text(AGENDA, "utf-8")
    (root / "proceedings/people.yaml").write_text(PEOPLE, "utf-8")
    (root / "proceedings/front/foreword.md").write_text("# Foreword\n\n" + "A few words. " * 900, "utf-8")
    for name, (count, title, author) in PAPERS.items():
        style = "<style>@page {size: A4; margin: 30mm}</style>"
        more = "".join(f"<p style='break-before: page'>Page {n} of {name}" for n in range(2, count + 1))
        html = f"{style}<h1>{title}</h1><p>{author}</p>{more}"
        weasyprint.HTML(string=html).write_pdf(root / f"papers/{name}.pdf")
    _cite(root / "papers/hopper.pdf")
    return root


def _cite(paper: Path) -> None:
    """Give a paper two links to another one: by its file and by its DOI."""
    with pikepdf.open(paper, allow_overwriting_input=True) as pdf:
        by_file = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="engines.pdf", D=[0, pikepdf.Name.Fit])
        by_doi = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://doi.org/10.1000/engines")
        pdf.pages[0].Annots = pikepdf.Array(
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[90, y, 120, y + 9], A=action)
            for y, action in ((600, by_file), (700, by_doi))
        )
        pdf.save(paper)


def built(root: Path) -> Path:
    done = run("build", root)
    assert done.returncode == 0, done.stderr
    return root / "build"


@pytest.fixture(scope="module")
def by_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the book split by day, folios going on."""
    return built(workspace(tmp_path_factory.mktemp("day"), "day"))


@pytest.fixture(scope="module")
def by_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the book split by session,
    folios begun anew, with the participants in front.
    """
    split = "{by: session, folios: restarted, titles: [Beginnings]}"
    order = "parts: [half-title, title, contents, participants, agenda, sessions, biographies, index]\n"
    return built(workspace(tmp_path_factory.mktemp("session"), split, order))


@pytest.fixture
def copy(by_day: Path, tmp_path: Path) -> Path:
    """A copy of the workspace of `by_day`, with its volumes and store."""
    return Path(shutil.copytree(by_day.parent, tmp_path / "copy"))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != "check.html")


def sums(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files(folder)}


def read(folder: Path, number: int) -> pypdf.PdfReader:
    return pypdf.PdfReader(folder / f"proceedings-{number}.pdf")


def described(folder: Path, number: int) -> dict[str, Any]:
    (found,) = [
        v for v in json.loads((folder / "contents.json").read_text("utf-8"))["volumes"] if v["number"] == number
    ]
    return dict(found)


def part(folder: Path, number: int, name: str) -> dict[str, Any]:
    return dict(next(part for part in described(folder, number)["parts"] if part["id"] == name))


def text_of(folder: Path, number: int, name: str) -> str:
    """The words of a part line by line, all on one line."""
    place = part(folder, number, name)
    pages = read(folder, number).pages[place["first_page"] - 1 : place["first_page"] - 1 + place["page_count"]]
    lines = " ".join(page.extract_text(extraction_mode="layout") for page in pages)
    return " ".join(lines.replace("\u00a0", " ").split())


def kinds(folder: Path, number: int) -> list[str]:
    return [part["kind"] for part in described(folder, number)["parts"] if part["kind"] != "blank"]


# What is in which volume.


def test_each_volume_has_its_own_titles_and_contents_the_first_the_front_the_last_the_back_matter(by_day: Path) -> None:
    assert files(by_day) == ["contents.json", "proceedings-1.pdf", "proceedings-2.pdf"]
    own = ["half-title", "title", "imprint", "contents"]
    body = ["divider", "paper", "divider", "paper", "divider", "paper"]
    assert kinds(by_day, 1) == [*own, "foreword", "agenda", *body]
    assert kinds(by_day, 2) == [*own, "divider", "paper", "biographies", "participants", "index"]


def test_half_title_title_page_and_imprint_say_which_volume_it_is(by_day: Path) -> None:
    for number, day in ((1, "Day I · Monday, 8 October 2007"), (2, "Day II · Tuesday, 9 October 2007")):
        assert text_of(by_day, number, "half-title") == f"The Meeting Volume {number}"
        assert f"Volume {number} {day}" in text_of(by_day, number, "title")
        assert f"Volume {number} of 2: {day}" in text_of(by_day, number, "imprint")


def test_the_contents_list_their_own_volume_in_full_and_name_what_the_other_holds(by_day: Path) -> None:
    first, second = (text_of(by_day, number, "contents") for number in (1, 2))
    assert "On compilers" in first and "On engines" not in first
    assert "On engines" in second and "On compilers" not in second
    last = part(by_day, 2, "session-3")["first_folio"]
    before, _, after = first.lower().partition("volume 2 · day ii")
    assert "session i. first things" in before
    assert f"session iii. last things {last}" in after and "index of people" in after
    assert "agenda" in second.lower().partition("volume 1 · day i")[2]


def test_folios_go_on_from_volume_to_volume_and_roman_ones_begin_anew(by_day: Path) -> None:
    first, second = read(by_day, 1).page_labels, read(by_day, 2).page_labels
    arabic = [[label for label in labels if label.isdigit()] for labels in (first, second)]
    assert [*arabic[0], *arabic[1]] == [str(n + 1) for n in range(len(arabic[0]) + len(arabic[1]))]
    assert first[0] == second[0] == "i"
    # A recto has an odd folio in both, and what is continued ends on a verso.
    assert len(first) % 2 == 0
    paper = part(by_day, 2, "session-3-lovelace-paper")
    page = read(by_day, 2).pages[paper["first_page"] - 1]
    assert paper["first_folio"] in page.extract_text().split()


def test_folios_begin_anew_where_the_editor_says_so(by_session: Path) -> None:
    for number in (1, 2, 3):
        assert part(by_session, number, f"session-{number}")["first_folio"] in ("1", "5")
        assert "1" in read(by_session, number).page_labels
    assert part(by_session, 2, "session-2")["first_folio"] == "1"


def test_running_heads_of_the_matter_around_the_sessions_name_the_volume(by_day: Path) -> None:
    foreword = part(by_day, 1, "front-foreword")
    assert foreword["page_count"] > 1
    assert "The Meeting, Volume 1" in read(by_day, 1).pages[foreword["first_page"]].extract_text()


# References from volume to volume.


def landing(folder: Path, file: str, name: str) -> int:
    """The 0-based page to which a name leads in a volume of the folder."""
    beside = pypdf.PdfReader(folder / file)
    page = beside.get_destination_page_number(beside.named_destinations[name])
    assert page is not None
    return page


def crossings(folder: Path, reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int]]:
    """Page (0-based), file and page (0-based) of each link to another file."""
    for number, page in enumerate(reader.pages):
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A")
            if action is not None and action.get_object().get("/S") == "/GoToR":
                name = str(action["/D"])
                assert name not in reader.named_destinations, "a reader would look for it in this file"
                yield number, str(action["/F"]), landing(folder, str(action["/F"]), name)


def test_the_common_index_refers_by_volume_and_folio(by_day: Path) -> None:
    index = text_of(by_day, 2, "index")
    paper = part(by_day, 1, "session-1-hopper-paper")
    moderated, life = part(by_day, 2, "session-3"), part(by_day, 2, "biographies")
    written = f"{paper['first_folio']}–{paper['last_folio']}"
    assert f"Hopper, Grace, 1:{written}; 2:{moderated['first_folio']}, {life['first_folio']}" in index
    assert re.search(r"Noether, Emmy 1:\d+–\d+; 2:\d+", text_of(by_day, 2, "participants"))


def test_the_agenda_of_the_first_volume_names_the_volume_of_what_lies_in_another(by_day: Path) -> None:
    agenda = text_of(by_day, 1, "agenda")
    assert f"Paper, vol. 2, p. {part(by_day, 2, 'session-3-lovelace-paper')['first_folio']}" in agenda
    assert f"Paper, p. {part(by_day, 1, 'session-1-hopper-paper')['first_folio']}" in agenda


def test_links_between_volumes_open_the_file_beside_at_the_page_of_their_folio(by_day: Path) -> None:
    first, second = read(by_day, 1), read(by_day, 2)
    there = {part["first_page"] - 1: part["id"] for part in described(by_day, 2)["parts"]}
    led = {there[page] for _, file, page in crossings(by_day, first) if file == "proceedings-2.pdf"}
    assert led == {"session-3", "session-3-lovelace-paper", "biographies", "participants", "index"}
    back = {page for _, file, page in crossings(by_day, second) if file == "proceedings-1.pdf"}
    opening = part(by_day, 1, "session-1-hopper-paper")
    assert opening["first_page"] - 1 in back
    assert max(back) < len(first.pages)


def test_a_paper_that_cites_one_of_another_volume_leads_there_by_file_and_out_by_doi(by_day: Path) -> None:
    citing, cited = part(by_day, 1, "session-1-hopper-paper"), part(by_day, 2, "session-3-lovelace-paper")
    page = read(by_day, 1).pages[citing["first_page"] - 1]
    actions = [annotation.get_object()["/A"].get_object() for annotation in page["/Annots"]]
    assert [(str(a["/S"]), str(a.get("/F", a.get("/URI")))) for a in actions] == [
        ("/GoToR", "proceedings-2.pdf"),
        ("/URI", "https://doi.org/10.1000/engines"),
    ]
    assert landing(by_day, "proceedings-2.pdf", str(actions[0]["/D"])) == cited["first_page"] - 1


def test_links_within_a_volume_stay_internal(by_day: Path) -> None:
    contents = part(by_day, 2, "contents")["first_page"] - 1
    annotations = [a.get_object() for a in read(by_day, 2).pages[contents]["/Annots"]]
    inside = [a for a in annotations if "/Dest" in a]
    assert len(inside) >= 5
    assert len(annotations) > len(inside)


def test_participants_in_front_of_the_first_volume_know_the_pages_of_all(by_session: Path) -> None:
    assert "participants" in kinds(by_session, 1) and "participants" not in kinds(by_session, 3)
    assert re.search(r"Lovelace, Ada Analytical Society 1:3, 5; 3:3–4, \d+", text_of(by_session, 1, "participants"))


# What it says of itself.


def test_bookmarks_and_metadata_are_those_of_the_volume(by_day: Path) -> None:
    reader = read(by_day, 2)
    titles = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["Title page", "Contents", "Session III. Last Things"]
    assert "Agenda" not in titles and titles[-1] == "Index of people and organizations"
    said = "The Book of the Meeting. Volume 2: Day II · Tuesday, 9 October 2007"
    assert reader.metadata is not None and reader.metadata.title == said
    xmp = reader.root_object["/Metadata"].get_object().get_data().decode("utf-8")  # type: ignore[union-attr]
    assert "<prism:volume>2</prism:volume>" in xmp and "<prism:seriesNumber>7</prism:seriesNumber>" in xmp


def test_contents_json_lists_every_volume_with_its_file_sum_and_parts(by_day: Path) -> None:
    said = json.loads((by_day / "contents.json").read_text("utf-8"))
    assert (said["version"], said["title"], len(said["volumes"])) == (2, "The Book of the Meeting", 2)
    for one in said["volumes"]:
        assert one["sha256"] == sums(by_day)[one["pdf"]]
        assert one["pages"] == len(pypdf.PdfReader(by_day / one["pdf"]).pages)
        covered = [n for p in one["parts"] for n in range(p["first_page"], p["first_page"] + p["page_count"])]
        assert covered == list(range(1, one["pages"] + 1))


def test_verify_reads_all_volumes_and_follows_the_links_between_them(copy: Path) -> None:
    done = run("verify", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.endswith("no problems")] == [
        "build/proceedings-1.pdf: no problems",
        "build/proceedings-2.pdf: no problems",
    ]
    (copy / "build/proceedings-1.pdf").unlink()
    alone = run("verify", "build/proceedings-2.pdf", cwd=copy)
    assert alone.returncode == 0
    assert "warning[link-to-absent-volume]" in alone.stderr and "proceedings-1.pdf" in alone.stderr
    shutil.copy(copy / "papers/opening.pdf", copy / "build/proceedings-1.pdf")
    other = run("verify", "build/proceedings-2.pdf", cwd=copy)
    assert other.returncode == 4
    assert "link-lands-nowhere" in other.stderr


# How it is divided.


def test_a_session_opens_a_volume_and_a_talk_before_it_goes_with_it(by_session: Path) -> None:
    dividers = [
        [part["id"] for part in described(by_session, n)["parts"] if part["kind"] == "divider"] for n in (1, 2, 3)
    ]
    assert dividers == [["opening-words", "session-1"], ["session-2"], ["session-3"]]
    assert "Volume 1 Beginnings" in text_of(by_session, 1, "title")
    assert "Volume 2 Session II. Second Things" in text_of(by_session, 2, "title")
    # A session alone in its volume is not named twice.
    assert "volume 2 session ii. second things 1" in text_of(by_session, 1, "contents").lower()


def test_by_pages_a_volume_ends_before_the_session_that_would_overflow(tmp_path: Path) -> None:
    root = workspace(tmp_path, "{pages: 12}")
    folder = built(root)
    dividers = {
        one["pdf"]: [part["id"] for part in one["parts"] if part["kind"] == "divider"]
        for one in json.loads((folder / "contents.json").read_text("utf-8"))["volumes"]
    }
    assert dividers == {
        "proceedings-1.pdf": ["opening-words", "session-1"],
        "proceedings-2.pdf": ["session-2", "session-3"],
    }
    assert "Volume 1" in text_of(folder, 1, "title")
    (root / "proceedings/volume.yaml").write_text(f"{VOLUME}split: {{pages: 4}}\n{EVERYBODY}", "utf-8")
    done = run("build", root)
    assert done.returncode == 0, done.stderr
    said = "volume.yaml:6:8: warning[session-exceeds-volume]: “Session I. First Things” has 5 pages"
    assert said in done.stderr
    assert files(folder)[1:] == [f"proceedings-{n}.pdf" for n in (1, 2, 3, 4)]


def test_what_falls_to_one_volume_is_no_set(tmp_path: Path) -> None:
    folder = built(workspace(tmp_path, "{pages: 400, titles: [All of it]}"))
    assert files(folder) == ["contents.json", "proceedings.pdf"]
    assert json.loads((folder / "contents.json").read_text("utf-8"))["version"] == 1
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(folder / "proceedings.pdf").pages)
    assert "Volume 1" not in text


# How it is built.


def test_the_same_workspace_elsewhere_gives_the_same_bytes(by_day: Path, tmp_path: Path) -> None:
    shutil.copytree(by_day.parent, tmp_path / "other", ignore=shutil.ignore_patterns("build"))
    assert sums(built(tmp_path / "other")) == sums(by_day)


def test_a_build_with_nothing_to_do_says_the_pages_of_all_volumes(copy: Path) -> None:
    before = {name: (copy / "build" / name).stat().st_mtime_ns for name in files(copy / "build")}
    done = run("build", "--explain", copy)
    assert [line for line in done.stderr.splitlines() if "run, " in line] == ["the volume: not run, nothing changed"]
    assert [line.partition("/build/")[2] for line in done.stdout.splitlines()] == [
        f"proceedings-{n}.pdf: {len(read(copy / 'build', n).pages)} pages" for n in (1, 2)
    ]
    assert {name: (copy / "build" / name).stat().st_mtime_ns for name in files(copy / "build")} == before
    (copy / "build/proceedings-2.pdf").unlink()
    again = run("build", "--explain", copy)
    assert "the volume: ran, proceedings-2.pdf was changed or removed" in again.stderr
    assert "typesetting of contents in volume 2: not run, nothing changed" in again.stderr
    assert "binding of volume 2: ran" in again.stderr


def test_volumes_of_another_division_do_not_stay_behind(copy: Path) -> None:
    settings = copy / "proceedings/volume.yaml"
    settings.write_text(VOLUME + EVERYBODY, "utf-8")
    assert files(built(copy)) == ["contents.json", "proceedings.pdf"]
    settings.write_text(f"{VOLUME}split: session\n{EVERYBODY}", "utf-8")
    assert files(built(copy)) == ["contents.json", *(f"proceedings-{n}.pdf" for n in (1, 2, 3))]
    settings.write_text(f"{VOLUME}split: day\n{EVERYBODY}", "utf-8")
    assert files(built(copy)) == ["contents.json", "proceedings-1.pdf", "proceedings-2.pdf"]


def test_all_volumes_are_replaced_or_none(copy: Path) -> None:
    folder = copy / "build"
    before = sums(folder)
    (folder / "proceedings-2.pdf").unlink()
    (folder / "proceedings-2.pdf").mkdir()
    (folder / "proceedings-2.pdf" / "in-the-way").write_text("")
    (copy / "proceedings/front/foreword.md").write_text("# Foreword\n\nOther words.\n", "utf-8")
    done = run("build", copy)
    assert done.returncode != 0
    after = sums(folder)
    assert {name: after[name] for name in ("contents.json", "proceedings-1.pdf")} == {
        name: before[name] for name in ("contents.json", "proceedings-1.pdf")
    }
    assert not list(folder.glob(".unfinished-*"))


# What an editor is told.


@pytest.mark.parametrize(
    ("split", "code", "column"),
    [
        ("{folios: restarted}", "missing-key", 8),
        ("{by: pages}", "missing-key", 13),
        ("{by: day, pages: 300}", "misplaced-key", 25),
        ("chapter", "unknown-value", 8),
        ("{by: day, folios: roman}", "unknown-value", 26),
        ("{pages: many}", "bad-number", 16),
    ],
)
def test_a_mistake_in_split_is_named_where_it_was_made(split: str, code: str, column: int, tmp_path: Path) -> None:
    found = [d for d in read_workspace(workspace(tmp_path, split)).diagnostics if d.severity == "error"]
    assert [(d.code, d.place.line, d.place.column) for d in found] == [(code, 6, column)]


def test_too_many_titles_are_a_notice(tmp_path: Path) -> None:
    root = workspace(tmp_path, "{by: day, titles: [One, Two, Three]}")
    done = run("build", "--json", root)
    assert done.returncode == 0
    assert "unused-volume-title" in {found["code"] for found in json.loads(done.stdout)}
