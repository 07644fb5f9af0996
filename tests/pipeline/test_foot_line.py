"""The line at the foot of a first page: pages, DOI and licence, at the height of the folio and
beside it, the same in both editions, and not where nobody asked for it.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import yaml

from proceedings.values.plan import FootLine
from small_workspaces import MEETING, PEOPLE, run, workspace

AGENDA = {
    "days": [
        {
            "date": "2007-10-08",
            "items": [
                {
                    "session": "I",
                    "title": "First Things",
                    "contributions": [
                        {
                            "title": "On compilers",
                            "speaker": "hopper",
                            "doi": "10.1000/paper",
                            "licence": "CC BY-SA 4.0",
                            "documents": [{"paper": "papers/hopper.pdf"}, {"slides": "papers/slides.pdf"}],
                        },
                        {"title": "On engines", "speaker": "lovelace", "documents": [{"paper": "papers/short.pdf"}]},
                    ],
                }
            ],
        }
    ]
}


def pdf(title: str, pages: int, size: str = "A4") -> bytes:
    import weasyprint

    more = "".join(f'<p style="break-before: page">Page {k} of it.</p>' for k in range(2, pages + 1))
    html = f"<style>@page {{size: {size}; margin: 25mm}}</style><h1>{title}</h1><p>By somebody.</p>{more}"
    made: bytes | None = weasyprint.HTML(string=html).write_pdf()
    assert made is not None
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("foot")
    files: dict[str, str | bytes] = {
        "papers/hopper.pdf": pdf("On compilers", 3),
        "papers/short.pdf": pdf("On engines", 1),
        "papers/slides.pdf": pdf("Slides", 2, "A4 landscape"),
    }
    volume = MEETING + "licence: CC BY 4.0\nfoot_line: yes\neditions: [print, screen]\n"
    workspace(root, volume, yaml.safe_dump(AGENDA, sort_keys=False), PEOPLE, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build"


@pytest.mark.parametrize("name", ["proceedings.pdf", "proceedings-screen.pdf"])
def test_first_pages_say_pages_doi_and_licence_beside_the_folio(built: Path, name: str) -> None:
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(built / name)]
    found = {k: page.get_text_bounded() for k, page in enumerate(pages)}
    told = [k for k, text in found.items() if "pp. " in text or "CC BY-SA" in text]
    assert len(told) == 1
    text = " ".join(found[told[0]].replace("\u00a0", " ").split())
    assert "pp. 3–5 · https://doi.org/10.1000/paper · CC BY-SA 4.0" in text
    assert "By somebody" in text
    line = pages[told[0]].search("https://doi.org/10.1000/paper").get_next()
    assert line is not None
    box = pages[told[0]].get_charbox(line[0])
    assert 40 < box[1] < box[3] < 58, "at the height of the folio, below all ink"
    short = next(text for text in found.values() if "On engines" in text and "By somebody" in text)
    assert "p. " in short.replace("\u00a0", " ") and "CC BY 4.0" in short


def test_the_line_is_furniture_and_the_volume_holds_its_claim(built: Path) -> None:
    done = run("verify", built / "proceedings.pdf")
    assert done.returncode == 0 and "PDF/A-2b: valid" in done.stdout, done.stdout


def test_where_there_is_less_room_it_says_less() -> None:
    line = FootLine("p.", "pp.", ("https://doi.org/10.1000/182", "CC BY 4.0"))
    assert line.says("3", "5") == (
        "pp.\u00a03–5 · https://doi.org/10.1000/182 · CC BY 4.0",
        "pp.\u00a03–5 · doi.org/10.1000/182 · CC BY 4.0",
        "pp.\u00a03–5 · doi.org/10.1000/182",
        "pp.\u00a03–5",
    )
    assert FootLine("S.", "S.").says("7", "7") == ("S.\u00a07",)
