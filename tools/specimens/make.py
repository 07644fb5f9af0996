"""Writes the seven specimens in papers/: stand-ins for the documents that the agenda names.
Run by `make specimens`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import deck_texts
import decks
import office
import paper_docx
import paper_pdf
import same_bytes

HERE = Path(__file__).resolve().parent


def main(papers: Path) -> None:
    """Write all seven into the folder."""
    papers.mkdir(exist_ok=True)
    paper_pdf.write(papers / "bunjun-paper.pdf")
    paper_docx.write(papers / "calzado-paper.docx")
    same_bytes.settle_zip(papers / "calzado-paper.docx")
    shutil.copyfile(HERE / "plain-text.md", papers / "haque-presentation.md")
    _deck(papers / "bunjun-presentation.pptx", deck_texts.TEAL, "Kreshna Bunjun", deck_texts.FROM_SUBMISSION_TO_SHEET)
    _deck(papers / "calzado-presentation.pptx", deck_texts.PLUM, "Rebecca Calzado", deck_texts.FINDING_ONES_WAY)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "lopez-presentation.pptx")
        _deck(draft, deck_texts.RUST, "Carlos López", deck_texts.TWO_TO_A_PAGE)
        office.save_as(draft, papers / "lopez-presentation.odp")
        same_bytes.settle_zip(papers / "lopez-presentation.odp")
        draft = Path(folder, "linklater-presentation.pptx")
        _deck(draft, deck_texts.BLUE, "Les Linklater", deck_texts.COUNTING_PAGES)
        office.save_as(draft, papers / "linklater-presentation.pdf")
        same_bytes.settle_pdf(papers / "linklater-presentation.pdf", deck_texts.COUNTING_PAGES[0])


def _deck(destination: Path, look: decks.Look, speaker: str, deck: tuple[str, str, tuple[decks.Slide, ...]]) -> None:
    decks.write(destination, look, speaker, *deck)
    same_bytes.settle_zip(destination)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "papers")
