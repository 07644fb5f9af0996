"""The screen edition beside the one for print, as a reader,
an archivist and an editor find them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest

import proceedings
from plain_pages import SLIDE, Text, pdf_of, prose
from small_workspaces import run

VOLUME = """\
title: The Book of the Meeting
short_title: The Meeting
event: {name: The Meeting, city: Geneva, starts: 2007-10-08, ends: 2007-10-08}
language: en
slides: {per_page: 2, on_screen: 1}
"""

AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - time: 10:00–12:00
        session: I
        title: First Things
        contributions:
          - {title: On compilers, speaker: hopper, documents: [{paper: papers/hopper.pdf}]}
          - {title: On rings, speaker: noether, documents: [{slides: papers/noether.pdf}]}
      - time: 13:00–15:00
        session: II
        title: Second Things
        contributions:
          - {title: On engines, speaker: lovelace, documents: [{paper: papers/engines.pdf}]}
"""

PEOPLE = "lovelace: {name: Ada Lovelace}\nhopper: {name: Grace Hopper}\nnoether: {name: Emmy Noether}\n"

FOLIO = re.compile(r"(?<![\w.])(?:[ivx]+|\d+[a-z]?)(?!\w)")


def workspace(root: Path, more: str = "") -> Path:
    """Two papers and five slides in two sessions; the second page of a paper links to its first."""
    (root / "proceedings").mkdir(parents=True)
    (root / "papers").mkdir()
    (root / "proceedings/volume.yaml").write_text(VOLUME + more, "utf-8")
    (root / "proceedings/agenda.yaml").write_text(AGENDA, "utf-8")
    (root / "proceedings/people.yaml").write_text(PEOPLE, "utf-8")
    for name, title, author in (
        ("hopper", "On compilers", "Grace Hopper"),
        ("engines", "On engines", "Ada Lovelace"),
    ):
        opening = [Text(title, y=760, size=18), Text(author, y=735), *prose()]
        pages = [opening, *([Text(f"page {n} of {name}"), *prose()] for n in (2, 3))]
        (root / f"papers/{name}.pdf").write_bytes(pdf_of(pages))
    slides = [[Text(f"Slide {n} on rings by Emmy Noether", 40, 150, 18)] for n in range(1, 6)]
    (root / "papers/noether.pdf").write_bytes(pdf_of(slides, size=SLIDE))
    with pikepdf.open(root / "papers/engines.pdf", allow_overwriting_input=True) as pdf:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[72, 600, 200, 700],
            Dest=[pdf.pages[0].obj, pikepdf.Name.Fit],
        )
        pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.save(root / "papers/engines.pdf")
    return root


def built(root: Path, *options: str) -> Path:
    done = run("build", root, *options)
    assert done.returncode == 0, done.stderr
    return root / "build"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of a book in both editions."""
    return built(workspace(tmp_path_factory.mktemp("both"), "editions: [print, screen]\n"))


def contents(folder: Path, edition: str = "") -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / f"contents{edition}.json").read_text("utf-8"))
    return said


def labels(file: Path) -> list[str]:
    return pypdf.PdfReader(file).page_labels


def words(file: Path) -> list[str]:
    """The text of each page, read by pdfium."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def test_one_build_makes_both_and_each_is_described(both: Path) -> None:
    assert {"proceedings.pdf", "proceedings-screen.pdf", "contents.json", "contents-screen.json"} <= set(sums(both))
    assert "edition" not in contents(both) and contents(both, "-screen")["edition"] == "screen"
    for edition in ("", "-screen"):
        said = contents(both, edition)
        assert said["pdf"] == f"proceedings{edition}.pdf"
        assert said["sha256"] == sums(both)[said["pdf"]]
        assert said["pages"] == len(labels(both / said["pdf"]))


def test_the_screen_edition_has_no_blank_page_and_the_folios_of_print(both: Path) -> None:
    printed, shown = labels(both / "proceedings.pdf"), labels(both / "proceedings-screen.pdf")
    blank = {p["first_folio"] for p in contents(both)["parts"] if p["kind"] == "blank"}
    assert blank and not blank & {label.rstrip("ab") for label in shown}
    assert all(text.strip() for text in words(both / "proceedings-screen.pdf"))
    assert list(dict.fromkeys(label.rstrip("ab") for label in shown)) == [x for x in printed if x not in blank]
    assert not [p for p in contents(both, "-screen")["parts"] if p["kind"] == "blank"]


def test_the_same_words_stand_under_the_same_folio(both: Path) -> None:
    printed = dict(zip(labels(both / "proceedings.pdf"), words(both / "proceedings.pdf"), strict=True))
    shown = dict(zip(labels(both / "proceedings-screen.pdf"), words(both / "proceedings-screen.pdf"), strict=True))
    whole = [label for label in shown if label in printed and not re.fullmatch(r"\d+[ab]", label)]
    assert len(whole) > 10
    for label in whole:
        assert sorted(shown[label].split()) == sorted(printed[label].split()), label


def test_slides_of_one_page_of_print_share_its_folio(both: Path) -> None:
    (slides,) = [p for p in contents(both)["parts"] if p["kind"] == "slides"]
    (apart,) = [p for p in contents(both, "-screen")["parts"] if p["kind"] == "slides"]
    first = int(slides["first_folio"])
    expected = [f"{first}a", f"{first}b", f"{first + 1}a", f"{first + 1}b", f"{first + 2}"]
    start = apart["first_page"] - 1
    assert labels(both / "proceedings-screen.pdf")[start : start + 5] == expected
    assert (slides["page_count"], apart["page_count"]) == (3, 5)
    assert (apart["first_folio"], apart["last_folio"]) == (expected[0], expected[-1])
    texts = words(both / "proceedings-screen.pdf")[start : start + 5]
    for number, (text, folio) in enumerate(zip(texts, expected, strict=True), 1):
        assert f"Slide {number} on rings" in text and folio in FOLIO.findall(text)


def test_a_slide_alone_is_as_wide_as_the_page_and_the_page_no_higher_than_it_needs(both: Path) -> None:
    (apart,) = [p for p in contents(both, "-screen")["parts"] if p["kind"] == "slides"]
    with pypdfium2.PdfDocument(both / "proceedings-screen.pdf") as pdf:
        width, height = pdf[apart["first_page"] - 1].get_size()
        assert abs(width - 595.276) < 0.01
        assert height < 600
        line = next(o for o in pdf[apart["first_page"] - 1].get_objects() if o.type == 2)
        left, _, right, _ = line.get_bounds()
        assert left < 30 and right > 565


def test_text_stands_between_equal_margins(both: Path) -> None:
    """Whatever stands at the left begins at half of what both margins are together."""
    lefts = set[int]()
    with pypdfium2.PdfDocument(both / "proceedings-screen.pdf") as pdf:
        for part in contents(both, "-screen")["parts"]:
            if part["kind"] in ("contents", "agenda", "index", "title", "half-title", "divider"):
                page = pdf[part["first_page"] - 1]
                lefts.add(round(min(o.get_bounds()[0] - page.get_mediabox()[0] for o in page.get_objects(filter=[1]))))
    assert lefts <= {101, 102, 103}, lefts


def test_links_and_bookmarks_lead_to_the_same_pages(both: Path) -> None:
    def aims(file: Path) -> Iterator[str]:
        reader, named = pypdf.PdfReader(file), labels(file)
        places = {page.indirect_reference.idnum: named[n] for n, page in enumerate(reader.pages)}  # type: ignore[union-attr]
        for page in reader.pages:
            for note in page.get("/Annots") or ():
                link = note.get_object()
                aim = link.get("/Dest") or link.get("/A", {}).get("/D")
                if aim is not None:
                    yield places[aim[0].idnum].rstrip("ab")
        for entry in _flat(reader.outline):
            yield str(entry.title) + places[entry.page.idnum].rstrip("ab")

    assert sorted(aims(both / "proceedings.pdf")) == sorted(aims(both / "proceedings-screen.pdf"))


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_it_is_linearised_and_opens_as_one_column(both: Path) -> None:
    with pikepdf.open(both / "proceedings-screen.pdf") as pdf:
        assert pdf.is_linearized and pdf.Root.PageLayout == "/OneColumn"
    with pikepdf.open(both / "proceedings.pdf") as pdf:
        assert not pdf.is_linearized and pdf.Root.PageLayout == "/TwoPageRight"


def test_verify_reads_both_and_finds_nothing(both: Path) -> None:
    done = run("verify", both.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "proceedings.pdf: no problems" in done.stdout
    assert "proceedings-screen.pdf: no problems" in done.stdout


def test_verify_sees_that_a_folio_of_the_screen_edition_is_wrong(both: Path, tmp_path: Path) -> None:
    shutil.copy(both / "contents-screen.json", tmp_path)
    with pikepdf.open(both / "proceedings-screen.pdf") as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=40)])
        pdf.save(tmp_path / "proceedings-screen.pdf")
    done = run("verify", tmp_path / "proceedings-screen.pdf")
    assert done.returncode == 4
    assert "folio-differs-from-label" in done.stderr


def test_there_is_nothing_to_do_the_second_time_and_the_bytes_are_the_same(both: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(both.parent, tmp_path / "again"))
    before = sums(root / "build")
    shutil.rmtree(root / "build")
    built(root)
    assert sums(root / "build") == before
    explained = run("build", root, "--explain")
    assert "the volume: not run" in explained.stderr or "nothing changed" in explained.stderr
    assert sums(root / "build") == before


def test_one_edition_alone_leaves_the_other_where_it_is(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    folder = built(root)
    assert "proceedings-screen.pdf" not in sums(folder)
    before = sums(folder)
    done = run("build", root, "--edition", "screen", "--explain")
    assert done.returncode == 0 and "proceedings-screen.pdf: " in done.stdout
    assert not re.search(r"^(intake|typesetting).* ran", done.stderr, re.MULTILINE), done.stderr
    assert {name: said for name, said in sums(folder).items() if "screen" not in name} == before
    for options in ((), ("--edition", "screen")):
        assert "nothing changed" in run("build", root, *options, "--explain").stderr


def test_an_edition_that_there_is_not_is_wrong_usage_and_one_in_the_file_an_error(tmp_path: Path) -> None:
    root = workspace(tmp_path, "editions: [print, skreen]\n")
    assert run("build", root, "--edition", "gold").returncode == 2
    done = run("check", root)
    assert done.returncode == 1
    assert "volume.yaml:6:19: error[unknown-value]: `skreen` is not an edition" in done.stderr
    assert "did you mean `screen`?" in done.stderr


def test_volumes_of_several_refer_to_those_of_their_edition(tmp_path: Path) -> None:
    folder = built(workspace(tmp_path, "editions: [print, screen]\nsplit: session\n"))
    names = {name for name in sums(folder) if name.endswith(".pdf")}
    assert names == {f"proceedings{e}-{n}.pdf" for e in ("", "-screen") for n in (1, 2)}
    aims = set[str]()
    for n in (1, 2):
        for page in pypdf.PdfReader(folder / f"proceedings-screen-{n}.pdf").pages:
            for note in page.get("/Annots") or ():
                action = note.get_object().get("/A", {})
                if action.get("/S") == "/GoToR":
                    aims.add(str(action["/F"]))
    assert aims == {"proceedings-screen-1.pdf", "proceedings-screen-2.pdf"}
    done = run("verify", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "proceedings/volume.yaml").write_text(VOLUME + "editions: [print, screen]\n", "utf-8")
    built(tmp_path)
    assert {name for name in sums(folder) if name.endswith(".pdf")} == {"proceedings.pdf", "proceedings-screen.pdf"}


def test_a_program_asks_for_an_edition(tmp_path: Path) -> None:
    request = proceedings.BuildRequest(workspace(tmp_path), edition=proceedings.Edition.SCREEN)
    outcome = proceedings.build(request)
    assert [path.name for path in outcome.volumes] == ["proceedings-screen.pdf"]
    assert all(read.sound for read in proceedings.verify(tmp_path))


def test_both_hold_what_they_claim(both: Path) -> None:
    from proceedings.verifying.conformance import judgements

    for edition in ("", "-screen"):
        found = judgements(both / f"proceedings{edition}.pdf")
        assert found and not any(claim.findings for claim in found)


@pytest.mark.needs_qpdf
def test_qpdf_finds_no_fault_in_the_linearised_file(both: Path) -> None:
    done = subprocess.run(
        ["qpdf", "--check", both / "proceedings-screen.pdf"], capture_output=True, text=True, check=False
    )
    serious = [line for line in done.stderr.splitlines() if "WARNING" in line and "object count mismatch" not in line]
    assert not serious and "File is linearized" in done.stdout
