"""WeasyPrint is loaded without what it seldom wants, and has that when it does;
only tested versions are changed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from proceedings.programs.weasyprint_versions import TESTED

_PRINT = """
import sys
from proceedings.programs.weasyprint_import import weasyprint
assert "fontTools.subset" not in sys.modules
from weasyprint.pdf import fonts
fonts.harfbuzz_subset = None  # as on a machine without it
style = weasyprint.CSS(string="@font-face { font-family: F; src: url(file://%s) } p { font-family: F }" % sys.argv[1])
sys.stdout.buffer.write(weasyprint.HTML(string="<p>Quires and folios</p>").write_pdf(stylesheets=[style]))
assert "fontTools.subset" in sys.modules
"""


def test_what_is_loaded_late_is_there_when_it_is_wanted() -> None:
    font = Path(__file__).parents[2] / "layouts/default/fonts/SourceSerif4SmText-Regular.ttf"
    done = subprocess.run([sys.executable, "-c", _PRINT, str(font)], capture_output=True, check=True)
    (page,) = pypdf.PdfReader(io.BytesIO(done.stdout)).pages
    assert page.extract_text() == "Quires and folios"
    (embedded,) = page["/Resources"]["/Font"].values()  # type: ignore[index]
    descriptor = embedded["/DescendantFonts"][0]["/FontDescriptor"]
    assert 1000 < len(descriptor["/FontFile2"].get_data()) < font.stat().st_size / 4


def test_the_version_that_is_pinned_was_tested(repository: Path) -> None:
    pinned = (repository / "constraints.txt").read_text("utf-8").splitlines()
    (version,) = (line.partition("==")[2] for line in pinned if line.startswith("weasyprint=="))
    assert version in TESTED


_LOADED = """
import ctypes.util, importlib.metadata, sys
from proceedings.programs import weasyprint_versions
if sys.argv[1] == "another":
    weasyprint_versions.TESTED = frozenset({"70"})
searched = []
found = ctypes.util.find_library
ctypes.util.find_library = lambda name: searched.append(name) or found(name)
from proceedings.programs.weasyprint_import import weasyprint
from proceedings.typesetting import tag_languages
from weasyprint.pdf import tags
plain = tags._build_box_tree
with tag_languages.languages_in_tags('<p lang="de"></p><p lang="fr"></p>'):
    changed = tags._build_box_tree is not plain
print("fontTools.subset" in sys.modules, bool(searched), changed)
"""


@pytest.mark.parametrize(
    ("version", "untouched"), [("the tested one", "False False True"), ("another", "True True False")]
)
def test_a_version_that_was_not_tested_is_left_as_it_is(version: str, untouched: str) -> None:
    command = [sys.executable, "-c", _LOADED, version]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == untouched
