"""A finished PDF as pypdf reads it,
and the look-ups that every check needs: pages, names, actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from proceedings.values.diagnostics import Diagnostic, Place, Severity

TREE_LIMIT = 1_000_000
"""More nodes than this in a name tree or an outline are not a volume but a loop or an attack."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished PDF. `file` names it in findings;
    `numbers` maps a page's object number to its 1-based number.

    `folder` is where it lies: the other volumes of a book lie beside it.
    """

    file: str
    folder: Path
    reader: PdfReader
    numbers: dict[int, int]
    names: dict[str, PdfObject]

    @property
    def catalog(self) -> DictionaryObject:
        """The document catalog (ISO 32000-2, 7.7.2)."""
        return self.reader.root_object

    def pages(self) -> Iterator[tuple[int, DictionaryObject]]:
        """Every page with its 1-based number."""
        return enumerate(self.reader.pages, 1)

    def finding(
        self, code: str, message: str, page: int | None = None, severity: Severity = Severity.ERROR
    ) -> Diagnostic:
        """A diagnostic about this file or one of its pages."""
        return Diagnostic(code, severity, Place(self.file, page=page), message)


def open_finished(pdf: Path) -> Finished:
    """The PDF, opened strictly enough that nothing is silently repaired.

    Raises:
        pypdf.errors.PyPdfError: it cannot be read at all.
    """
    reader = PdfReader(pdf)
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
        if page.indirect_reference is not None
    }
    return Finished(pdf.name, pdf.parent, reader, numbers, dict(_names(reader.root_object)))


def page_count(pdf: Path) -> int | None:
    """How many pages a file has; None where it is not there or is no PDF."""
    beside = _beside(pdf)
    return beside[0] if beside else None


def has_place(pdf: Path, name: str | bytes) -> bool:
    """True if a file has a destination of this name
    that leads to one of its pages (ISO 32000-2, 12.3.2.4).
    """
    beside = _beside(pdf)
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name).removeprefix("/")
    return beside is not None and text in beside[1]


def _beside(pdf: Path) -> tuple[int, frozenset[str]] | None:
    try:
        stat = pdf.stat()
    except OSError:
        return None
    return _pages_and_places(pdf, stat.st_ino, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _pages_and_places(pdf: Path, _inode: int, _modified: int) -> tuple[int, frozenset[str]] | None:
    """How many pages a file has, and the names of places on them; None where it is no PDF."""
    try:
        finished = open_finished(pdf)
    except (PyPdfError, OSError, ValueError):
        return None
    places = (name for name, value in finished.names.items() if target_page(finished, value) is not None)
    return len(finished.numbers), frozenset(places)


def resolved(value: object) -> object:
    """The object behind a reference; the value itself where it is none."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def as_dictionary(value: object) -> DictionaryObject:
    """The dictionary behind a value; an empty one where there is none."""
    value = resolved(value)
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def as_array(value: object) -> ArrayObject:
    """The array behind a value; an empty one where there is none."""
    value = resolved(value)
    return value if isinstance(value, ArrayObject) else ArrayObject()


def target_page(volume: Finished, destination: object) -> int | None:
    """The 1-based page to which a destination of any kind leads;
    None if to none of this file (ISO 32000-2, 12.3.2).
    """
    destination = resolved(destination)
    if isinstance(destination, (str, bytes)):  # a NameObject is a str as well
        name = destination.decode("latin-1") if isinstance(destination, bytes) else str(destination)
        destination = resolved(volume.names.get(name.removeprefix("/") if name.startswith("/") else name))
    if isinstance(destination, DictionaryObject):
        destination = resolved(destination.get("/D"))
    if not isinstance(destination, ArrayObject) or not destination:
        return None
    page = list.__getitem__(destination, 0)
    return volume.numbers.get(page.idnum) if isinstance(page, IndirectObject) else None


def actions(first: object) -> Iterator[DictionaryObject]:
    """An action and those chained to it by Next (ISO 32000-2, 12.6.2)."""
    waiting, seen = [resolved(first)], 0
    while waiting and seen < 1000:
        action = waiting.pop()
        seen += 1
        if isinstance(action, ArrayObject):
            waiting += [resolved(a) for a in action]
        elif isinstance(action, DictionaryObject) and "/S" in action:
            yield action
            waiting.append(resolved(action.get("/Next")))


def _names(catalog: DictionaryObject) -> Iterator[tuple[str, PdfObject]]:
    """Named destinations: the old dictionary of PDF 1.1,
    then the name tree (ISO 32000-2, 12.3.2.4).
    """
    for key, value in as_dictionary(catalog.get("/Dests")).items():
        yield str(key).removeprefix("/"), value
    yield from name_tree(as_dictionary(catalog.get("/Names")).get("/Dests"))


def name_tree(root: object) -> Iterator[tuple[str, PdfObject]]:
    """The entries of a name tree (ISO 32000-2, 7.9.6)."""
    waiting, seen = [resolved(root)], 0
    while waiting and seen < TREE_LIMIT:
        node = as_dictionary(waiting.pop())
        seen += 1
        entries = as_array(node.get("/Names"))
        for name, value in zip(entries[::2], entries[1::2], strict=False):
            yield _text(resolved(name)), value
        waiting += list(as_array(node.get("/Kids")))


def _text(name: object) -> str:
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def name_of(value: object) -> str:
    """A PDF name without its slash; empty where the value is none."""
    value = resolved(value)
    return str(value).removeprefix("/") if isinstance(value, NameObject) else ""
