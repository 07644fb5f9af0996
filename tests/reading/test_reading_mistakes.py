"""What an editor is told about a mistake:
file, line, column, severity and code, always in one run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from proceedings.reading.conformance import CONFORMANCE
from proceedings.reading.workspace import read_workspace
from proceedings.values.diagnostics import Diagnostic, as_text
from proceedings.words.suggestions import one_of
from small_workspaces import AGENDA, PEOPLE, VOLUME, workspace

PNG = b"\x89PNG\r\n\x1a\n"

OPEN_SLIDES = "proceedings/agenda.yaml:14:17: warning[missing-document]: no slides from Grace Hopper yet"
"""The sound workspace waits for one document; every reading of it says so."""


def problems(root: Path) -> list[Diagnostic]:
    return [d for d in read_workspace(root).diagnostics if ": warning[missing-document]: no slides from " not in str(d)]


def test_a_sound_workspace_has_no_problem_but_the_document_that_has_not_come(tmp_path: Path) -> None:
    reading = read_workspace(workspace(tmp_path))
    assert [str(d) for d in reading.diagnostics] == [OPEN_SLIDES]
    assert reading.diagnostics[0].document == "session-1-hopper-slides"


def test_a_wrong_indent(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("        title: First Things", "       title: First Things"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:8:8: error[yaml-indent]: this line is indented differently")
    assert problem.hint == "begin it in column 9, as `session` does in line 7"


def test_an_unknown_key(tmp_path: Path) -> None:
    workspace(tmp_path, volume=VOLUME + "subtitel: More\n")
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/volume.yaml:8:1: error[unknown-key]: `subtitel`")
    assert problem.hint == "did you mean `subtitle`?"


def test_an_unknown_person(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("speaker: hopper", "speaker: hoper"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:11:22: error[unknown-person]: `hoper`")
    assert problem.hint == "did you mean `hopper`?"


def test_a_time_that_ends_before_it_starts(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("10:00–12:00", "10:00–09:00"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith(
        "proceedings/agenda.yaml:6:15: error[end-before-start]: it ends at 09:00, before it starts at 10:00"
    )


def test_a_missing_file(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("papers/hopper.pdf", "papers/hoper.pdf"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:13:24: warning[missing-document]: there is no file")
    assert problem.hint == "did you mean `papers/hopper.pdf`?"
    assert problem.document == "session-1-hopper-paper"


def test_a_duplicate_id(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA + "      - {id: closing, title: Closing}\n      - {id: closing, title: Dinner}\n")
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:17:14: error[duplicate-id]: the id `closing`")
    assert problem.hint is not None and "line 16" in problem.hint


def test_a_tab(tmp_path: Path) -> None:
    workspace(tmp_path, people=PEOPLE.replace("  name: Grace", "\tname: Grace"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/people.yaml:4:1: error[yaml-tab]:")


def test_a_date_as_text(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("2007-10-08", "8 October 2007"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:2:11: error[bad-date]: `8 October 2007`")
    assert problem.hint == "write 2007-10-08"


def test_a_bio_for_nobody(tmp_path: Path) -> None:
    workspace(tmp_path, files={"proceedings/people/hoper.md": "A life."})
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/people/hoper.md:1:1: error[bio-for-nobody]:")
    assert problem.hint == "did you mean `hopper.md`?"


@pytest.mark.parametrize("name", ["volume", "agenda", "people"])
@pytest.mark.parametrize("content", ["", "# to be written\n", "---\n", "~\n"])
def test_an_empty_file(tmp_path: Path, name: str, content: str) -> None:
    workspace(tmp_path, **{name: content})  # type: ignore[arg-type]
    errors = [str(d) for d in problems(tmp_path) if d.severity == "error"]
    assert len(errors) == 1
    assert errors[0].startswith(f"proceedings/{name}.yaml:1:1: error[empty-file]: the file ")


def test_the_line_and_a_caret_stand_under_the_message(tmp_path: Path) -> None:
    workspace(tmp_path, volume=VOLUME + "subtitel: More\n")
    assert as_text(problems(tmp_path), tmp_path).splitlines()[1:] == [
        "  8 | subtitel: More",
        "    | ^",
        "  hint: did you mean `subtitle`?",
    ]


def test_mistakes_of_all_files_are_told_in_one_run_and_the_volume_is_still_made(tmp_path: Path) -> None:
    workspace(
        tmp_path,
        volume=VOLUME.replace("language: en", "language: english\nisbn: 978-0-306-40615-8\ntrim: A44\nlayuot: x"),
        agenda=AGENDA.replace("date: 2007-10-08", "date: 8.10.2007").replace("title: First Things", "tittle: First"),
        people=PEOPLE.replace("name: Ada Lovelace", "nmae: Ada Lovelace\n  orcid: 0000-0002-1825-0098"),
    )
    reading = read_workspace(tmp_path)
    assert [d.code for d in reading.diagnostics if d.severity == "error"] == [
        "bad-date",
        "missing-key",
        "unknown-key",
        "missing-key",
        "unknown-key",
        "bad-orcid",
        "bad-language",
        "bad-isbn",
        "unknown-value",
        "unknown-key",
    ]
    assert reading.volume is not None
    assert [item.title for item in reading.volume.items] == ["Registration", "Session I"]


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("isbn: 978-0-306-40615-8", "bad-isbn", None),
        ("isbn: 0-306-40615-X", "bad-isbn", None),
        ("isbn: 12345", "bad-isbn", None),
        ("isbn: 977-0-306-40615-7", "bad-isbn", None),
        ("issn: 0378-5950", "bad-issn", None),
        ("doi: 11.1000/182", "bad-doi", None),
        ("language: Français", "bad-language", "write `fr`"),
        ("published: 2007-02-30", "bad-date", None),
        ("conformance: 2c", "unknown-value", None),
        ("conformance: 4u", "unknown-value", f"did you mean `4`? It is {one_of(CONFORMANCE)}"),
        ("trim: {width: 170mm}", "missing-key", None),
        ("trim: {width: 170mm, height: 24}", "bad-length", None),
        ("trim: {width: 17mm, height: 24mm}", "bad-length", None),
        ("slides: {per_page: 5}", "bad-number", "one of `1`, `2`, `3`, `4`, `6`"),
        ("sort: {particles: kep}", "unknown-value", None),
        ("checks: {margins: of}", "unknown-value", None),
        ("limits: {pages: many}", "bad-number", None),
        ("layout: mine", "unknown-layout", None),
        ("parts: [title, contnets]", "unknown-part", "did you mean `contents`?"),
        ("parts: [title, bios]", "unknown-part", "did you mean `biographies`?"),
        ("parts: [title, title]", "duplicate-part", None),
        ("publisher: {name: P, url: www.example.org}", "bad-url", "write https://www.example.org"),
        ("publisher: {name: P, email: nobody}", "bad-email", None),
        ("editors: [lovelase]", "unknown-person", "did you mean `lovelace`?"),
        ("sponsors: [{name: S, logo: ../x.png}]", "outside-workspace", None),
        ("keywords: {a: b}", "wrong-shape", None),
        ("series: [a]", "wrong-shape", None),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, line: str, code: str, hint: str | None) -> None:
    volume = VOLUME.replace("language: en\n", "") if line.startswith("language") else VOLUME
    workspace(tmp_path, volume=f"{volume}{line}\n")
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.severity.value) == (code, "error")
    assert problem.place.line == len(volume.splitlines()) + 1
    assert hint is None or hint == problem.hint


@pytest.mark.parametrize(
    "line",
    [
        "isbn: 978-0-306-40615-7",
        "isbn: 0-306-40615-2",
        "isbn: 0-8044-2957-X",
        "issn: 0378-5955",
        "issn: 2434-561X",
        "doi: https://doi.org/10.1000/182",
        "trim: letter",
        "conformance: UA-1",
        "trim: {width: 170mm, height: 24cm}",
        "published: 2008-1-5",
        "parts: [title, {part: contents, title: What is in it}]",
        "editors: [lovelace, Charles Babbage, {name: Luigi Menabrea, affiliation: Turin}]",
        "checks: {margins: off}",
        "keywords: one",
    ],
)
def test_a_value_that_can_be_used(tmp_path: Path, line: str) -> None:
    workspace(tmp_path, volume=f"{VOLUME}{line}\n")
    assert problems(tmp_path) == []


def test_a_time_zone_is_one_of_the_iana_data_base(tmp_path: Path) -> None:
    workspace(tmp_path, volume=VOLUME.replace("Europe/Zurich", "Europe/Zürich"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/volume.yaml:6:13: error[unknown-timezone]:")
    assert problem.hint == "did you mean `Europe/Zurich`?"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/etc/hostname", "outside-workspace"),
        ("papers/../../secret.pdf", "outside-workspace"),
        ("C:/papers/x.pdf", "outside-workspace"),
        ("papers/link.pdf", "outside-workspace"),
        ("papers/linked/x.pdf", "outside-workspace"),
        ("papers", "not-a-file"),
        (".", "not-a-file"),
        ("https://example.org/x.pdf", "not-a-file"),
        ("papers\\hopper.pdf", "bad-path"),
    ],
)
def test_a_document_is_a_file_of_the_workspace(tmp_path: Path, name: str, code: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.pdf").write_bytes(b"%PDF")
    root = workspace(tmp_path / "ws", agenda=AGENDA.replace("papers/hopper.pdf", name))
    (root / "papers/link.pdf").symlink_to(outside / "x.pdf")
    (root / "papers/linked").symlink_to(outside)
    errors = [d for d in problems(root) if d.severity == "error"]
    assert [(d.code, d.place.line, d.place.column) for d in errors] == [(code, 13, 24)]
    reading = read_workspace(root)
    assert reading.volume is not None
    assert [d.source for d in reading.volume.documents] == [None, None]


def test_a_symbolic_link_within_the_workspace_is_fine(tmp_path: Path) -> None:
    root = workspace(tmp_path, files={"received/x.pdf": b"%PDF"})
    (root / "papers/hopper.pdf").unlink()
    (root / "papers/hopper.pdf").symlink_to(root / "received/x.pdf")
    assert problems(root) == []


def test_the_editors_own_files_are_not_read_from_outside_either(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(PEOPLE)
    root = workspace(tmp_path / "ws")
    (root / "proceedings/people.yaml").unlink()
    (root / "proceedings/people.yaml").symlink_to(tmp_path / "people.yaml")
    assert [d.code for d in problems(root)] == ["outside-workspace"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"title: Caf\xe9\n", "proceedings/volume.yaml:1:11: error[not-utf-8]:"),
        ("title: Café\n".encode("utf-16"), "proceedings/volume.yaml:1:1: error[not-utf-8]:"),
        (b"a: 1\ntitle: a\x00b\n", "proceedings/volume.yaml:2:9: error[control-character]:"),
        (b"- title: a\n", "proceedings/volume.yaml:1:1: error[wrong-shape]:"),
        (b"The Book\n", "proceedings/volume.yaml:1:1: error[wrong-shape]:"),
    ],
)
def test_bytes_that_are_no_text_for_a_book(tmp_path: Path, content: bytes, expected: str) -> None:
    workspace(tmp_path, volume=content)
    reading = read_workspace(tmp_path)
    assert reading.volume is None
    assert str(next(d for d in reading.diagnostics if d.severity == "error")).startswith(expected)


def test_a_byte_order_mark_and_the_line_ends_of_another_system_change_nothing(tmp_path: Path) -> None:
    workspace(tmp_path, volume=b"\xef\xbb\xbf" + (VOLUME + "subtitel: x\n").replace("\n", "\r\n").encode())
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/volume.yaml:8:1: error[unknown-key]:")


def test_missing_files_are_one_error_each(tmp_path: Path) -> None:
    (tmp_path / "proceedings").mkdir()
    reading = read_workspace(tmp_path)
    assert reading.volume is None
    assert [str(d).split(": there")[0] for d in reading.diagnostics] == [
        "proceedings/agenda.yaml: error[missing-file]",
        "proceedings/people.yaml: error[missing-file]",
        "proceedings/volume.yaml: error[missing-file]",
    ]


def test_nobody_is_unknown_while_people_yaml_cannot_be_read(tmp_path: Path) -> None:
    workspace(tmp_path, people="hopper\n  name: x: y\n", files={"proceedings/people/hopper.md": "A life."})
    assert len(problems(tmp_path)) == 1
    reading = read_workspace(tmp_path)
    assert reading.volume is not None
    assert sorted(person.name for person in reading.volume.people) == ["hopper", "lovelace"]


def test_several_people_in_one_text_want_to_be_a_list(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("speaker: hopper", "speakers: hopper, lovelace"))
    (problem,) = problems(tmp_path)
    assert problem.code == "unknown-person"
    assert problem.hint == "write a list: [hopper, lovelace]"


def test_a_photograph_that_is_no_picture_is_named_and_left_out(tmp_path: Path) -> None:
    workspace(tmp_path, files={"proceedings/people/hopper.jpg": "not a picture"})
    (problem,) = problems(tmp_path)
    assert str(problem).startswith(
        "proceedings/people/hopper.jpg: warning[not-a-picture]: the photograph of Grace Hopper"
    )
    volume = read_workspace(tmp_path).volume
    assert volume is not None
    assert [person.photo for person in volume.people] == [None, None]


def test_a_logo_that_is_no_picture_is_named_and_left_out(tmp_path: Path) -> None:
    workspace(tmp_path, volume=VOLUME + "sponsors:\n  - {name: A, logo: logo.png}\n", files={"logo.png": "no"})
    assert [p.code for p in problems(tmp_path)] == ["not-a-picture"]


def test_a_front_text_that_cannot_be_read_is_not_also_an_unknown_part(tmp_path: Path) -> None:
    parts = "parts: [foreword, sessions]\n"
    workspace(tmp_path, volume=VOLUME + parts, files={"proceedings/front/foreword.md": b"# Pr\xe9face"})
    assert [p.code for p in problems(tmp_path)] == ["not-utf-8"]


def test_a_list_of_parts_whose_first_dash_is_missing(tmp_path: Path) -> None:
    workspace(tmp_path, volume=VOLUME + "parts:\n  title\n  - contents\n  - sessions\n")
    (problem,) = problems(tmp_path)
    assert problem.hint == "begin it with one: `- title`"


def test_an_entry_without_its_dash_is_the_line_to_mend(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("      - time: 09:00", "        time: 09:00"))
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:6:7: error[yaml-indent]")
    assert problem.hint == "if line 4 is an entry of the same list, begin it with a dash: `- time: 09:00–10:00`"


def test_a_quotation_that_swallows_the_next_one_is_reported_where_it_begins(tmp_path: Path) -> None:
    agenda = AGENDA.replace("title: Registration", 'title: "Registration').replace("First Things", '"First Things"')
    workspace(tmp_path, agenda=agenda)
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/agenda.yaml:5:16: error[yaml-open-quote]: this quotation mark")


def test_a_date_with_the_hyphens_of_a_word_processor_is_a_date(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace("2007-10-08", "2007\u201110\u201108"))
    assert problems(tmp_path) == []


def test_a_picture_of_a_text_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    text = "# Foreword\n\nA map:\n![The basin](basin.png)\nand ![another](https://example.org/map.png).\n"
    files: dict[str, str | bytes] = {"proceedings/front/foreword.md": text, "proceedings/front/bassin.png": PNG}
    workspace(tmp_path, files=files)
    missing, far = problems(tmp_path)
    assert str(missing).startswith("proceedings/front/foreword.md:4:14: warning[missing-picture]: the picture")
    assert missing.hint == "did you mean `proceedings/front/bassin.png`?"
    assert str(far).startswith("proceedings/front/foreword.md:5:16: warning[missing-picture]")


def test_pictures_that_are_there_belong_to_their_text(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "proceedings/front/foreword.md": "# Foreword\n\n![The basin](basin.png) ![again](images/river.png)\n",
        "proceedings/front/basin.png": PNG,
        "images/river.png": PNG,
        "proceedings/people/hopper.md": "![Her](hopper-at-work.png)\n",
        "proceedings/people/hopper-at-work.png": PNG,
    }
    read = read_workspace(workspace(tmp_path, files=files)).volume
    assert read is not None
    assert [str(path) for _, path in read.front[0].pictures] == ["proceedings/front/basin.png", "images/river.png"]
    assert [p.bio.pictures[0][1].name for p in read.people if p.bio] == ["hopper-at-work.png"]


def test_html_that_no_page_can_show_is_told_with_its_line(tmp_path: Path) -> None:
    workspace(tmp_path, files={"proceedings/front/foreword.md": "# Foreword\n\nSome <b>bold</b>\nand <video src=x>.\n"})
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("proceedings/front/foreword.md:4:5: warning[html-left-out]: `<video>`")


def test_a_title_of_a_text_is_printed_without_its_markdown(tmp_path: Path) -> None:
    workspace(tmp_path, files={"proceedings/front/foreword.md": "# Pour *tous* & <les grands>\n\nText.\n"})
    read = read_workspace(tmp_path).volume
    assert read is not None
    assert read.front[0].title == "Pour tous & <les grands>"
