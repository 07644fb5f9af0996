"""Asks LibreOffice to save one of our files in another format, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path


def save_as(source: Path, destination: Path) -> None:
    """Write `source` as the kind of file that the suffix of `destination` names."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SystemExit("LibreOffice is needed to write the specimens: apt-get install libreoffice-impress-nogui")
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        command += [destination.suffix[1:], "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.copyfile(Path(folder, source.stem + destination.suffix), destination)
