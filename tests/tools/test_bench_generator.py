"""The benchmark's corpus: one seed, one corpus; papers differ, share fonts and logo, and bind."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from proceedings.reading.workspace import read_workspace

COUNT = 3


@pytest.fixture(scope="module")
def bench(repository: Path) -> Iterator[Any]:
    """The modules of the generator, which are no package."""
    sys.path.insert(0, str(repository / "tools" / "bench"))
    import corpus  # type: ignore[import-not-found]

    yield corpus
    sys.path.pop(0)


@pytest.fixture(scope="module")
def workspace(bench: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = bench.bench_workspace(tmp_path_factory.mktemp("bench"), COUNT, seed=7, processes=1)
    return made


def test_the_same_seed_gives_the_same_bytes(bench: Any, workspace: Path) -> None:
    base = (workspace.parent / f"corpus-{bench.VERSION}-7" / "bases" / "00001.pdf").read_bytes()
    assert bench.another(base, 0, 7) == (workspace / "papers" / "00001.pdf").read_bytes()
    assert bench.another(base, 0, 8) != bench.another(base, 0, 7)


def test_two_papers_from_one_base_share_fonts_and_logo_and_no_page(bench: Any, workspace: Path) -> None:
    base = (workspace.parent / f"corpus-{bench.VERSION}-7" / "bases" / "00001.pdf").read_bytes()
    one, two = (pypdf.PdfReader(io.BytesIO(bench.another(base, n, 7))) for n in (0, 40))
    assert font_programs(one) == font_programs(two)
    assert not contents(one) & contents(two)


def test_names_of_destinations_collide_between_papers(workspace: Path) -> None:
    names = [set(pypdf.PdfReader(path).named_destinations) for path in sorted((workspace / "papers").iterdir())]
    assert names[0] & names[1]


def test_the_workspace_reads_without_errors(workspace: Path) -> None:
    reading = read_workspace(workspace)
    assert reading.volume is not None
    assert len(list(reading.volume.documents)) == COUNT
    assert not [d for d in reading.diagnostics if d.severity == "error"]


def contents(reader: pypdf.PdfReader) -> set[bytes]:
    """The content of each page."""
    return {content.get_data() for page in reader.pages if (content := page.get_contents()) is not None}


def font_programs(reader: pypdf.PdfReader) -> set[bytes]:
    """The embedded font programs of the first page."""
    found = set()
    for font in reader.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        found.add(descendant["/FontDescriptor"]["/FontFile2"].get_data())
    return found
