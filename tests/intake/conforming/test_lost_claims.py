"""A claim that is lost is told by `check`, `build`, `verify` and contents.json:
which document, why, what to do.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from plain_pages import Text, paper, pdf_of, workspace
from small_workspaces import run

ONLY_OURS = {"PROCEEDINGS_VERAPDF": "/nowhere/verapdf"}
"""As on a machine without veraPDF."""


def with_a_font_of_pictures(pdf: pikepdf.Pdf) -> None:
    """Let the second page show its words in a font that is not in the file,
    and whose shapes nobody has.
    """
    resources = pdf.pages[1].obj.Resources
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Webdings)
    font.FirstChar, font.LastChar, font.Widths = 32, 126, pikepdf.Array([500] * 95)
    font.FontDescriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontName=Name.Webdings, Flags=4))
    pdf.pages[1].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font), F2=resources.Font.F2))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two papers, of which one can be no PDF/A."""
    odd = pdf_of([paper(), [Text("Silent words of the second page", 72, 640)]], change=with_a_font_of_pictures)
    sound = pdf_of([paper(), [Text("The second page", 72, 640)]])
    return workspace(tmp_path_factory.mktemp("lost") / "w", {"odd.pdf": ("Rivers", odd), "sound.pdf": ("Lakes", sound)})


@pytest.fixture(scope="module")
def built(root: Path) -> str:
    """What the build said."""
    done = run("build", "--draft", root, env=ONLY_OURS)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_check_and_build_name_file_font_page_clause_and_remedy(root: Path, built: str) -> None:
    for said in (run("check", root, env=ONLY_OURS).stderr, built):
        told = [line for line in said.splitlines() if "[claim-lowered]" in line]
        assert len(told) == 1, said
        for word in ("agenda.yaml:", "papers/odd.pdf", "Webdings", "page 2", "6.2.11.4.1", "no level of PDF/A"):
            assert word in told[0], (word, told[0])
        after = said[said.index(told[0]) :]
        assert "ask its author for a PDF with all fonts embedded" in after and "pages-as-pictures" in after


def record(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "build" / "contents.json").read_bytes())["conformance"]
    return found


def test_contents_json_names_the_judge_its_version_and_the_document(root: Path, built: str) -> None:
    said = record(root)
    assert said["asked"] == ["2b"] and said["claimed"] == []
    assert said["judge"]["name"] == "page-validation"
    assert said["judge"]["version"] == version("page-validation")
    assert said["judge"]["rules"] == f"proceedings {version('proceedings')}"
    (one,) = said["lowered_by"]
    assert (one["source"], one["level"]) == ("papers/odd.pdf", "2b")
    assert "Webdings" in one["reason"] and "page 2" in one["reason"] and "fonts embedded" in one["remedy"]


def test_verify_says_which_document_cost_the_claim(root: Path, built: str) -> None:
    done = run("verify", root, env=ONLY_OURS)
    said = done.stdout + done.stderr
    assert "The volume lost the claim of PDF/A-2b, and claims neither PDF/A nor PDF/UA: papers/odd.pdf keeps" in said
    assert "Webdings" in said and "ask its author for a PDF with all fonts embedded" in said
    assert "sound.pdf" not in said


def test_verify_says_where_volume_and_contents_json_claim_otherwise(root: Path, built: str) -> None:
    contents = root / "build" / "contents.json"
    before = contents.read_bytes()
    try:
        said = json.loads(before)
        said["conformance"]["claimed"] = ["2b"]
        contents.write_text(json.dumps(said), "utf-8")
        done = run("verify", root, env=ONLY_OURS)
    finally:
        contents.write_bytes(before)
    assert "contents-claim-differs" in done.stderr and "claims PDF/A-2b" in done.stderr
    assert done.returncode == 4


def test_a_volume_that_keeps_its_claim_says_so_alike_with_and_without_the_arbiter(root: Path, tmp_path: Path) -> None:
    sound = pdf_of([paper(), [Text("The second page", 72, 640)]])
    other = workspace(tmp_path / "w", {"sound.pdf": ("Lakes", sound)})
    texts = []
    for env in (ONLY_OURS, {}):
        assert run("build", "--draft", other, env=env).returncode == 0
        texts.append((other / "build" / "contents.json").read_bytes())
        (other / "build" / "contents.json").unlink()
    assert texts[0] == texts[1]
    said = json.loads(texts[0])["conformance"]
    assert said["asked"] == ["2b"] and "2b" in said["claimed"] and said["lowered_by"] == []
