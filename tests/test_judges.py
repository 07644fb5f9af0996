"""The day's judge beside veraPDF: one file, one verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from arbiter import arbiter


@pytest.fixture(scope="module")
def judges(repository: Path) -> Iterator[Any]:
    """The modules of the comparison, which are no package."""
    sys.path.insert(0, str(repository / "tools" / "judges"))
    import run  # type: ignore[import-not-found]

    yield run
    sys.path.pop(0)


def test_files_of_a_folder_are_compared_and_the_table_says_where_the_verdicts_differ(
    judges: Any, repository: Path, tmp_path: Path
) -> None:
    arbiter()
    folder = tmp_path / "sample"
    folder.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 100 100 re f")
        pdf.save(folder / "plain.pdf")
    out = tmp_path / "judges.md"
    assert judges.main([str(folder), "--work", str(tmp_path / "work"), "--out", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines()
    assert "| sample: sheets | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in lines
    assert "| sample: volume | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in lines
