"""Files of a folder find their contributions: first pages are read, agenda.yaml is filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from proceedings.importing.filling import with_document
from proceedings.importing.matching import Matched, Sent, Slot, matched
from proceedings.pipeline.import_state import ImportState
from proceedings.reading.agenda import AGENDA_FILE
from proceedings.reading.workspace import read_workspace
from proceedings.values.book import Contribution, Volume
from proceedings.values.diagnostics import ProceedingsError
from proceedings.words.suggestions import slug

PAGES = (".pdf",)
SLIDES = (".pptx", ".ppt", ".odp", ".key")
TEXTS = (".docx", ".doc", ".odt", ".rtf")
_SIDEWAYS = 1.2
"""Width by height from which on the pages of a PDF are slides."""


@dataclass(frozen=True)
class Filed:
    """What came of matching: files by contribution, and what could not be written."""

    matched: Matched
    written: Mapping[str, str]
    by_hand: tuple[str, ...]
    known: int
    """Files that the agenda names already."""


def is_a_folder_of_submissions(path: Path) -> bool:
    """True for a folder with PDFs, slides or office texts directly in it."""
    return path.is_dir() and any(p.suffix.lower() in (*PAGES, *SLIDES, *TEXTS) for p in path.iterdir() if p.is_file())


def file_submissions(folder: Path, workspace: Path, dry: bool) -> Filed:
    """Match the files of a folder to the contributions of a workspace and write what is sure.

    Raises:
        ProceedingsError: there is no agenda that could be read.
    """
    volume = read_workspace(workspace).volume
    if volume is None:
        raise ProceedingsError("the agenda cannot be read, so no file finds its talk", "proceedings check says why")
    named = {(workspace / d.source).resolve() for d in volume.documents if d.source}
    paths = {p.name: p for p in sorted(folder.iterdir()) if p.suffix.lower() in (*PAGES, *SLIDES, *TEXTS)}
    files = [sent(path) for path in paths.values() if path.resolve() not in named]
    slots = {slot.id: slot for slot in _slots(volume)}
    found = matched(files, list(slots.values()))
    kinds = {file.name: file.kind for file in files}
    text = (workspace / AGENDA_FILE).read_text("utf-8")
    entries = {c.id: c for item in volume.items for c in item.contributions}
    written: dict[str, str] = {}
    copies: dict[str, Path] = {}
    by_hand: list[str] = []
    # From the end of the file to its beginning, so that places of lines before stay true.
    for name, slot in sorted(found.sure.items(), key=lambda pair: -(entries[pair[1]].place.line or 0)):
        contribution = entries[slot]
        if _has(contribution, kinds[name]):
            by_hand.append(f"{name}: “{contribution.heading}” has a file already; is this a new version of it?")
            continue
        place, target = contribution.place, _target(paths[name], workspace)
        changed = with_document(text, place.line or 1, place.column or 1, kinds[name], target)
        if changed is None:
            by_hand.append(f"{name}: write `- {kinds[name]}: {target}` at {place}, whose lines cannot be filled in")
            continue
        text = changed
        written[name] = contribution.heading
        copies[target] = paths[name]
    if not dry and written:
        state = ImportState(workspace)
        state.keep_before([AGENDA_FILE, *(t for t, p in copies.items() if p.resolve() != (workspace / t).resolve())])
        (workspace / AGENDA_FILE).write_text(text, "utf-8")
        for target, path in copies.items():
            (workspace / target).parent.mkdir(parents=True, exist_ok=True)
            if path.resolve() != (workspace / target).resolve():
                shutil.copyfile(path, workspace / target)
    return Filed(found, written, tuple(by_hand), len(paths) - len(files))


def _has(contribution: Contribution, kind: str) -> bool:
    return any(d.kind.value == kind and d.source for d in contribution.documents)


def _slots(volume: Volume) -> Iterator[Slot]:
    for item in volume.items:
        for one in item.contributions:
            people = tuple((s.person.parts.given, s.person.parts.family) for s in one.speakers)
            yield Slot(one.id, one.title or "", people)


def _target(path: Path, workspace: Path) -> str:
    """Where the file is, or will be, in the workspace."""
    resolved = path.resolve()
    if resolved.is_relative_to(workspace.resolve()):
        return resolved.relative_to(workspace.resolve()).as_posix()
    return f"papers/{slug(path.stem) or 'paper'}{path.suffix.lower()}"


def sent(path: Path) -> Sent:
    """A file with what its first page shows; one that cannot be read has its name alone."""
    kind = "slides" if path.suffix.lower() in SLIDES else "paper"
    if path.suffix.lower() not in PAGES:
        return Sent(path.name, kind)
    import pypdfium2

    from proceedings.intake.surveying.shown_title import shown_title

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            page = pdf[0]
            text = page.get_textpage()
            wide = page.get_width() > _SIDEWAYS * page.get_height()
            shown = text.get_text_bounded() + ("\n" + pdf[1].get_textpage().get_text_bounded() if len(pdf) > 1 else "")
            return Sent(path.name, "slides" if wide else "paper", shown, shown_title(text) or "")
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return Sent(path.name, kind)
