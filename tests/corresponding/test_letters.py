"""`proceedings letters` through the front door: who is written to, and what a reader reads."""

from __future__ import annotations

import csv
import email
import json
import re
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.corresponding.messages import mail_address
from small_workspaces import workspace

VOLUME = """\
title: "Über Wege: Bücher & Boote"
short_title: Über Wege
language: en
event: {name: The Meeting, starts: 2026-05-01, ends: 2026-05-02}
editors: [eve]
limits: {paper-pages: 2}
deadlines: {slides: 2026-04-01, answer: 2026-04-15}
"""
AGENDA = """\
days:
  - date: 2026-05-01
    items:
      - session: I
        title: Things
        contributions:
          - title: On boats
            speakers: [ada, ben]
            documents:
              - paper: papers/boats.pdf
              - slides:
          - title: On oars
            speaker: cyd
            documents:
              - paper: papers/oars.pdf
          - title: On sails
            speaker: dov
            documents:
              - paper: papers/sails.pdf
"""
PEOPLE = """\
ada: {name: "Ada Ångström, Jr.", family: Ångström}
ben: {name: Ben Muster, language: de-AT}
cyd: {name: Cyd Invented, language: sw}
dov: {name: Dov Nowhere}
eve: {name: Eve Éditeur}
"""
ADDRESSES = """\
ada: ada@boats.example
ben: ben@böte.example
cyd: cyd@oars.example
editors: desk@meeting.example
gus: gus@nowhere.example
dov: no address
"""


def pdf(pages: int) -> bytes:
    import io

    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        said = f"BT /F 12 Tf 100 700 Td (Words of page {number + 1} on boats by Muster and others) Tj ET"
        page.Contents = made.make_stream(said.encode())
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "papers/boats.pdf": pdf(4),
        "papers/oars.pdf": b"This is no PDF",
        "papers/sails.pdf": pdf(3),
        "proceedings/addresses.yaml": ADDRESSES,
        "proceedings/volume.yaml": VOLUME + "checks: {title-differs: off, authors-differ: off}\n",
    }
    return workspace(tmp_path / "desk", VOLUME, AGENDA, PEOPLE, files)


def written(folder: Path, *options: str) -> str:
    result = CliRunner().invoke(app, ["letters", str(folder), "--jobs", "1", *options])
    assert result.exit_code == 0, result.output
    return result.output


def letter(folder: Path, person: str) -> EmailMessage:
    data = (folder / f"build/letters/{person}.eml").read_bytes()
    assert re.search(rb"[^\r]\n", data) is None, "lines of a message end in CR LF"
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    found = email.message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_each_author_gets_one_message_in_their_language_with_the_page_at_fault(desk: Path, tmp_path: Path) -> None:
    said = written(desk)
    ada, ben, cyd = (letter(desk, person) for person in ("ada", "ben", "cyd"))
    assert "presentation: On boats (by 1 April 2026)" in text_of(ada).replace("Presentation", "presentation")
    assert "Your paper has 4 pages. Please shorten it to 2 at most." in text_of(ada)
    assert "Ihr Dokument hat 4 Seiten. Bitte kürzen Sie es auf höchstens 2." in text_of(ben)
    assert "(bis 15. April 2026)" in text_of(ben)
    assert ada["To"].addresses[0].display_name == "Ada Ångström, Jr."
    assert ben["To"].addresses[0].addr_spec == "ben@xn--bte-sna.example"
    assert ada["From"].addresses[0].addr_spec == "desk@meeting.example"
    assert ada["Subject"] == "Über Wege: what we need from you"
    (picture,) = ada.iter_attachments()
    assert picture.get_content_type() == "image/png"
    drawn = tmp_path / "page.png"
    drawn.write_bytes(picture.get_content())
    with Image.open(drawn) as page:
        assert page.width == 640
        red, green, blue = page.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
        assert red > 150 > 90 > green and blue < 90, "page 3 is framed in red"
    assert "cannot be used" in text_of(cyd) or "cannot read" in text_of(cyd)
    assert "there are no sentences in sw" in said
    assert "Dov Nowhere (dov): 1 point" in said and "`gus` is nobody" in said
    assert "2026-05-02, the event's last day" in said and "nothing was sent" in said
    assert not (desk / "build/letters/dov.eml").exists()


def test_no_address_is_told_or_remembered(desk: Path) -> None:
    said = written(desk)
    state = (desk / "proceedings/state/letters.json").read_text("utf-8")
    assert "@" not in said.replace("name@example.org", "")
    assert "addresses.yaml" in (desk / "proceedings/.gitignore").read_text("utf-8").split()
    assert "example" not in state.replace("@proceedings.invalid", "")
    (desk / "proceedings/addresses.yaml").write_text("ada: [secret@boats.example\n", "utf-8")
    result = CliRunner().invoke(app, ["letters", str(desk), "--jobs", "1"])
    assert result.exit_code != 0
    assert "secret" not in result.output + str(result.exception)


def test_a_reminder_answers_the_letter_before_and_names_only_what_is_open(desk: Path) -> None:
    written(desk)
    first = letter(desk, "ada")
    (desk / "papers/boats.pdf").write_bytes(pdf(2))
    (desk / "proceedings/people/cyd.md").parent.mkdir()
    said = written(desk)
    assert "a reminder, 1 point" in said
    second = letter(desk, "ada")
    assert second["In-Reply-To"] == first["Message-ID"] == second["References"]
    assert second["Message-ID"] != first["Message-ID"]
    assert "still waiting" in text_of(second) and "shorten" not in text_of(second)
    assert list(second.iter_attachments()) == []
    agenda = desk / "proceedings/agenda.yaml"
    agenda.write_text(agenda.read_text("utf-8").replace("              - slides:\n", ""), "utf-8")
    written(desk)
    assert not (desk / "build/letters/ada.eml").exists(), "who owes nothing is not written to"


def test_the_same_letters_have_the_same_bytes_and_again_repeats_them(desk: Path) -> None:
    written(desk)
    kept = {path.name: path.read_bytes() for path in (desk / "build/letters").rglob("*") if path.is_file()}
    state = (desk / "proceedings/state/letters.json").read_bytes()
    written(desk, "--again")
    assert {path.name: path.read_bytes() for path in (desk / "build/letters").rglob("*") if path.is_file()} == kept
    assert (desk / "proceedings/state/letters.json").read_bytes() == state
    before = sorted((desk / "build/letters").rglob("*"))
    assert "would be written" in written(desk, "--dry-run")
    assert (desk / "proceedings/state/letters.json").read_bytes() == state
    assert sorted((desk / "build/letters").rglob("*")) == before


def test_git_reads_mailbox_and_messages_as_we_wrote_them(desk: Path, tmp_path: Path) -> None:
    written(desk)
    folder = tmp_path / "split"
    folder.mkdir()
    subprocess.run(["git", "mailsplit", f"-o{folder}", str(desk / "build/letters/letters.mbox")], check=True)
    assert len(list(folder.iterdir())) == 3
    one = (desk / "build/letters/ada.eml").read_bytes()
    told = subprocess.run(
        ["git", "mailinfo", str(folder / "text"), str(folder / "patch")], input=one, check=True, capture_output=True
    ).stdout.decode("utf-8")
    assert "Author: Eve Éditeur" in told and "Email: desk@meeting.example" in told
    assert "Subject: Über Wege: what we need from you" in told
    assert "Dear Ada Ångström, Jr.,".encode() in (folder / "text").read_bytes()


def test_the_table_has_a_row_for_each_letter(desk: Path) -> None:
    written(desk)
    data = (desk / "build/letters/letters.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert [row["person"] for row in rows] == ["ada", "ben", "cyd"]
    assert rows[0]["address"] == "ada@boats.example"
    for row in rows[:2]:
        assert all((desk / "build/letters" / name).is_file() for name in row["attachments"].split("; "))


def test_an_editors_template_is_used_in_its_language_and_reaches_nothing(desk: Path) -> None:
    (desk / "proceedings/letter.txt").write_text("Ahoy {{ name }}: {{ groups|length }} groups\n", "utf-8")
    (desk / "proceedings/letter.de.txt").write_text("Moin {{ name }}\n", "utf-8")
    written(desk)
    assert text_of(letter(desk, "ada")).strip() == "Ahoy Ada Ångström, Jr.: 2 groups"
    assert text_of(letter(desk, "ben")).strip() == "Moin Ben Muster"
    for wrong in ("{{ nobody }}", "\n{% if %}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}"):
        (desk / "proceedings/letter.txt").write_text(wrong, "utf-8")
        result = CliRunner().invoke(app, ["letters", str(desk), "--jobs", "1", "--again"])
        assert result.exit_code != 0 and "proceedings/letter.txt" in str(result.exception), wrong


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" ada@boats.example ", "ada@boats.example"),
        ("mailto:ada@boats.example", "ada@boats.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@boats", None),
        ("ada@boats.example\nBcc: eve@x.example", None),
        ("ädä@boats.example", None),
        ("Ada <ada@boats.example>", None),
    ],
)
def test_addresses_are_taken_or_refused(text: str, address: str | None) -> None:
    assert mail_address(text) == address


def test_state_that_cannot_be_read_counts_as_none(desk: Path) -> None:
    path = desk / "proceedings/state/letters.json"
    path.parent.mkdir()
    path.write_text("[]", "utf-8")
    assert "a letter" in written(desk)
    assert json.loads(path.read_text("utf-8"))["people"]["ada"][0]["run"] == 1
