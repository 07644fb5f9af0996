"""WeasyPrint is loaded without what it seldom wants, and has that when it does."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdf

_PRINT = """
import sys
from proceedings.weasy import weasyprint
assert "fontTools.subset" not in sys.modules
from weasyprint.pdf import fonts
fonts.harfbuzz_subset = None  # as on a machine without it
style = weasyprint.CSS(string="@font-face { font-family: F; src: url(file://%s) } p { font-family: F }" % sys.argv[1])
sys.stdout.buffer.write(weasyprint.HTML(string="<p>Quires and folios</p>").write_pdf(stylesheets=[style]))
assert "fontTools.subset" in sys.modules
"""


def test_what_is_loaded_late_is_there_when_it_is_wanted() -> None:
    font = Path(__file__).parents[1] / "layouts/default/fonts/SourceSerif4SmText-Regular.ttf"
    done = subprocess.run([sys.executable, "-c", _PRINT, str(font)], capture_output=True, check=True)
    (page,) = pypdf.PdfReader(io.BytesIO(done.stdout)).pages
    assert page.extract_text() == "Quires and folios"
    (embedded,) = page["/Resources"]["/Font"].values()  # type: ignore[index]
    descriptor = embedded["/DescendantFonts"][0]["/FontDescriptor"]
    assert 1000 < len(descriptor["/FontFile2"].get_data()) < font.stat().st_size / 4
