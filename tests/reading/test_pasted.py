"""What comes along with pasted text, and other slips of which an editor cannot see the cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.reading.pasted import misread
from proceedings.reading.workspace import read_workspace
from proceedings.values.diagnostics import Diagnostic, as_text
from small_workspaces import AGENDA, PEOPLE, VOLUME, workspace

TITLE = "title: Registration"


def only(root: Path, code: str) -> Diagnostic:
    found = [d for d in read_workspace(root).diagnostics if d.code == code]
    assert len(found) == 1, [str(d) for d in read_workspace(root).diagnostics]
    return found[0]


@pytest.mark.parametrize("zone", ["GMT+2", "UTC+1", "CEST", "+02:00", "utc-5"])
def test_no_zone_is_suggested_for_an_offset_but_that_of_the_city(tmp_path: Path, zone: str) -> None:
    told = only(workspace(tmp_path, VOLUME.replace("Europe/Zurich", zone)), "unknown-timezone")
    assert told.hint == "write the zone of a city, such as Europe/Zurich; it knows when summer time begins"
    in_vienna = VOLUME.replace("timezone: Europe/Zurich", f"city: Vienna\n  timezone: {zone}")
    assert "that of Vienna: Europe/Vienna" in str(only(workspace(tmp_path, in_vienna), "unknown-timezone").hint)


@pytest.mark.parametrize(
    ("written", "code", "line", "message", "hint"),
    [
        ("title:\u00a0Registration", "yaml-blank", 5, "a no-break space (U+00A0)", "replace it by a space"),
        ("title:\u202fRegistration", "yaml-blank", 5, "a narrow no-break space (U+202F)", "replace it by a space"),
        ("title: “A: b”", "yaml-quote", 5, "a colon", "curly quotes are none of YAML's"),
        ("title: “Registration”", "curly-quotes", 5, "curly quotation marks", "take them away"),
        (f"{TITLE}\n      -title: End", "yaml-dash", 6, "no space after the dash", "write `- title: End`"),
    ],
)
def test_a_pasted_sign_is_named(tmp_path: Path, written: str, code: str, line: int, message: str, hint: str) -> None:
    told = only(workspace(tmp_path, agenda=AGENDA.replace(TITLE, written)), code)
    assert told.place.line == line
    assert message in told.message and hint in str(told.hint)


def test_letters_of_another_encoding_are_told_with_those_that_are_meant(tmp_path: Path) -> None:
    told = only(workspace(tmp_path, people=PEOPLE.replace("Ada", "BÃ¤hr")), "misread-letters")
    assert "`Ã¤` should be `ä`" in told.message and told.place.line == 2
    control = only(
        workspace(tmp_path, people=PEOPLE.replace("Ada", "新加".encode().decode("latin-1"))), "control-character"
    )
    assert control.message.startswith("`新加` was meant")


@given(st.text(alphabet="äöüßéèêçñøåœžłÄÉÀÃÂÅÑ «»“”‘’–—…°µ²a", max_size=8))
def test_letters_that_are_right_are_not_told_and_misread_ones_are(text: str) -> None:
    if not any(pair in text for pair in ("Ã°", "Ã²", "Ãµ", "Ã«", "Ã»", "Â°", "Â²", "Âµ", "Â«", "Â»")):
        assert list(misread("L" + "L".join(text) + "L")) == []
    wrong = "é".encode().decode("cp1252")
    assert [meant for _, _, meant in misread(f"L{wrong}L")] == ["é"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\xff\xfe", "a Word file"),
        (AGENDA.encode("utf-16"), "UTF-16"),
        (AGENDA.encode("utf-16-le"), "UTF-16"),
    ],
)
def test_a_file_that_is_no_plain_text_is_named_and_not_shown(tmp_path: Path, content: bytes, said: str) -> None:
    told = only(workspace(tmp_path, agenda=content), "not-utf-8")
    assert said in told.message
    assert "| " not in as_text([told], tmp_path)


def test_a_long_line_is_shown_around_the_place(tmp_path: Path) -> None:
    agenda = AGENDA.replace(TITLE, f"title: {'word ' * 400}: and {'word ' * 400}")
    lines = as_text(read_workspace(workspace(tmp_path, agenda=agenda)).diagnostics, tmp_path).splitlines()
    shown = next(n for n, line in enumerate(lines) if line.startswith("  5 | "))
    assert len(lines[shown]) < 180
    assert lines[shown][lines[shown + 1].index("^")] == ":"


def test_a_photograph_with_the_name_of_a_person_is_to_be_renamed(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    files: dict[str, str | bytes] = {
        f"proceedings/people/{name}": picture for name in ("Ada Lovelace.png", "Ann Bee.png")
    }
    files["proceedings/people/Thumbs.db"] = b"x"
    found = read_workspace(workspace(tmp_path, files=files)).diagnostics
    hints = [d.hint for d in found if d.code == "photo-for-nobody"]
    assert hints == [
        "rename it to `lovelace.png`",
        "rename it to the id of its person in proceedings/people.yaml, such as `ann-bee.png`",
    ]
    assert not [d for d in found if "Thumbs" in d.place.file]


def test_a_path_of_one_computer_a_room_used_twice_and_a_negative_limit(tmp_path: Path) -> None:
    agenda = AGENDA.replace("papers/hopper.pdf", "C:\\Users\\me\\x.pdf").replace(
        "10:00–12:00", "09:30–12:00\n        room: A"
    )
    agenda = agenda.replace("09:00–10:00", "09:00–10:00\n        room: A")
    root = workspace(tmp_path, VOLUME + "limits: {paper-pages: -3}\n", agenda)
    assert only(root, "bad-path").hint == "copy the file into papers/ and write `papers/x.pdf`"
    assert only(root, "overlapping-items").message.endswith("which is in the room A too")
    assert only(root, "bad-number").message == "`-3` is less than nothing"


def test_people_of_one_name_are_told_together(tmp_path: Path) -> None:
    people = PEOPLE + "".join(f"p{n}: {{name: Jane Miller}}\n" for n in range(6))
    assert only(workspace(tmp_path, people=people), "same-person-twice").message.startswith("5 people have name and")


def test_a_paper_that_stayed_in_icloud_and_a_link_that_leads_out_are_told_as_what_they_are(tmp_path: Path) -> None:
    root = workspace(tmp_path / "here", agenda=AGENDA.replace("papers/hopper.pdf", "papers/away.pdf"))
    (root / "papers/.away.pdf.icloud").write_bytes(b"bplist00")
    (root / "papers/hopper.pdf").unlink()
    (tmp_path / "elsewhere.pdf").write_bytes(b"%PDF-1.7")
    (root / "papers/other.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    away = next(d for d in read_workspace(root).diagnostics if d.code == "missing-document" and "iCloud" in d.message)
    assert away.message == "`papers/away.pdf` is in iCloud and not on this computer"
    assert "Download Now" in (away.hint or "")
    assert only(root, "unused-file").message.startswith("this is a link to a place outside the workspace")
