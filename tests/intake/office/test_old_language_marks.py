"""The language that authors marked in documents of Word and PowerPoint 97 to 2003."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest

from proceedings.intake.office.language_marks import marked_language
from proceedings.values.format import Format

FRENCH = "Le fleuve coule dans la vallée et la ville dort pendant que les barrages attendent la pluie."
ENGLISH = "A short abstract."
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
FRAME = (
    '<draw:page draw:name="s"><draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="9cm">'
    "<draw:text-box>{}</draw:text-box></draw:frame></draw:page>"
)


def style(family: str, language: str, country: str, name: str = "") -> str:
    kind = f'style name="{name}"' if name else "default-style"
    return (
        f'<style:{kind.replace("name", "style:name")} style:family="{family}"><style:text-properties '
        f'fo:language="{language}" fo:country="{country}"/></style:{kind.split()[0]}>'
    )


def flat(kind: str, body: str, usual: tuple[str, str]) -> str:
    """A flat OpenDocument file whose text has a usual language,
    and styles F (French), S (Swiss French) and E (English).
    """
    inner = FRAME.format(body) if kind == "presentation" else body
    named = style("text", "fr", "FR", "F") + style("text", "fr", "CH", "S") + style("text", "en", "GB", "E")
    usuals = "".join(style(family, *usual) for family in ("paragraph", "graphic"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:styles>{usuals}</office:styles><office:automatic-styles>{named}</office:automatic-styles>"
        f"<office:body><office:{kind}>{inner}</office:{kind}></office:body></office:document>"
    )


def paragraph(text: str, name: str = "") -> str:
    said = f'<text:span text:style-name="{name}">{text}</text:span>' if name else text
    return f"<text:p>{said}</text:p>"


CASES = {
    "usual": (paragraph(FRENCH), ("fr", "CA"), "fr-CA"),
    "run": (paragraph(FRENCH, "S") + paragraph(ENGLISH), ("en", "US"), "fr-CH"),
    "most": (paragraph(ENGLISH, "E") + paragraph(FRENCH, "F"), ("en", "US"), "fr-FR"),
    "belied": (paragraph("Река течёт по долине, город спит, плотины ждут дождя."), ("de", "DE"), None),
}


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize(
    ("kind", "suffix"), [("text", "doc"), ("text", "odt"), ("presentation", "ppt"), ("presentation", "odp")]
)
def test_most_letters_tell_the_language(kind: str, suffix: str, tmp_path: Path) -> None:
    for name, (body, usual, _) in CASES.items():
        source = tmp_path / f"{name}.{'fodp' if kind == 'presentation' else 'fodt'}"
        source.write_text(flat(kind, body, usual), "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.fod*")))], check=True, capture_output=True, timeout=300)
    form = Format(suffix)
    found = {name: marked_language(tmp_path / "out" / f"{name}.{suffix}", form) for name in CASES}
    assert found == {name: wanted for name, (_, _, wanted) in CASES.items()}


@pytest.mark.parametrize("form", [Format.DOC, Format.PPT, Format.RTF])
@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", struct.pack("<512I", *range(512))])
def test_of_a_damaged_file_nothing_is_told(form: Format, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form.value}"
    path.write_bytes(data)
    assert marked_language(path, form) is None


def test_decks_and_documents_of_the_corpus_tell_their_language(corpus: Path) -> None:
    told = {
        "slides/60003.ppt": "bg-BG",
        "slides/br.com.tvcamboriu.www_pps_Pensar_5b1_5d.ppt": "pt-BR",
        "slides/master_text.ppt": None,
        "documents/Bug46610_1.doc": "de-DE",
        "documents/testRangeReplacement.doc": "en-US",
    }
    found = {name: marked_language(corpus / name, Format(name.rpartition(".")[2])) for name in told}
    assert found == told
