"""Parallel items of the agenda:
side by side, each below a header cell, or below one time where they do not fit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
from test_typesetting import typeset

from arranging_volumes import contribution, person, session, volume
from proceedings.typesetting.programme import stretches
from proceedings.values.book import Day, Item, ItemKind, Volume
from proceedings.values.settings import Trim

ADA, GRACE, JEAN = person("Ada Lovelace"), person("Grace Hopper"), person("Jean Bartik")
A4, A5 = 391.0, 307.0


def track(name: str, *contributions: object, **more: object) -> Item:
    times = {"starts": dt.time(14), "ends": dt.time(15, 30)} | more
    return session(name, f"On {name}", *contributions, track=name.capitalize(), **times)  # type: ignore[arg-type]


ENGINES = track("engines", contribution("e1", ADA, title="Wheels"), contribution("e2", JEAN, title="Valves"))
CODES = track("codes", contribution("c1", GRACE, title="Compilers"))
CARDS = track("cards")
LUNCH = session("lunch", "Lunch", kind=ItemKind.BREAK, starts=dt.time(13), ends=dt.time(14))
WALK = session("walk", "A walk", kind=ItemKind.ENTRY, starts=dt.time(16))


def shape(measure: float, *items: Item) -> list[tuple[list[str], bool]]:
    found = stretches(Day(dt.date(2007, 10, 8), items), measure)
    return [([item.id for item in stretch.items], stretch.parallel) for stretch in found]


def test_two_or_three_tracks_at_one_time_stand_side_by_side() -> None:
    assert shape(A4, LUNCH, ENGINES, CODES, WALK) == [
        (["lunch"], False),
        (["engines", "codes"], True),
        (["walk"], False),
    ]
    assert shape(A4, ENGINES, CODES, CARDS) == [(["engines", "codes", "cards"], True)]


def test_more_tracks_than_fit_stand_one_after_the_other() -> None:
    assert shape(A5, ENGINES, CODES, CARDS) == [(["engines", "codes", "cards"], False)]
    assert shape(A4, ENGINES, CODES, CARDS, track("cables")) == [(["engines", "codes", "cards", "cables"], False)]


def test_other_times_or_one_track_twice_are_not_parallel() -> None:
    later = track("codes", starts=dt.time(15))
    assert shape(A4, ENGINES, later) == [(["engines", "codes"], False)]
    again = replace(track("codes"), track="Engines")
    assert shape(A4, ENGINES, again) == [(["engines", "codes"], False)]
    without = session("talk", "A talk", starts=dt.time(14), ends=dt.time(15, 30))
    assert shape(A4, ENGINES, without) == [(["engines", "talk"], False)]


def agenda(of: Volume, store: Path) -> tuple[str, dict[str, int], Path]:
    """The text of the agenda's first page,
    where each line of it begins (to about three points), and its file.
    """
    galley = typeset(of, store).typesetting.galleys["agenda"]
    document = pypdfium2.PdfDocument(galley.pdf)
    text = document[galley.first].get_textpage()
    boxes = [text.get_rect(k) for k in range(text.count_rects())]
    lines = {text.get_text_bounded(*box).strip(): round(box[0] / 3) * 3 for box in boxes}
    document.close()
    return pypdf.PdfReader(galley.pdf).pages[galley.first].extract_text(), lines, galley.pdf


def test_each_track_has_a_column_and_a_header_cell_to_which_its_talks_refer(tmp_path: Path) -> None:
    _, lines, path = agenda(volume((LUNCH, ENGINES, CODES, WALK)), tmp_path)
    assert lines["On engines"] == lines["Wheels"] == lines["Valves"] < lines["On codes"] == lines["Compilers"]
    with pikepdf.open(path) as pdf:
        cells = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") in ("/TH", "/TD")]
        heads = {str(cell.ID) for cell in cells if cell.S == "/TH" and cell.A.Scope == "/Column"}
        pointed = {str(head) for cell in cells if cell.S == "/TD" for head in cell.A.get("/Headers", ())}
    assert len(heads & pointed) >= 3, "the time and both tracks"


def test_tracks_that_do_not_fit_stand_below_one_time(tmp_path: Path) -> None:
    small = volume((LUNCH, ENGINES, CODES, CARDS))
    small = replace(small, settings=replace(small.settings, trim=Trim(419.528, 595.276, "A5")))
    text, lines, _ = agenda(small, tmp_path)
    assert text.count("14:00–15:30") == 1
    assert lines["On engines"] == lines["On codes"] == lines["On cards"]


def test_a_day_may_begin_with_parallel_sessions(tmp_path: Path) -> None:
    text, _, _ = agenda(volume((ENGINES, CODES)), tmp_path)
    assert text.index("ctober 2007") < text.index("14:00") < text.index("On engines")
