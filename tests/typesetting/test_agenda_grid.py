"""Grids of the agenda, through the front door: hours, halls and links, what a page break names
again, and silence.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_programme import A4, A5, CODES, ENGINES, LUNCH, track

from arranging_volumes import contribution, session
from proceedings.typesetting.grid import bands, items_in_grid
from proceedings.typesetting.programme import programme as programme_of
from proceedings.values.book import Day, Item, ItemKind
from small_workspaces import run, workspace

VOLUME = """\
title: Invented Meeting
event: {name: Invented Meeting, timezone: Europe/Vienna, second_timezone: Asia/Kolkata}
"""
NAMES = ("Ada Imagined", "Bea Invented", "Cyd Madeup", "Dora Thoughtup", "Eve Dreamtup", "Fay Pretended")
PAPER = "# A paper\n\nWritten for this test, by nobody.\n"


def talk(hall: int, number: int) -> dict[str, object]:
    at = 600 + 20 * number
    said = {"time": f"{at // 60}:{at % 60:02d}", "title": f"Talk {hall}.{number} on wells", "speaker": f"p{hall % 6}"}
    return said | ({"documents": [{"paper": f"papers/h{hall}.md"}]} if number == 0 and hall < 3 else {})


def programme() -> dict[str, object]:
    """Eight halls, of which the last ends later than the others; then seventy posters and a
    session of its own.
    """
    sessions = [
        {
            "session": "ABCDEFGH"[hall - 1],
            "time": "10:00-12:00" if hall < 8 else "10:00-12:40",
            "title": f"Track {hall}",
            "room": f"Hall {hall}",
            "contributions": [talk(hall, number) for number in range(6 if hall < 8 else 8)],
        }
        for hall in range(1, 9)
    ]
    posters = [{"title": f"Poster {n} about the salt in a lake", "speaker": f"p{n % 6}"} for n in range(90)]
    items = [
        {"time": "09:00-09:30", "title": "Opening"},
        *sessions,
        {"time": "13:00-15:00", "session": "P", "title": "Posters", "room": "Foyer", "contributions": posters},
    ]
    return {"days": [{"date": "2026-05-11", "items": items}]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("grid")
    people = yaml.safe_dump({f"p{k}": name for k, name in enumerate(NAMES)})
    files: dict[str, str | bytes] = {f"papers/h{hall}.md": PAPER for hall in (1, 2)}
    workspace(root, VOLUME, yaml.safe_dump(programme(), sort_keys=False), people, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build/proceedings.pdf"


def parts(pdf: Path) -> dict[str, dict[str, int]]:
    return {part["id"]: part for part in json.loads(pdf.with_name("contents.json").read_text("utf-8"))["parts"]}


def agenda(pdf: Path) -> list[pypdf.PageObject]:
    own = parts(pdf)["agenda"]
    return list(pypdf.PdfReader(pdf).pages[own["first_page"] - 1 : own["first_page"] - 1 + own["page_count"]])


def plain(page: pypdf.PageObject) -> str:
    """The text of a page; pypdf takes wide letter-spacing for a space before a comma."""
    return " ".join(page.extract_text().replace("\u00a0", " ").split()).replace(" ,", ",")


def test_every_talk_stands_below_its_hall_and_beside_its_hour(built: Path) -> None:
    document = pypdfium2.PdfDocument(built)
    first = parts(built)["agenda"]["first_page"] - 1
    found: dict[str, tuple[float, float]] = {}
    halls: dict[str, float] = {}
    for page in range(first, first + 3):
        text = document[page].get_textpage()
        boxes = [text.get_rect(k) for k in range(text.count_rects())]
        lines = [(text.get_text_bounded(*box).strip(), box) for box in boxes]
        hours = [(said, box[3]) for said, box in lines if re.fullmatch(r"1[012]:\d0", said)]
        halls |= {m[1]: box[0] for said, box in lines if (m := re.match(r"Session [A-H] · Hall (\d)", said))}
        for said, box in lines:
            if m := re.match(r"Talk (\d)\.(\d)", said):
                beside, _ = min(hours, key=lambda hour: abs(hour[1] - box[3]))
                assert beside == f"{10 + int(m[2]) // 3}:{int(m[2]) % 3 * 20:02d}", said
                found[f"{m[1]}.{m[2]}"] = (box[0], halls[m[1]])
    document.close()
    assert len(found) == 7 * 6 + 8
    assert all(abs(left - head) < 3 for left, head in found.values())


def test_every_talk_leads_to_its_paper_or_its_session(built: Path) -> None:
    reader = pypdf.PdfReader(built)
    numbers = {page.indirect_reference: k for k, page in enumerate(reader.pages, 1)}
    targets = set()
    own = parts(built)["agenda"]
    for number in range(own["first_page"] - 1, own["first_page"] - 1 + own["page_count"]):
        for reference in reader.pages[number].get("/Annots", ()):
            link = reference.get_object()
            targets.add(numbers[(link.get("/Dest") or link["/A"]["/D"])[0]])
    wanted = [part for name, part in parts(built).items() if name.startswith("session-") and "paper" not in name]
    papers = [part for name, part in parts(built).items() if name.endswith("-paper")]
    assert len(wanted) == 9 and len(papers) == 2
    assert {part["first_page"] for part in (*wanted, *papers)} <= targets


def test_cells_have_header_cells_for_hall_and_hour(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        heads = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
        scopes = [str(head.A.Scope) for head in heads]
    assert scopes.count("/Column") >= 8 and scopes.count("/Row") >= 6 + 8


def test_a_page_break_names_day_session_hall_and_hours_again(built: Path) -> None:
    pages = [plain(page) for page in agenda(built)]
    first = next(k for k, text in enumerate(pages) if "Poster 0 about" in text)
    assert "ontinued" not in pages[first][pages[first].index("Poster 0 about") :]
    after = pages[first + 1]
    head = after[: after.index("Poster ")].casefold()
    for said in ("session p · foyer, continued", "13:00–15:00", "11 may 2026"):
        assert said in head
    assert sum(text.casefold().count("session p · foyer, continued") for text in pages) == len(pages) - 1 - first


def test_a_different_end_is_said_in_its_column(built: Path) -> None:
    text = " ".join(plain(page) for page in agenda(built))
    assert "10:00–12:40" in text
    assert "Talk 8.7" in text


def test_the_zone_has_its_name_and_a_second_one_gives_the_hours_too(built: Path) -> None:
    text = " ".join(plain(page) for page in agenda(built))
    assert "Europe/Vienna, CEST (UTC+2) · Asia/Kolkata, IST (UTC+5:30)" in text
    assert "12:30–13:00 IST" in text, "09:00–09:30 in Vienna"


def test_nothing_is_said_where_nothing_was_promised(built: Path) -> None:
    text = " ".join(plain(page) for page in pypdf.PdfReader(built).pages)
    assert "upplied" not in text
    assert not {"biographies", "participants"} & set(parts(built))
    assert run("verify", built).returncode == 0


def test_sessions_without_documents_have_no_blank_behind_them(built: Path) -> None:
    own = parts(built)
    assert own["session-4"]["first_page"] + 1 == own["session-5"]["first_page"]


def test_few_sessions_of_one_time_make_no_grid_and_many_or_uneven_ones_do() -> None:
    date = dt.date(2007, 10, 8)
    cards, cables = track("cards"), track("cables")
    later = track("cards", ends=dt.time(16))
    assert items_in_grid(Day(date, (LUNCH, ENGINES, CODES, cards))) == ()
    assert items_in_grid(Day(date, (ENGINES, CODES, cards, cables))) == ((ENGINES, CODES, cards, cables),)
    assert items_in_grid(Day(date, (LUNCH, ENGINES, later))) == ((ENGINES, later),)


def test_halls_are_shared_out_evenly_in_the_order_of_their_names() -> None:
    halls = [track(f"hall {number}") for number in (10, *range(1, 10))]
    shared = [[column.hall for column in band.columns] for band in bands(halls, A4)]
    assert shared == [[f"Hall {n}" for n in range(1, 6)], [f"Hall {n}" for n in range(6, 11)]]
    assert [len(band.columns) for band in bands(halls[:8], A5)] == [4, 4]


def test_talks_in_step_are_one_grid_and_so_are_talks_whose_end_nobody_says() -> None:
    date = dt.date(2007, 10, 8)
    for ends in (lambda hour: dt.time(hour), lambda _: None):
        talks = tuple(
            session(f"{hall}{hour}", "T", room=hall, kind=ItemKind.TALK, starts=dt.time(hour), ends=ends(hour + 1))
            for hour in (9, 10, 11)
            for hall in "ABCD"
        )
        assert items_in_grid(Day(date, talks)) == (talks,)


TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    kinds = st.sampled_from((ItemKind.SESSION, ItemKind.TALK, ItemKind.BREAK))
    made = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(kinds)
        count = draw(st.integers(0, 12)) if kind is ItemKind.SESSION else int(kind is ItemKind.TALK)
        talks = [
            contribution(f"c{number}-{k}", title="A talk", starts=draw(st.none() | TIMES), ends=draw(st.none() | TIMES))
            for k in range(count)
        ]
        hours = {
            "starts": draw(st.none() | TIMES),
            "ends": draw(st.none() | TIMES),
            "past_midnight": draw(st.booleans()),
        }
        room = draw(st.sampled_from((None, "Hall 1", "Hall 2", "Hall 10", "Foyer", "A")))
        made.append(session(f"i{number}", "An item", *talks, kind=kind, room=room, **hours))
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(items(), st.sampled_from((A4, A5, 120.0)))
def test_whatever_the_hours_each_item_is_in_one_stretch_and_each_entry_in_one_cell(
    drawn: tuple[Item, ...], measure: float
) -> None:
    found = programme_of(Day(dt.date(2026, 5, 11), drawn), measure)
    assert sorted(item.id for stretch in found for item in stretch.items) == sorted(item.id for item in drawn)
    for stretch in found:
        if not stretch.bands:
            continue
        heads = [column.session.id for band in stretch.bands for column in band.columns if column.session]
        slots = [slot for band in stretch.bands for row in band.rows for cell in row.cells for slot in cell.slots]
        opened = [slot.item.id for slot in slots if slot.contribution is None]
        assert sorted(heads + opened) == sorted(item.id for item in stretch.items)
        said = [slot.contribution.id for slot in slots if slot.contribution]
        assert len(said) == len(set(said))
        hours = [
            c.id for item in stretch.items if item.kind is ItemKind.SESSION for c in item.contributions if c.starts
        ]
        assert set(hours) <= set(said)
