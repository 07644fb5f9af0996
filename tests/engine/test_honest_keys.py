"""A change of programs redoes what had asked for them, and nothing else.

Stand-ins stand first on the path, say another version and hand all else to the real program.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from font_programs import descriptor, simple, type1
from proceedings.engine.store import Store
from proceedings.programs.asking import HARFBUZZ, LIBREOFFICE, MATH, PANGO
from proceedings.programs.installed import Installed
from small_workspaces import MEETING_AGENDA, meeting, run

OFFICE, WIDE, LOOSE, SOUND, TEXT = "report.rtf", "wide.pdf", "loose.pdf", "hopper.pdf", "notes.md"
ALL = {OFFICE, WIDE, LOOSE, SOUND, TEXT}
AGENDA = MEETING_AGENDA.replace(
    "          - General Discussion\n",
    f"""\
          - speaker: lovelace
            documents:
              - {{kind: paper, file: papers/{OFFICE}, title: A report}}
              - {{kind: paper, file: papers/{WIDE}, title: On width}}
              - {{kind: paper, file: papers/{LOOSE}, title: On looseness}}
""",
)
REPORT = rb"{\rtf1\ansi{\fonttbl{\f0 Liberation Serif;}}\f0 A report of a few words.\par}"


def one_page(path: Path, words: str, add: Callable[[pikepdf.Pdf], None]) -> None:
    """A page of words in Helvetica, and what else is wrong with it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(f"BT /F 24 Tf 90 600 Td ({words}) Tj ET".encode())
        page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        add(pdf)
        pdf.save(path)


def wide(pdf: pikepdf.Pdf) -> None:
    """A letter narrower in its font than the dictionary says: a fault for Ghostscript."""
    font = simple(pdf, "Type1", descriptor(pdf, type1({"A": 500}), "/FontFile"), {65: 600})
    page = pdf.pages[0].obj
    page.Resources.Font.Odd = font
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" BT /Odd 9 Tf 20 20 Td <41> Tj ET")


def loose(pdf: pikepdf.Pdf) -> None:
    """Words in a font that is not in the file and that nobody knows: poppler is asked too."""
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Unheardof, Encoding=Name.WinAnsiEncoding)
    page = pdf.pages[0].obj
    page.Resources.Font.Odd = pdf.make_indirect(font)
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" BT /Odd 12 Tf 90 300 Td (words) Tj ET")


def written(root: Path) -> Path:
    meeting(root, AGENDA)
    (root / "papers" / OFFICE).write_bytes(REPORT)
    one_page(root / "papers" / WIDE, "On width", wide)
    one_page(root / "papers" / LOOSE, "On looseness", loose)
    return root


def steps(root: Path, **env: str) -> dict[str, str]:
    """What a build says of each step, by the step's name; that of a submission by its file."""
    done = run("build", "--explain", "--draft", root, env=env)
    assert done.returncode == 0, done.stderr
    lines = [line.split(": ", 1) for line in done.stderr.splitlines() if ": ran, " in line or ": not run, " in line]
    return {name.removeprefix("intake of papers/").partition(" (")[0]: said for name, said in lines}


def redone(said: dict[str, str]) -> set[str]:
    """The submissions that were taken in, all others being in the store."""
    assert said.keys() >= ALL
    return {name for name in ALL if said[name].startswith("ran")}


def quires(root: Path, pikepdf_version: str) -> int:
    manifests = (json.loads(path.read_bytes()) for path in (root / "build/.store").glob("??/*/manifest.json"))
    return sum("quire" in m["files"] and m["programs"] == {"pikepdf": pikepdf_version} for m in manifests)


def path_without(folder: Path, hidden: Collection[str]) -> str:
    """A path with one folder, which has all programs of the real one but some."""
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for program in Path(place).iterdir() if Path(place).is_dir() else ():
            if program.name not in hidden and not (folder / program.name).is_symlink():
                (folder / program.name).symlink_to(program)
    return str(folder)


def stand_in(folder: Path, program: str, says: str, log: Path | None = None) -> str:
    """A path on which a program of another version comes first, which notes each start."""
    folder.mkdir(exist_ok=True)
    noted = f'echo "$*" >>{log}\n' if log else ""
    asked = f'case "$*" in *--version*) echo "{says}";; *) exec {shutil.which(program)} "$@";; esac\n'
    (folder / program).write_text(f"#!/bin/sh\n{noted}{asked}", "utf-8")
    (folder / program).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("keys"))
    assert redone(steps(root)) == ALL
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_ghostscript, pytest.mark.needs_poppler]


def test_programs_and_workspace_elsewhere_redo_nothing(copy: Path, tmp_path: Path) -> None:
    path = path_without(tmp_path / "bin", ())
    assert steps(copy, PATH=path) == {"the volume": "not run, nothing changed"}
    (copy / "build/proceedings.pdf").unlink()
    assert redone(steps(copy, PATH=path)) == set()


def test_another_ghostscript_redoes_what_had_wanted_it(copy: Path, tmp_path: Path) -> None:
    said = steps(copy, PATH=stand_in(tmp_path / "bin", "gs", "99.1"))
    assert redone(said) == {WIDE}
    assert "Ghostscript 99.1 was 1" in said["the volume"]
    assert said[WIDE].startswith("ran, Ghostscript 99.1 was 1")
    assert not [name for name, told in said.items() if name.startswith("typesetting") and told.startswith("ran")]


def test_without_ghostscript_only_what_had_wanted_it_is_redone_and_with_it_nothing(copy: Path, tmp_path: Path) -> None:
    path = path_without(tmp_path / "bin", {"gs", "gsc"})
    said = steps(copy, PATH=path)
    assert redone(said) == {WIDE}
    assert "Ghostscript is not there any more" in said[WIDE]
    assert steps(copy, PATH=path) == {"the volume": "not run, nothing changed"}
    again = steps(copy)
    assert "was not there" in again["the volume"]
    # What had been made with it lies in the store still.
    assert redone(again) == set()


def test_without_poppler_only_what_had_wanted_it_is_redone(copy: Path, tmp_path: Path) -> None:
    said = steps(copy, PATH=path_without(tmp_path / "bin", {"pdftotext", "pdftoppm"}))
    assert redone(said) == {LOOSE}
    assert "poppler is not there any more" in said[LOOSE]


def test_another_libreoffice_redoes_office_documents_alone_and_is_asked_once(copy: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = stand_in(tmp_path / "bin", "soffice", "LibreOffice 99.2.0.1 40(Build:2)", log)
    said = steps(copy, PATH=path)
    assert redone(said) == {OFFICE}
    assert "LibreOffice 99.2.0.1 was " in said[OFFICE]
    started = log.read_text("utf-8")
    assert started.count("--version") == 1
    assert steps(copy, PATH=path) == {"the volume": "not run, nothing changed"}
    (copy / "papers" / SOUND).write_bytes((copy / "papers" / LOOSE).read_bytes())
    assert OFFICE not in redone(steps(copy, PATH=path))
    assert log.read_text("utf-8") == started


def test_libreoffice_is_not_started_where_no_office_document_is(tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = stand_in(tmp_path / "bin", "soffice", "LibreOffice 99.2.0.1 40(Build:2)", log)
    assert run("build", meeting(tmp_path / "without"), env={"PATH": path}).returncode == 0
    assert not log.exists()


@pytest.mark.parametrize(("library", "wants"), [("pikepdf", ALL), ("pydyf", {TEXT}), ("nobody", set())])
def test_another_library_redoes_what_it_had_a_part_in(
    copy: Path, tmp_path: Path, library: str, wants: set[str]
) -> None:
    (tmp_path / "newer" / f"{library}-99.0.dist-info").mkdir(parents=True)
    said = steps(copy, PYTHONPATH=str(tmp_path / "newer"))
    if not wants:
        assert said == {"the volume": "not run, nothing changed"}
        return
    assert redone(said) == wants
    assert f"{library} 99.0 was " in said["the volume"]
    ours = {told.startswith("ran") for name, told in said.items() if name.startswith("typesetting")}
    assert ours == {library == "pydyf"}
    assert (quires(copy, "99.0") > 0) is (library == "pikepdf")


def test_entries_of_different_programs_lie_beside_each_other(tmp_path: Path) -> None:
    def store(version: str) -> Store:
        return Store(tmp_path, version_of=lambda name: version)

    key = store("1").key("s", 1, "a")
    for version in "12":
        assert store(version).lookup(key) is None
        store(version).keep(key, {"x": version.encode()}, ["gs"])
    for version in "12":
        found = store(version).lookup(key)
        assert found is not None and (found / "x").read_text() == version
    for version in "3456":
        store(version).keep(key, {"x": version.encode()}, ["gs"])
    assert store("6").lookup(key) is not None
    assert len(list(tmp_path.glob("??/*"))) == 4
    store("1").discard(key)
    assert list(tmp_path.glob("??/*")) == []


def test_versions_are_those_that_programs_tell_and_are_remembered(tmp_path: Path) -> None:
    told = Installed(tmp_path)
    assert told("pikepdf") == pikepdf.__version__
    assert told("no-such-library") == "none"
    assert told(MATH) in ("there", "none")
    for name in (PANGO, HARFBUZZ, LIBREOFFICE):
        assert told(name)[0].isdigit()
    kept = json.loads((tmp_path / "versions.json").read_bytes())
    kept[PANGO]["version"] = "0.1"
    (tmp_path / "versions.json").write_text(json.dumps(kept))
    assert Installed(tmp_path)(PANGO) == ("0.1" if sys.platform == "linux" else told(PANGO))
    kept[PANGO]["files"][0][1] += 1
    (tmp_path / "versions.json").write_text(json.dumps(kept))
    assert Installed(tmp_path)(PANGO) == told(PANGO)
