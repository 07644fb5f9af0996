"""PDFs of office documents by LibreOffice as it comes:
without the options, the sandbox and the care of intake.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 900


def convert(documents: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """The PDF of each document that the program converts, by the document's name;
    `folder` is an empty one.
    """
    (folder / "in").mkdir()
    # Under numbers: names of the corpus collide once their suffixes are gone.
    inputs = {
        name: Path(shutil.copyfile(document, folder / "in" / f"{number:03}{document.suffix}"))
        for number, (name, document) in enumerate(documents.items())
    }
    left = list(inputs.values())
    while left:
        _run(left, folder)
        undone = [path for path in left if not _pdf(path, folder).exists()]
        # What the program dies of is passed over, and the others are begun anew.
        left = undone[1:] if len(undone) < len(left) else []
    return {name: _pdf(path, folder) for name, path in inputs.items() if _pdf(path, folder).exists()}


def _pdf(document: Path, folder: Path) -> Path:
    return folder / "out" / f"{document.stem}.pdf"


def _run(inputs: list[Path], folder: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder / "out",
        *inputs,
    ]
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
