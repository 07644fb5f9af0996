"""What the reading room makes of an agenda, of people and of texts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePosixPath

import pytest

from proceedings.reading.workspace import Reading, read_workspace
from proceedings.reading.workspace_search import find_workspace
from proceedings.values.book import Document, DocumentKind, Item, ItemKind, Volume
from proceedings.values.diagnostics import UsageError
from proceedings.words.suggestions import slug
from small_workspaces import AGENDA, PEOPLE, VOLUME, workspace


def read(root: Path, agenda: str = AGENDA, **others: object) -> Reading:
    return read_workspace(workspace(root, agenda=agenda, **others))  # type: ignore[arg-type]


def volume(reading: Reading) -> Volume:
    assert reading.volume is not None, reading.diagnostics
    return reading.volume


def items(root: Path, *lines: str) -> tuple[list[Item], list[str]]:
    """The items of a day with these lines, and the codes of all problems but notices."""
    text = "days:\n  - date: 2007-10-08\n    items:\n" + "".join(f"      {line}\n" for line in lines)
    reading = read(root, text)
    return list(volume(reading).items), [d.code for d in reading.diagnostics if d.severity != "notice"]


def document(root: Path, *lines: str) -> tuple[list[Document], list[str]]:
    found, codes = items(root, "- title: T", "  speaker: hopper", "  documents:", *(f"    {line}" for line in lines))
    return list(found[0].documents), codes


def test_a_session_has_number_moderators_and_contributions(tmp_path: Path) -> None:
    session = list(volume(read(tmp_path)).items)[1]
    assert (session.kind, session.id, session.number) == (ItemKind.SESSION, "session-1", "I")
    assert (session.starts, session.ends) == (dt.time(10), dt.time(12))
    assert [speaker.person.name for speaker in session.moderators] == ["Ada Lovelace"]
    assert [c.heading for c in session.contributions] == ["Grace Hopper", "General Discussion"]
    assert [(d.id, d.kind, d.supplied) for d in session.documents] == [
        ("session-1-hopper-paper", DocumentKind.PAPER, True),
        ("session-1-hopper-slides", DocumentKind.SLIDES, False),
    ]


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("09:00–10:30", dt.time(9), dt.time(10, 30)),
        ("9:00-10:30", dt.time(9), dt.time(10, 30)),
        ("09.00 to 10.30", dt.time(9), dt.time(10, 30)),
        ("9h00 — 10h30", dt.time(9), dt.time(10, 30)),
        ("09:00", dt.time(9), None),
        ("09:00 –", dt.time(9), None),
        ("10:15", dt.time(10, 15), None),
    ],
)
def test_times_may_be_written_in_several_ways(
    tmp_path: Path, written: str, starts: dt.time, ends: dt.time | None
) -> None:
    (item,), codes = items(tmp_path, f"- time: {written}", "  title: Opening")
    assert (item.starts, item.ends, codes) == (starts, ends, [])


@pytest.mark.parametrize(
    "written", ["25:00", "9", "nine", "09:00–", "09:00–10:75", "2:30 pm", "10:00–24:00", "[9, 10]"]
)
def test_other_times_are_refused(tmp_path: Path, written: str) -> None:
    _, codes = items(tmp_path, f"- time: {written}", "  title: Opening")
    assert codes == ([] if written == "09:00–" else ["wrong-shape" if "[" in written else "bad-time"])


def test_starts_and_ends_may_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    (item,), codes = items(tmp_path, "- starts: 09:00", "  ends: 09:30", "  title: Opening")
    assert (item.starts, item.ends, codes) == (dt.time(9), dt.time(9, 30), [])


def test_an_item_may_run_past_midnight(tmp_path: Path) -> None:
    found, codes = items(
        tmp_path,
        "- {time: 22:00–01:00, title: Dinner, next_day: yes}",
        "- {time: 01:00–02:00, title: Music, next_day: yes}",
    )
    assert codes == []
    assert [item.past_midnight for item in found] == [True, True]


def test_items_out_of_order_are_a_warning(tmp_path: Path) -> None:
    _, codes = items(tmp_path, "- {time: 10:00–11:00, title: A}", "- {time: 09:00–10:00, title: B}")
    assert codes == ["out-of-order"]


def test_parallel_items_need_tracks_or_rooms(tmp_path: Path) -> None:
    _, codes = items(tmp_path, "- {time: 09:00–11:00, title: A}", "- {time: 10:00–12:00, title: B}")
    assert codes == ["overlapping-items"]
    _, codes = items(
        tmp_path, "- {time: 09:00–11:00, title: A, track: East}", "- {time: 10:00–12:00, title: B, track: West}"
    )
    assert codes == []


def test_a_day_outside_the_event_is_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, AGENDA.replace("2007-10-08", "2007-10-10"))
    warning = next(d for d in reading.diagnostics if d.code == "day-outside-event")
    assert str(warning).startswith("proceedings/agenda.yaml:2:11: warning[day-outside-event]: 2007-10-10 is after")


def test_a_contribution_outside_its_session_is_a_warning(tmp_path: Path) -> None:
    _, codes = items(
        tmp_path,
        "- session:",
        "  title: S",
        "  time: 09:00–10:00",
        "  talks: [{title: A, time: 09:50–10:10}]",
    )
    assert codes == ["outside-session"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["- Registration"], ItemKind.ENTRY),
        (["- Afternoon Break"], ItemKind.BREAK),
        (["- {title: Coffee, kind: entry}"], ItemKind.ENTRY),
        (["- {title: Walk, kind: break}"], ItemKind.BREAK),
        (["- {title: Keynote, speaker: hopper}"], ItemKind.TALK),
        (["- {title: Posters, session: }"], ItemKind.SESSION),
        (["- {title: Panel, moderator: hopper}"], ItemKind.SESSION),
        (["- {title: Panel, talks: [A, B]}"], ItemKind.SESSION),
    ],
)
def test_what_an_item_is_shows_in_its_keys(tmp_path: Path, lines: list[str], kind: ItemKind) -> None:
    (item,), codes = items(tmp_path, *lines)
    assert (item.kind, codes) == (kind, [])
    assert len(item.contributions) == {ItemKind.TALK: 1}.get(kind, len(item.contributions))


def test_chairs_are_printed_as_chairs(tmp_path: Path) -> None:
    (item,), _ = items(tmp_path, "- {title: Panel, session: 2a, chairs: [hopper, lovelace]}")
    assert (item.moderator_role, len(item.moderators), item.number) == ("chair", 2, "2a")


@pytest.mark.parametrize(
    "lines",
    [
        ["- title: T", "  speaker: hopper", "  on_behalf_of: lovelace"],
        ["- title: T", "  speakers:", "    - {person: hopper, on_behalf_of: lovelace}"],
    ],
)
def test_somebody_may_speak_on_behalf_of_another(tmp_path: Path, lines: list[str]) -> None:
    (item,), codes = items(tmp_path, *lines)
    (speaker,) = item.contributions[0].speakers
    assert codes == []
    assert speaker.person.id == "hopper"
    assert speaker.on_behalf_of is not None and speaker.on_behalf_of.id == "lovelace"


def test_on_behalf_of_needs_one_speaker(tmp_path: Path) -> None:
    _, codes = items(tmp_path, "- {title: T, speakers: [hopper, lovelace], on_behalf_of: lovelace}")
    assert codes == ["misplaced-key"]


def test_a_key_that_has_no_place_in_the_item_is_an_error(tmp_path: Path) -> None:
    _, codes = items(tmp_path, "- {title: T, session: I, speaker: hopper}")
    assert codes == ["misplaced-key"]


def test_an_id_in_place_of_a_title_is_noticed(tmp_path: Path) -> None:
    _, codes = items(tmp_path, "- {title: T, session: I, talks: [hopper]}")
    assert codes == ["title-is-a-person"]


def test_ids_are_unique_and_do_not_collide_with_parts(tmp_path: Path) -> None:
    found, codes = items(
        tmp_path,
        "- Break",
        "- Break",
        "- Contents",
        "- {id: break-2, title: Third}",
        "- {session: I, title: S, talks: [A, A, {speaker: hopper}, {speaker: hopper}]}",
    )
    assert codes == []
    assert [item.id for item in found] == ["break", "break-3", "contents-2", "break-2", "session-1"]
    assert [c.id for c in found[4].contributions] == [
        "session-1-a",
        "session-1-a-2",
        "session-1-hopper",
        "session-1-hopper-2",
    ]


def test_an_id_of_a_built_in_part_cannot_be_given(tmp_path: Path) -> None:
    found, codes = items(tmp_path, "- {id: contents, title: A}")
    assert codes == ["reserved-id"]
    assert found[0].id == "a"


def test_an_id_in_another_script_is_refused_with_a_way_out(tmp_path: Path) -> None:
    reading = read(tmp_path, people=PEOPLE + "王:\n  name: 王小明\nmüller:\n  name: Müller\n")
    hints = [d.hint for d in reading.diagnostics if d.code == "bad-id"]
    assert hints == ["use Latin letters for the id", "write `muller:`; the printed name goes into `name:`"]


def test_a_name_in_another_script_makes_ids_from_the_persons_id(tmp_path: Path) -> None:
    reading = read(tmp_path, people=PEOPLE.replace("Grace Hopper", "王小明"))
    assert [d.id for d in volume(reading).documents] == ["session-1-hopper-paper", "session-1-hopper-slides"]


def test_slugs_are_readable() -> None:
    assert slug("Carlos López") == "carlos-lopez"
    assert slug("O’Neill Łódź straße") == "oneill-lodz-strasse"
    assert slug("王小明") == ""
    assert slug("A " + "very " * 30 + "long title") == "a-very-very-very-very-very-very-very-very-very"


def test_a_document_may_be_promised_withheld_or_described(tmp_path: Path) -> None:
    found, codes = document(
        tmp_path,
        "- paper:",
        "- slides: papers/later.pptx",
        "  withheld: yes",
        "- kind: poster",
        "  file: papers/hopper.pdf",
        "  title: A Poster",
        "  per_page: 1",
        "  pages: 1-3, 5",
        "  mask: {top: 20mm, pages: 2-3}",
        "  language: fr",
        "  doi: doi:10.1000/182",
        "- handout",
    )
    assert codes == ["missing-document", "missing-document"]
    paper, slides, poster, handout = found
    assert (paper.source, paper.supplied, paper.withheld) == (None, False, False)
    assert (slides.source, slides.supplied, slides.withheld) == (PurePosixPath("papers/later.pptx"), False, True)
    assert (poster.kind, poster.title, poster.language, poster.doi) == ("poster", "A Poster", "fr", "10.1000/182")
    assert poster.treatment.pages == (1, 2, 3, 5)
    assert poster.treatment.mask == (56.693, 0, 0, 0)
    assert poster.treatment.masked_pages == (2, 3)
    assert (handout.kind, handout.source) == ("handout", None)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["- {paper: papers/hopper.pdf, slides: }"], "several-documents-in-one"),
        (["- {file: papers/hopper.pdf}"], "missing-key"),
        (["- presentation: papers/hopper.pdf"], "unknown-key"),
        (["- {paper: papers/hopper.pdf, pages: 3-1}"], "bad-pages"),
        (["- {paper: papers/hopper.pdf, pages: 1-999999}"], "bad-pages"),
        (["- {paper: papers/hopper.pdf, withheld: perhaps}"], "bad-flag"),
        (["- papers/hopper.pdf"], "unknown-value"),
        (["- paper: papers/hopper.pdf", "- slides: papers/hopper.pdf"], "file-used-twice"),
    ],
)
def test_what_is_wrong_with_a_document_is_said(tmp_path: Path, lines: list[str], code: str) -> None:
    _, codes = document(tmp_path, *lines)
    assert code in codes


def test_a_key_by_another_name_is_understood_in_the_hint(tmp_path: Path) -> None:
    reading = read(tmp_path, AGENDA.replace("slides:", "presentation:"))
    hints = [d.hint for d in reading.diagnostics if d.code == "unknown-key"]
    assert hints == ["did you mean `slides`?"]


def test_a_file_whose_accents_are_encoded_otherwise_is_found(tmp_path: Path) -> None:
    agenda = AGENDA.replace("papers/hopper.pdf", "papers/l\u00f3pez.pdf")
    reading = read(tmp_path, agenda, files={"papers/lo\u0301pez.pdf": b"%PDF"})
    document = next(volume(reading).documents)
    assert (document.source, document.supplied) == (PurePosixPath("papers/lo\u0301pez.pdf"), True)


def test_files_that_nobody_names_are_a_notice(tmp_path: Path) -> None:
    reading = read(
        tmp_path, files={"papers/late/x.docx": b"", "papers/figure.png": b"", "papers/.x": b"", "papers/README.md": ""}
    )
    assert [str(d.place) for d in reading.diagnostics if d.code == "unused-file"] == ["papers/late/x.docx"]


def test_people_have_their_biography_and_photograph(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        files={
            "proceedings/people/hopper.md": "A life.\n",
            "proceedings/people/hopper.jpg": b"\xff\xd8\xff",
            "proceedings/people/hopper.png": b"x",
            "proceedings/people/lovelace.md": " \n",
            "proceedings/people/lovelace.docx": b"x",
            "proceedings/people/nobody.png": b"x",
        },
    )
    lovelace, hopper = volume(reading).people
    assert hopper.bio is not None and hopper.bio.markdown == "A life.\n"
    assert hopper.photo == PurePosixPath("proceedings/people/hopper.jpg")
    assert lovelace.bio is None
    assert [str(d).split(": ", 2)[1] for d in reading.diagnostics if "people/" in d.place.file] == [
        "warning[two-photos]",
        "warning[unread-file]",
        "warning[empty-file]",
        "error[photo-for-nobody]",
    ]


def test_a_person_may_be_written_on_one_line(tmp_path: Path) -> None:
    reading = read(
        tmp_path, people="lovelace: Ada Lovelace\nhopper: {name: Grace Hopper, orcid: 0000-0002-1825-0097}\n"
    )
    assert [(p.name, p.orcid) for p in volume(reading).people] == [
        ("Ada Lovelace", None),
        ("Grace Hopper", "0000-0002-1825-0097"),
    ]


def test_two_people_may_have_one_name(tmp_path: Path) -> None:
    twin = "hopper-2:\n  name: Grace Hopper\n  affiliation: {}\n"
    codes = {d.code for d in read(tmp_path, people=PEOPLE + twin.format("Navy")).diagnostics}
    assert "same-person-twice" not in codes
    both = PEOPLE + "  affiliation: Navy\n" + twin.format("Navy")
    (found,) = [d for d in read(tmp_path, people=both).diagnostics if d.code == "same-person-twice"]
    assert found.severity == "notice"


def test_an_unknown_person_is_found_by_name_and_stands_in_the_draft(tmp_path: Path) -> None:
    reading = read(tmp_path, AGENDA.replace("speaker: hopper", "speaker: Grace Hopper"))
    (problem,) = [d for d in reading.diagnostics if d.code == "unknown-person"]
    assert problem.hint == "did you mean `hopper`?"
    assert [p.name for p in volume(reading).people] == ["Ada Lovelace", "Grace Hopper", "Grace Hopper"]
    assert len({p.id for p in volume(reading).people}) == 3


def test_a_day_with_a_date_that_cannot_be_read_stays_in_the_draft(tmp_path: Path) -> None:
    reading = read(tmp_path, AGENDA.replace("2007-10-08", "Monday"))
    assert [d.date for d in volume(reading).days] == [dt.date(2007, 10, 8)]
    assert len(list(volume(reading).items)) == 2


@pytest.mark.parametrize("agenda", ["days:\n", "days: []\n", "title: x\n"])
def test_an_agenda_without_days_is_a_sentence(tmp_path: Path, agenda: str) -> None:
    reading = read(tmp_path, agenda)
    assert any(d.severity == "error" and d.place.file.endswith("agenda.yaml") for d in reading.diagnostics)
    assert volume(reading).days == ()


def test_front_texts_have_their_first_heading_as_title_and_keep_their_lines(tmp_path: Path) -> None:
    front = {
        "proceedings/front/welcome.md": "\n# Welcome *all* #\n\nText\n",
        "proceedings/front/about.md": "No heading",
    }
    texts = volume(read(tmp_path, files=front)).front
    assert [(t.title, t.markdown) for t in texts] == [(None, "No heading"), ("Welcome all", "\n\n\nText\n")]


def test_parts_order_the_front_texts_and_rename_them(tmp_path: Path) -> None:
    front = {f"proceedings/front/{name}.md": f"# {name}\n\nText" for name in ("about", "thanks", "welcome")}
    parts = "parts: [title, welcome, {part: about, title: About us}, sessions]\n"
    reading = read(tmp_path, volume=VOLUME + parts, files=front)
    assert [t.title for t in volume(reading).front] == ["welcome", "About us"]
    assert [p.name for p in volume(reading).parts] == ["title", "welcome", "about", "sessions"]
    assert [str(d.place) for d in reading.diagnostics if d.code == "unused-front-text"] == [
        "proceedings/front/thanks.md:1:1"
    ]


@pytest.mark.parametrize(("name", "code"), [("contents", "reserved-id"), ("Über uns", "bad-id")])
def test_a_front_text_needs_a_name_of_its_own(tmp_path: Path, name: str, code: str) -> None:
    reading = read(tmp_path, files={f"proceedings/front/{name}.md": "Text"})
    assert code in {d.code for d in reading.diagnostics}


def test_a_workspace_is_found_from_a_folder_within(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    assert find_workspace(root / "papers") == root.resolve()
    assert find_workspace(root / "proceedings/volume.yaml") == root.resolve()
    with pytest.raises(UsageError, match="no workspace"):
        find_workspace(tmp_path)


def test_one_workspace_is_read_the_same_twice(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert read_workspace(tmp_path) == read_workspace(tmp_path)
