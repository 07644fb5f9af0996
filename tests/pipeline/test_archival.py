"""The finished volume before the archive's validator:
every level, what it claims, what it says of itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pypdf.generic import DictionaryObject

from arbiter import broken
from proceedings.verifying.conformance import judgements
from small_workspaces import FOREWORD, NOTES
from small_workspaces import workspace as written

VOLUME = """\
title: The Book of the Meeting
subtitle: Words & pages
event: {name: The Meeting, city: Geneva, starts: 2007-10-08, ends: 2007-10-08, timezone: Europe/Zurich}
publisher: {name: A Publisher, place: Geneva}
editors: [Ada Lovelace, Charles Babbage]
series: {title: Meetings, number: 7, issn: 0378-5955}
isbn: 978-3-16-148410-0
doi: 10.1000/182
rights: All rights reserved.
licence: CC BY 4.0
keywords: [meetings, books]
language: en-GB
"""

AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - time: 10:00–12:00
        session: I
        title: First Things
        moderator: lovelace
        contributions:
          - speaker: hopper
            documents:
              - {kind: paper, file: papers/notes.md, title: Notes on notes, doi: 10.1000/183}
              - {kind: slides, file: papers/plain.pdf, title: Plain slides}
"""


def untagged(path: Path) -> None:
    """Two pages without tags:
    a title, a paragraph of two lines, a heading, a picture, a rule, and a link.
    """
    import weasyprint

    html = (
        "<style>@page {size: A4} h1 {font-size: 24pt} h2 {font-size: 16pt} p {font-size: 11pt}</style>"
        "<h1>Plain slides</h1><p>Grace Hopper</p><p>Something that fills a line and goes on to the next one, since it "
        "has more words than a line can hold.</p><h2>Second heading</h2><hr>"
        '<p style="break-before: page"><a href="https://example.org/">a link</a></p>'
        '<img style="width: 60mm" src="data:image/svg+xml,'
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'%3E%3Crect width='4' height='4'/%3E%3C/svg%3E"
        '">'
    )
    weasyprint.HTML(string=html).write_pdf(path)


def workspace(root: Path, conformance: str, options: str = "") -> Path:
    """A workspace with a manuscript, which gets tags, and a PDF that has none."""
    texts: dict[str, str | bytes] = {"proceedings/front/foreword.md": FOREWORD, "papers/notes.md": NOTES}
    written(root, agenda=AGENDA, files=texts)
    (root / "papers/hopper.pdf").unlink()
    untagged(root / "papers/plain.pdf")
    return asked(root, conformance, options)


def asked(root: Path, conformance: str, options: str = "") -> Path:
    """The same workspace with another level."""
    (root / "proceedings/volume.yaml").write_text(f"{VOLUME}conformance: {conformance}\n{options}", "utf-8")
    return root


def build(root: Path, **env: str) -> tuple[Path, str]:
    """The volume, and what was said on standard error."""
    command = [str(Path(sys.executable).with_name("proceedings")), "build", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})
    assert done.returncode == 0, done.stderr
    return root / "build/proceedings.pdf", done.stderr


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("archive"), "2b")


@pytest.fixture(scope="module")
def usual(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The volume as it is made where the editor says nothing of levels."""
    pdf, _ = build(asked(root, "2b"))
    return Path(shutil.copy(pdf, tmp_path_factory.mktemp("usual") / "proceedings.pdf"))


@pytest.fixture(scope="module")
def trusted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The volume of an editor who has read the tags that were made."""
    pdf, _ = build(asked(root, "2a ua-1", "options: {trust-made-tags: yes}\n"))
    return Path(shutil.copy(pdf, tmp_path_factory.mktemp("trusted") / "proceedings.pdf"))


def test_the_usual_volume_is_pdfa_2b_by_the_arbiter(usual: Path) -> None:
    assert broken(usual, "2b") == {"2b": []}
    assert [j.level for j in judgements(usual)] == ["2b"]


def test_the_volume_is_level_a_and_accessible_where_all_tags_are_trusted(trusted: Path) -> None:
    assert broken(trusted, "2a", "2u", "ua1") == {"2a": [], "2u": [], "ua1": []}
    assert [(j.level, j.findings) for j in judgements(trusted)] == [("2a", ()), ("ua-1", ())]


def test_a_document_without_tags_of_its_author_lowers_the_claim_and_is_named(root: Path) -> None:
    pdf, said = build(asked(root, "2a ua-1"))
    assert "warning[claim-lowered]: papers/" in said and "agenda.yaml:" in said
    assert "warning[not-accessible]" in said
    assert [j.level for j in judgements(pdf)] == ["2u"]
    assert broken(pdf, "2u") == {"2u": []}


@pytest.mark.parametrize("level", ["4", "4e"])
def test_pdfa_4_and_4e_hold_by_the_arbiter(root: Path, level: str) -> None:
    pdf, _ = build(asked(root, level))
    assert broken(pdf, level) == {level: []}
    assert not pypdf.PdfReader(pdf).attachments


def test_pdfa_4f_has_no_information_dictionary_and_brings_the_submissions_along(root: Path) -> None:
    pdf, _ = build(asked(root, "4f"))
    assert broken(pdf, "4f") == {"4f": []}
    reader = pypdf.PdfReader(pdf)
    assert "/Info" not in reader.trailer and reader.pdf_header == "%PDF-2.0"
    assert reader.attachments["papers/notes.md"] == [(root / "papers/notes.md").read_bytes()]
    listed: Any = reader.root_object["/AF"]
    files = [f.get_object() for f in listed]
    assert [f["/AFRelationship"] for f in files] == ["/Source", "/Source"]


def test_pdfa_3_brings_the_submissions_along_only_where_the_editor_asks(root: Path) -> None:
    pdf, _ = build(asked(root, "3u"))
    assert not pypdf.PdfReader(pdf).attachments
    pdf, _ = build(asked(root, "3u", "options: {attach-originals: yes}\n"))
    assert sorted(pypdf.PdfReader(pdf).attachments) == ["papers/notes.md", "papers/plain.pdf"]
    assert broken(pdf, "3u") == {"3u": []}


def test_information_dictionary_and_xmp_say_the_same(usual: Path) -> None:
    reader = pypdf.PdfReader(usual)
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None and xmp is not None
    assert xmp.dc_title == {"x-default": info.title, "en-GB": info.title}
    assert info.title == "The Book of the Meeting: Words & pages"
    assert "; ".join(xmp.dc_creator or []) == info.author == "Ada Lovelace; Charles Babbage"
    assert xmp.pdf_producer == info.producer and xmp.pdf_keywords == str(info["/Keywords"])
    assert xmp.xmp_create_date == xmp.xmp_modify_date


def test_the_metadata_name_publisher_rights_series_and_numbers(usual: Path) -> None:
    with pikepdf.open(usual) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        prism = "{http://prismstandard.org/namespaces/basic/3.0/}"
        assert xmp[f"{prism}isbn"].replace("-", "") == "9783161484100"
        assert xmp[f"{prism}issn"] == "0378-5955" and xmp[f"{prism}doi"] == "10.1000/182"
        assert xmp[f"{prism}seriesTitle"] == "Meetings"
        assert xmp[f"{prism}seriesNumber"] == xmp[f"{prism}volume"] == "7"
        assert xmp["dc:publisher"] == {"A Publisher"} and xmp["dc:language"] == {"en-GB"}
        assert xmp["dc:identifier"] == "doi:10.1000/182"


def elements(node: Any) -> Iterator[Any]:
    """A structure element and all below it."""
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        below = kid.get_object()
        if isinstance(below, DictionaryObject) and "/S" in below:
            yield from elements(below)


def articles(pdf: Path) -> list[Any]:
    root: Any = pypdf.PdfReader(pdf).root_object["/StructTreeRoot"]
    return [e for e in elements(root["/K"][0].get_object()) if e["/S"] == "/Art" and "/Metadata" in e]


def test_each_submission_has_metadata_of_its_own(usual: Path) -> None:
    notes, plain = (a["/Metadata"].get_object().get_data().decode() for a in articles(usual))
    assert "Notes on notes" in notes and "Grace Hopper" in notes and "10.1000/183" in notes
    assert "Plain slides" in plain and "<prism:startingPage>" in plain and "The Book of the Meeting" in plain


def test_a_submission_without_tags_gets_headings_paragraphs_figures_and_links(usual: Path) -> None:
    article = articles(usual)[1]
    kinds = [str(e["/S"])[1:] for e in elements(article)]
    assert [k for k in kinds if k.startswith("H")] == ["H1", "H2"]
    assert kinds.count("Link") == 1 and kinds.count("P") >= 3


def test_a_volume_is_linearised_where_the_editor_asks_and_conforms_all_the_same(usual: Path, tmp_path: Path) -> None:
    pdf, _ = build(workspace(tmp_path / "screen", "2b", "options: {linearize: yes}\n"))
    with pikepdf.open(pdf) as volume, pikepdf.open(usual) as plain:
        assert volume.is_linearized and not plain.is_linearized
        assert len(volume.pages) == len(plain.pages)
    assert b"/Linearized" in pdf.read_bytes()[:1024]
    assert broken(pdf, "2b") == {"2b": []}


def test_what_a_page_draws_is_the_same_with_tags_as_without(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    from proceedings.intake.tagging import tag

    untagged(tmp_path / "before.pdf")
    with pikepdf.open(tmp_path / "before.pdf") as document:
        assert tag(document).by_us
        document.save(tmp_path / "after.pdf")
    for number in range(2):
        pages = [pdfium.PdfDocument(tmp_path / f"{name}.pdf")[number] for name in ("before", "after")]
        first, second = (bytes(page.render(scale=1).buffer) for page in pages)
        assert first == second
        assert pages[0].get_textpage().get_text_bounded() == pages[1].get_textpage().get_text_bounded()


CLOCK = """\
import datetime, time
_late = 86400 * 1234.5
_time, _now = time.time, datetime.datetime.now
time.time = lambda: _time() + _late
time.time_ns = lambda: int(time.time() * 1e9)
_gmtime, _localtime = time.gmtime, time.localtime
time.gmtime = lambda s=None: _gmtime(time.time() if s is None else s)
time.localtime = lambda s=None: _localtime(time.time() if s is None else s)
class _Late(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return _now(tz) + datetime.timedelta(seconds=_late)
    @classmethod
    def utcnow(cls):
        return cls.now()
    @classmethod
    def today(cls):
        return cls.now()
class _Today(datetime.date):
    @classmethod
    def today(cls):
        return _Late.now().date()
datetime.datetime, datetime.date = _Late, _Today
"""
"""A `sitecustomize` that lets a Python process live years later."""


def test_another_day_and_another_folder_give_the_same_bytes(usual: Path, tmp_path: Path) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(CLOCK)
    late = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "clock"), os.environ.get("PYTHONPATH", "")])}
    said = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
        capture_output=True, text=True, check=True, env={**os.environ, **late},
    ).stdout  # fmt: skip
    again = workspace(tmp_path / "quite another folder", "2b")
    pdf, _ = build(again, TZ="Pacific/Auckland", USER="somebody", HOSTNAME="elsewhere", **late)
    assert int(said) > 2027
    assert hashlib.sha256(pdf.read_bytes()).digest() == hashlib.sha256(usual.read_bytes()).digest()
