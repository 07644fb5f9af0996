"""Every odd file of the corpus is taken, repaired or refused,
each in a process of its own, without a traceback.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

SECONDS, MEMORY = 60, 3_000_000_000
DRIVER = """
import json, sys, tempfile
from pathlib import Path
import pikepdf
from proceedings.intake.cleaning import clean
from proceedings.readers.comparing import FLATTENED, compare
from proceedings.values.limits import Limits
from proceedings.intake.repairing import repair
from proceedings.values.trouble import Trouble
with tempfile.TemporaryDirectory() as folder:
    done = repair(Path(sys.argv[1]), Path(folder), Limits(), pictures=True)
    if isinstance(done, Trouble):
        print(json.dumps({"outcome": done.code}))
    else:
        with pikepdf.open(done.pdf, suppress_warnings=True) as pdf:
            removed = clean(pdf)
            out = Path(folder, "clean.pdf")
            pdf.save(out)
        seen = compare(done.pdf, out, printed=True)
        lost = sum(len(page.lost) for page in seen.pages)
        changed = max((page.changed for page in seen.pages), default=0.0)
        print(json.dumps({"outcome": str(done.way), "problem": done.problem, "removed": [str(r.kind) for r in removed],
                          "lost": lost, "changed": changed, "unreadable": seen.unreadable}))
"""
LOCKED = {
    "issue19484_1",
    "issue6010_1",
    "libreoffice-writer-password",
    "pikepdf-graph-encrypted",
    "pr6531_1",
    "qpdf-enc-R3,V2,U=view,O=master",
    "qpdf-enc-XI-R6,V5,U=view,attachments,cleartext-metadata",
    "qpdf-enc-XI-R6,V5,U=wwwww,O=wwwww",
    "qpdf-enc-long-password",
}
"""They open with a password only."""
EMPTY = {"issue15590", "pikepdf-378014596", "qpdf-bad-content", "qpdf-issue-120", "qpdf-issue-141a"}
"""No reader shows a mark on any page of them."""
WAYS = {"as-it-is", "closed", "decrypted", "mended", "rewritten"}
"""How the others became usable, gentlest first."""
ONLY_ON_SCREEN = {"qpdf-form-fields-and-annotations-shared", "checkbox-bad-appearance", "pikepdf-form_dd0293"}
"""pdfium shows their fields when printing too,
although they lack the flag that makes a field print.
"""


DRAWN = {"freetext_no_appearance", "bug1844583", "annotation-line-without-appearance-empty-Rect"}
"""Marks that came without an appearance: we draw them, and pdfium shows nothing in their place."""


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def outcome(path: Path) -> dict[str, object]:
    """What became of one file, in a process with limits of its own."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, path],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=bounded,
        check=False,
    )
    assert done.returncode == 0, f"{path.name}: {done.stderr[-500:]}"
    assert "Traceback" not in done.stderr, path.name
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


@pytest.mark.needs_ghostscript
def test_every_odd_file_is_taken_repaired_or_refused(corpus: Path) -> None:
    files = sorted([*(corpus / "odd-pdfs").glob("*.pdf"), *(corpus / "sample-pdfs").glob("*.pdf")])
    outcomes = {path.stem: outcome(path) for path in files}
    assert {name for name, o in outcomes.items() if o["outcome"] == "encrypted-document"} == LOCKED
    assert {name for name, o in outcomes.items() if o["outcome"] == "unreadable-document"} == EMPTY
    taken = {name: o for name, o in outcomes.items() if name not in LOCKED | EMPTY}
    assert set(Counter(o["outcome"] for o in taken.values())) == WAYS
    assert not {name: o["problem"] for name, o in taken.items() if o["problem"]}
    assert not [name for name, o in taken.items() if o["lost"] or o["unreadable"]]
    assert {
        n for n, o in taken.items() if isinstance(o["changed"], float) and o["changed"] > 0.004
    } <= ONLY_ON_SCREEN | DRAWN
