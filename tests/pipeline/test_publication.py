"""`proceedings publish` on a small workspace, from the front door."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from read_back import disagreements, publication
from small_workspaces import meeting, run


def files_of(root: Path) -> dict[str, str]:
    folder = root / "build/publication"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = meeting(tmp_path_factory.mktemp("published"))
    done = run("publish", root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "in the way: No DOI prefix" in done.stdout
    return root


def test_a_stale_volume_is_built_and_all_outputs_are_made(published: Path) -> None:
    assert (published / "build/proceedings.pdf").is_file()
    made = files_of(published)
    assert {"citations/volume.bib", "citations/volume.ris", "citations/csl.json", "made.txt"} <= set(made)
    assert {"deposits/crossref-draft.xml", "deposits/datacite-draft.xml"} <= set(made)


def test_titles_and_folios_are_those_of_contents_json(published: Path) -> None:
    contents = json.loads((published / "build/contents.json").read_bytes())
    papers = {
        part["title"]: (part["first_folio"], part["last_folio"])
        for part in contents["parts"]
        if part["kind"] == "paper"
    }
    items = json.loads((published / "build/publication/citations/csl.json").read_bytes())[1:]
    assert items
    for item in items:
        first, last = papers[item["title"]]
        assert item["page"] == (first if first == last else f"{first}-{last}")


def test_all_outputs_say_the_same(published: Path) -> None:
    told = publication(published / "build/publication")
    assert all(told.values())
    assert disagreements(told) == []


def test_made_again_every_byte_is_the_same(published: Path) -> None:
    before = files_of(published)
    assert run("publish", published).returncode == 0
    assert files_of(published) == before


def test_one_output_alone_leaves_the_others(published: Path) -> None:
    (published / "build/publication/citations/volume.bib").unlink()
    (published / "build/publication/deposits/jats").rename(published / "build/publication/deposits/kept")
    done = run("publish", published, "--only", "citations")
    assert done.returncode == 0
    assert (published / "build/publication/citations/volume.bib").is_file()
    assert (published / "build/publication/deposits/kept").is_dir()


def test_a_word_that_is_no_output_is_told(published: Path) -> None:
    done = run("publish", published, "--only", "citatons")
    assert done.returncode == 2
    assert "`citations`" in done.stderr


def test_a_volume_with_gaps_is_refused_unless_as_a_draft(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    (root / "papers/hopper.pdf").unlink()
    done = run("publish", root)
    assert done.returncode == 1
    assert "Nothing was published" in done.stderr
    assert "--draft" in done.stderr
    assert not (root / "build/publication").exists()
    assert run("publish", root, "--draft").returncode == 0
    marked = (root / "build/publication/citations/volume.bib").read_text("utf-8")
    assert "note = {Draft}" in marked
