"""How near our tags come to those of authors: the documents of ../shared/tagged and some that are
made here lose their tags, get ours, and are compared. Run by `make tags`.

The measure is ../shared/tagging_bench.py, which is no part of this repository.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from proceedings.intake.tagging import tag

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MEASURE = SHARED / "tagging_bench.py"
OFFICE = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
PAGE = """<!doctype html><html lang="en"><title>Rivers</title>
<style>@page {{ size: A4; @bottom-center {{ content: counter(page) }} }} td, th {{ {borders} }}
table {{ border-collapse: collapse; {rules} }} h2 {{ font-size: 14pt }} ol, ul {{ margin: 6pt 0 }}</style>
<h1>Rivers and their towns</h1>{chapters}"""
CHAPTER = """<h2>{n}. Of river {n}</h2><p>{words}</p><ul><li>{words}</li><li>A short item.</li></ul>
<table><tr><th>Town</th><th>Length</th><th>Bridges</th></tr>{rows}</table><p>{words}</p>
<h3>{n}.1. Its springs</h3><ol><li>The first.</li><li>The second.</li></ol><p>{words}</p>"""
STYLES = {"ruled": ("border: 1px solid black; padding: 3pt", ""), "plain": ("padding: 1pt 12pt; text-align: left", "")}


def main(arguments: Sequence[str]) -> int:
    """Make, strip, tag and score; gives back an exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", help="tagged PDFs; by default those of ../shared/tagged")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "tags", help="where the copies are made")
    parser.add_argument("--each", action="store_true", help="the scores of each document, too")
    chosen = parser.parse_args(arguments)
    if not MEASURE.is_file():
        sys.stderr.write(f"{MEASURE} is not there: it compares the tags\n")
        return 3
    truth, stripped, ours = (_empty(chosen.work / name) for name in ("truth", "stripped", "ours"))
    for file in chosen.files or sorted((SHARED / "tagged").glob("*.pdf")):
        if _is_tagged(file):
            (truth / file.name).write_bytes(file.read_bytes())
    if not chosen.files:
        _make(truth)
    _measure("strip", str(stripped), *map(str, sorted(truth.glob("*.pdf"))))
    seconds, pages = _tag(stripped, ours)
    sys.stdout.write(f"{seconds / max(pages, 1):.4f} seconds of processor time a page, {pages} pages\n")
    return _measure("score", str(truth), f"ours={ours}", *(["--each"] if chosen.each else []))


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.pdf"):
        file.unlink()
    return folder


def _is_tagged(file: Path) -> bool:
    with pikepdf.open(file) as pdf:
        return "/StructTreeRoot" in pdf.Root


def _make(folder: Path) -> None:
    """Tagged documents by LibreOffice, of the specimens, and by WeasyPrint."""
    import weasyprint

    for name, (borders, rules) in STYLES.items():
        html = PAGE.format(borders=borders, rules=rules, chapters="".join(_chapters()))
        weasyprint.HTML(string=html).write_pdf(folder / f"made-{name}.pdf", pdf_tags=True)
    sources = [str(path) for path in sorted((ROOT / "papers").glob("*.docx"))]
    profile = f"-env:UserInstallation=file://{folder.parent.resolve()}/office"
    command = ["soffice", profile, "--headless", "--convert-to", OFFICE, "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _chapters() -> Iterator[str]:
    for n in range(1, 5):
        rows = "".join(f"<tr><td>Town {k}</td><td>{17 * k * n}</td><td>{k + n}</td></tr>" for k in range(1, 6))
        yield CHAPTER.format(n=n, rows=rows, words="Water runs down from the hills and passes the towns below. " * 4)


def _tag(stripped: Path, ours: Path) -> tuple[float, int]:
    """Tag all; gives back seconds of processor time, and pages."""
    begun, pages = time.process_time(), 0
    for file in sorted(stripped.glob("*.pdf")):
        with pikepdf.open(file) as pdf:
            tag(pdf)
            pages += len(pdf.pages)
            pdf.save(ours / file.name)
    return time.process_time() - begun, pages


def _measure(*arguments: str) -> int:
    sys.stdout.flush()
    return subprocess.run([sys.executable, str(MEASURE), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
