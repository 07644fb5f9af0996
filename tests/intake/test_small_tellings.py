"""What an editor is told in passing: signatures, characters without a name, lost words, titles of a
letter or two.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from office_files import odt
from plain_pages import Text, paper, pdf_of, prose, workspace
from proceedings.intake.office.inventory.reckoning import reckon
from proceedings.intake.office.inventory.source import take_inventory
from proceedings.pdf.printed import Printed
from proceedings.values.format import Format
from proceedings.values.holdings import WORDS, Inventory
from proceedings.values.submission import Tally
from proceedings.words.characters import called
from small_workspaces import run


def signed(pdf: pikepdf.Pdf) -> None:
    """A field with a signature that nobody can see."""
    value = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("made up")))
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Sign"), Rect=Array([0, 0, 0, 0]))
    field.V, field.F, field.P = value, 132, pdf.pages[0].obj
    made = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = Array([made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), SigFlags=3)


def test_signatures_and_short_titles_by_the_front_door(tmp_path: Path) -> None:
    before = [Text("A page of somebody's own", y=760)]
    files = {
        "signed.pdf": ("Sediment in Twelve Basins", pdf_of([paper()], change=signed)),
        "unsigned.pdf": ("Sediment in Twelve Basins", pdf_of([paper(Text("unsigned", y=60))])),
        "short.pdf": ("Go", pdf_of([before, paper(Text("Go with it", y=60)), prose()])),
    }
    done = run("check", workspace(tmp_path, files))
    said = done.stdout + done.stderr
    assert "signed.pdf: warning[signature-broken]: it bears 1 digital signature, void in the volume" in said
    assert said.count("[signature-broken]") == 1
    assert "cover-page" not in said


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("例", "U+4F8B CJK UNIFIED IDEOGRAPH-4F8B: 例"),
        ("\uf02d", "U+F02D, a sign of a symbol font such as Symbol or Wingdings"),
        ("\ue123", "U+E123, a sign of a font's own, which Unicode does not know"),
        ("\x07", "U+0007, a control character, which nobody sees"),
        ("\u0378", "U+0378, a code to which Unicode has given no character"),
    ],
)
def test_every_character_is_called_something(character: str, words: str) -> None:
    assert called(character) == words


HEADS = (
    '<style:master-page style:name="Standard" style:page-layout-name="Page">'
    "<style:header><text:p>Crickets</text:p></style:header>"
    "<style:header-left><text:p>Beetles</text:p></style:header-left>"
    '<style:footer style:display="false"><text:p>Spiders</text:p></style:footer></style:master-page>'
    '<style:master-page style:name="Unused" style:page-layout-name="Page">'
    "<style:header><text:p>Earwigs</text:p></style:header></style:master-page>"
    '<style:master-page style:name="Later" style:page-layout-name="Page">'
    "<style:header><text:p>Moths</text:p></style:header>"
    "<style:header-first><text:p>Dragonflies</text:p></style:header-first>"
    "<style:footer><text:p>Lacewings <text:file-name>unlikely.odt</text:file-name></text:p></style:footer>"
    "<style:footer-left><text:p>Aphids</text:p></style:footer-left></style:master-page>"
)
AUTOMATIC = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="Later"/>'


def inventory(folder: Path, body: str) -> Inventory:
    (folder / "a.odt").write_bytes(odt(body, automatic=AUTOMATIC, masters=HEADS))
    taken = take_inventory(folder / "a.odt", Format.ODT)
    assert taken is not None
    return taken


def words_of(taken: Inventory, printed: str) -> Tally:
    (tally,) = (t for t in reckon(taken, Printed((printed,)), notes=False) if t.kind == WORDS)
    return tally


def test_heads_and_feet_of_an_opendocument_text_are_counted_where_a_page_must_show_them(tmp_path: Path) -> None:
    one = inventory(tmp_path, "<text:p>Body</text:p>")
    assert words_of(one, "").names == ("body", "crickets")
    two = inventory(tmp_path, '<text:p>Body</text:p><text:p text:style-name="P1">More</text:p>')
    assert words_of(two, "").names == ("body", "more", "crickets", "dragonflies")


@pytest.mark.needs_libreoffice
def test_libreoffice_prints_the_heads_that_are_counted(tmp_path: Path) -> None:
    body = '<text:p>Body</text:p><text:p text:style-name="P1">More</text:p>'
    files = {"heads.odt": ("Sediment in Twelve Basins", odt(body, automatic=AUTOMATIC, masters=HEADS))}
    done = run("check", workspace(tmp_path, files))
    assert "words-lost" not in done.stdout + done.stderr
    assert "heads.odt" in done.stdout + done.stderr


def test_a_word_that_is_lost_often_is_named_once(tmp_path: Path) -> None:
    taken = inventory(tmp_path, "<text:p>gone gone gone body gone</text:p>")
    tally = words_of(taken, "body crickets")
    assert (tally.sent - (tally.shown or 0), tally.names) == (4, ("gone",))
