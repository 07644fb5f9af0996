"""Documents of the agenda: which file, of which kind, how treated;
what is missing, named twice or named nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.languages import checked_language
from proceedings.reading.masks import MaskEntry, MasksEntry, mask_of
from proceedings.reading.naming import IdPool
from proceedings.reading.schema import DOCUMENT_KINDS, DocumentEntry
from proceedings.values.book import Document, DocumentKind
from proceedings.values.diagnostics import Place
from proceedings.values.treatment import Treatment

PAPERS_FOLDER = "papers"

SUBMISSION_SUFFIXES = frozenset(
    (".pdf", ".docx", ".doc", ".odt", ".rtf", ".pptx", ".ppt", ".odp", ".md", ".html", ".htm", ".txt")
)
"""Formats that are submissions wherever they lie in papers/;
pictures may be figures of a text and are not counted.
"""


class Documents:
    """Makes the documents of the agenda,
    one after another, and remembers which files they named.
    """

    def __init__(self, files: WorkspaceFiles, findings: Findings, ids: IdPool, mask: MasksEntry | None = None) -> None:
        self._masks = () if mask is None else (mask,)
        self._files = files
        self._findings = findings
        self._ids = ids
        self._used: dict[PurePosixPath, tuple[Place, str]] = {}
        """Where each file is named first, and the contribution that it belongs to."""
        self._meant: set[PurePosixPath] = set()
        """Files that a hint already names, or whose use is told later."""

    def made(
        self,
        entry: DocumentEntry,
        contribution: str,
        whose: str,
        masks: Sequence[MasksEntry] = (),
        *,
        owed: bool = True,
        again: bool = False,
    ) -> Document | None:
        """The document of an entry; None where it says neither kind nor file.

        Args:
            entry: as the editor wrote it.
            contribution: the id of the contribution, from which that of the document is derived.
            whose: `from Kreshna Bunjun`, or the title of the contribution, for messages.
            masks: of its contribution and its session, the nearest first.
            owed: whether somebody waits for it where it is not there.
            again: whether another contribution may have the same file; `note_use` is then called
                for it where it is bound.
        """
        named = [kind for kind in DOCUMENT_KINDS if entry.opened(kind)]
        if not named and not entry.kind:
            # `paper: null` is a promise too, as a program writes it.
            named = [kind for kind in DOCUMENT_KINDS if entry.wrote(kind)][:1]
        if len(named) > 1:
            self._findings.error(
                "several-documents-in-one",
                entry.at(named[1]),
                f"`{named[0]}:` and `{named[1]}:` stand in one entry; only the first is read",
                f"begin a new entry: `- {named[1]}: …`",
            )
        kind = named[0] if named else entry.kind
        name = getattr(entry, named[0]) if named else None
        if kind is None:
            self._findings.error(
                "missing-key", entry.at(), "a document needs its kind", "write `- paper: papers/file.pdf` or `kind:`"
            )
            return None
        place = entry.at(named[0]) if named and name else entry.at("file") if entry.file else entry.at()
        document_id = self._ids.given(entry.at("id")) if entry.id else None
        document_id = document_id or self._ids.derive(f"{contribution}-{kind}", entry.at())
        owed = owed and not entry.withheld
        source, supplied = self._source(name or entry.file, place, document_id, owed, f"{kind} {whose}")
        if source is not None and again:
            self._meant.add(source)
        elif source is not None and supplied:
            self.note_use(source, place, document_id, contribution)
        return Document(
            id=document_id,
            kind=DocumentKind(kind),
            place=place,
            source=source,
            supplied=supplied,
            withheld=entry.withheld,
            title=entry.title,
            language=checked_language(entry.language, entry.at("language"), self._findings),
            doi=entry.doi,
            is_published=entry.publish,
            treatment=_treatment(entry, mask_of(kind, entry.mask, (*masks, *self._masks))),
        )

    def _source(
        self, name: str | None, place: Place, document: str, owed: bool, what: str
    ) -> tuple[PurePosixPath | None, bool]:
        if name is None:
            if owed:
                self._findings.warning(
                    "missing-document",
                    place,
                    f"no {what} yet",
                    "name the file when it comes, or write `withheld: yes` if it will not",
                    document,
                )
            return None, False
        located = self._files.locate(name, place)
        if located is None:
            return None, False
        source, supplied = located
        if not supplied and owed:
            meant = self._files.similar(source)
            if meant is not None:
                self._meant.add(meant)
            said, hint = f"there is no file `{source}`", "put the file there, or correct its name"
            if self._files.is_in_cloud(source):
                said = f"`{source}` is in iCloud and not on this computer"
                hint = "open its folder in the Finder and choose “Download Now”"
            elif meant is not None:
                hint = f"did you mean `{meant}`?"
            self._findings.warning("missing-document", place, said, hint, document)
        return source, supplied

    def note_use(self, source: PurePosixPath, place: Place, document: str, contribution: str) -> None:
        """Keep in mind that a document of a contribution has this file;
        a warning where it is that of another.
        """
        first, owner = self._used.setdefault(source, (place, contribution))
        if first is not place:
            self._findings.warning(
                "file-used-twice",
                place,
                f"`{source}` is already the document of line {first.line}",
                "its pages will stand in the volume twice; name the right file here, or, for a second presentation "
                f"of the same work, write `see: {owner}` beside its title",
                document,
            )

    def _is_left_over(self, path: PurePosixPath) -> bool:
        known = path in self._used or path in self._meant
        return path.suffix.lower() in SUBMISSION_SUFFIXES and not known and path.stem != "README"

    def report_unused(self) -> None:
        """Keep a notice for each submission in papers/ that no entry of the agenda names."""
        folders = [PAPERS_FOLDER]
        while folders:
            folder = folders.pop(0)
            for name in self._files.folder(folder):
                path = PurePosixPath(folder) / name
                on_disk = self._files.root / path
                if on_disk.is_dir() and not on_disk.is_symlink():
                    folders.append(str(path))
                elif self._files.leads_out(path):
                    self._findings.notice(
                        "unused-file",
                        Place(str(path)),
                        "this is a link to a place outside the workspace, from where nothing is read",
                        "put the file itself in its place, or remove the link",
                    )
                elif self._is_left_over(path):
                    self._findings.notice(
                        "unused-file",
                        Place(str(path)),
                        "nothing in the agenda names this file; it will not be in the volume",
                        "name it under `documents:` of a contribution, or move it out of papers/",
                    )


def _treatment(entry: DocumentEntry, mask: MaskEntry | None) -> Treatment:
    return Treatment(
        per_page=entry.per_page,
        pages=entry.pages.numbers if entry.pages else None,
        pages_onward=entry.pages.onward if entry.pages else None,
        mask=(mask.top or 0.0, mask.right or 0.0, mask.bottom or 0.0, mask.left or 0.0) if mask else None,
        masked_pages=mask.pages.numbers if mask and mask.pages else None,
        masked_onward=mask.pages.onward if mask and mask.pages else None,
        comments=entry.comments,
        notes=entry.notes,
        checks=tuple((entry.checks or {}).items()),
        limits=tuple((entry.limits or {}).items()),
        setting_places=entry.keys_of("checks", "limits"),
        figures=tuple(sorted((entry.figures or {}).items())),
    )
