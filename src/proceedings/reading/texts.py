"""The editor's own Markdown texts: front/*.md. The title is the first heading."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from proceedings.diagnostics import Place
from proceedings.model import Text
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.naming import BUILT_IN_PARTS
from proceedings.reading.suggestions import ID_PATTERN, slug

FRONT_FOLDER = "proceedings/front"

_HEADING = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*", re.ASCII)


def read_front(files: WorkspaceFiles, findings: Findings) -> dict[str, Text]:
    """The front texts by the stem of their file's name, which is their name in `parts:`; sorted by file name."""
    texts: dict[str, Text] = {}
    for name in files.folder(FRONT_FOLDER):
        path = PurePosixPath(FRONT_FOLDER) / name
        if path.suffix.lower() != ".md":
            if path.suffix.lower() in (".docx", ".doc", ".odt", ".rtf", ".txt", ".pdf", ".html"):
                findings.warning(
                    "unread-file", Place(str(path)), "front texts are Markdown; this file is not read", "save it as .md"
                )
            continue
        if not _is_a_name(path, findings):
            continue
        text = files.text(str(path))
        if text is None:
            continue
        if not text.strip():
            findings.warning("empty-file", Place(str(path), 1, 1), "this front text is empty; it is left out")
            continue
        texts[path.stem] = titled(str(path), text)
    return texts


def _is_a_name(path: PurePosixPath, findings: Findings) -> bool:
    if path.stem in BUILT_IN_PARTS:
        findings.error(
            "reserved-id",
            Place(str(path)),
            f"the volume has a part `{path.stem}` of its own; a front text needs another name",
            "rename the file",
        )
        return False
    if not re.fullmatch(ID_PATTERN, path.stem):
        better = slug(path.stem) or "foreword"
        findings.error(
            "bad-id",
            Place(str(path)),
            "the file's name cannot be that of a part: letters a to z, digits and hyphens only",
            f"rename it to {better}.md",
        )
        return False
    return True


def titled(file: str, markdown: str) -> Text:
    """A text with its first heading as title. The heading's line is left blank, so that line numbers stay true."""
    lines = markdown.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    heading = _HEADING.fullmatch(lines[first])
    if heading is None or not heading["title"]:
        return Text(file, markdown)
    return Text(file, "\n".join([*lines[:first], "", *lines[first + 1 :]]), heading["title"])
