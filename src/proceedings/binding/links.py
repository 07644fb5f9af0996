"""Links: every one leads where it led before, or is taken out and counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import unquote

from pikepdf import Dictionary, Name, Object, String

from proceedings.binding.addresses import completed, file_and_fragment
from proceedings.binding.sources import Source
from proceedings.binding.spots import Spot, spot_of, spot_of_fragment
from proceedings.values.diagnostics import Diagnostic, Place, notice, warning

PRINT = 4
"""The annotation flag that PDF/A asks for (ISO 19005-2, 6.3.2)."""

OWN_SCHEME = "volume:"

LOCAL = {
    "/Launch": "starts a program or opens a file",
    "/GoToR": "leads to another file",
    "/GoToE": "leads into an attachment",
}
"""Actions that reach into the author's own computer."""

LINK, GO_TO, URI, NAMED = Name("/Link"), Name("/GoTo"), Name("/URI"), Name("/Named")

_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)(10\.[^\s?#]+)", re.IGNORECASE)


class LinkOutcome(Enum):
    """What becomes of an annotation: it goes, stays as a link, or stays as something else."""

    GONE = 0
    LINK = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Crossing:
    """A link to another part of the volume, whose place is not known yet when the link is met.

    `anchor` is a place in a part of ours, `spot` one in a submission; None for the first page.
    """

    annotation: Object
    part: str
    anchor: str | None = None
    spot: Spot | None = None


@dataclass(slots=True)
class LinkCounts:
    """What became of the links."""

    internal: int = 0
    web: int = 0
    own: int = 0
    joined: int = 0
    """Links between two submissions, made internal."""
    dropped: int = 0
    local: int = 0

    @property
    def kept(self) -> int:
        """All links that lead somewhere."""
        return self.internal + self.web + self.own + self.joined


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a source's links find outside of it:
    parts by lower-case DOI and by file name, and parts that are missing.

    `elsewhere` are the parts that lie in another volume of the book.
    What was asked is noted, so that a quire can be used again where the answers would be the same.
    """

    by_doi: Mapping[str, str] = field(default_factory=dict)
    by_file: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    asked: Mapping[str, set[str]] = field(default_factory=lambda: {"doi": set(), "file": set(), "part": set()})

    def of_doi(self, doi: str) -> str:
        """The part with this DOI; empty if there is none."""
        self.asked["doi"].add(doi)
        return self.by_doi.get(doi, "")

    def of_file(self, name: str) -> str:
        """The part made of the submission with this name; empty if there is none."""
        self.asked["file"].add(name)
        return self.by_file.get(name, "")

    def has(self, part: str) -> bool:
        """True if the volume has this part."""
        self.asked["part"].add(part)
        return part not in self.missing


class Linker:
    """Carries the links of all sources;
    remembers those between parts until all parts have their place.
    """

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._crossings: list[Crossing] = []
        self._left_out: list[int] = []
        self._file = self._document = ""
        self.counts = LinkCounts()
        self._diagnostics: list[Diagnostic] = []

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is to be said of the links carried so far."""
        yield from self._diagnostics
        if self._left_out:
            count = len(self._left_out)
            said = "a link leads to a page that is left out" if count == 1 else f"{count} links lead to pages left out"
            place = Place(self._file, page=self._left_out[0])
            yield notice("link-to-left-out-page", place, f"{said}, and went with it", None, self._document or None)

    def carry(self, annotation: Object, source: Source, page: int) -> LinkOutcome:
        """Make a copied annotation lead where it led.

        Args:
            annotation: an annotation of any kind, already copied into the volume.
            source: where it comes from.
            page: 1-based page of the source, for messages.
        """
        link = annotation.get("/Subtype") == LINK
        for key in ("/AA", "/PA"):
            if key in annotation:
                del annotation[key]
        if not link:
            self._carry_other(annotation, source, page)
            return LinkOutcome.OTHER
        annotation["/F"] = PRINT
        if "/A" in annotation:
            action = annotation["/A"]
            kept = isinstance(action, Dictionary) and self._carry_action(annotation, action, source, page)
        elif "/Dest" in annotation:
            kept = self._carry_internal(annotation, "/Dest", source, page)
        else:
            kept = False  # cleaning has said where it led
        return LinkOutcome.LINK if kept else LinkOutcome.GONE

    def _carry_other(self, annotation: Object, source: Source, page: int) -> None:
        """An annotation that is no link stays, without an action that cannot."""
        if "/A" not in annotation:
            return
        action = annotation["/A"]
        if not isinstance(action, Dictionary) or not self._carry_action(annotation, action, source, page):
            del annotation["/A"]

    def _carry_action(self, annotation: Object, action: Object, source: Source, page: int) -> bool:
        kind = action.get("/S")
        if "/Next" in action:
            del action["/Next"]
        if kind == GO_TO:
            if action.is_indirect:
                # Another link may share it, and would be carried twice.
                action = Dictionary(S=GO_TO, D=action.get("/D"))
                annotation["/A"] = action
            return self._carry_internal(action, "/D", source, page)
        if kind == URI:
            return self._carry_web(annotation, action, source, page)
        if any(kind == known for known in LOCAL):
            return self._carry_file(annotation, action, source, page)
        if kind == NAMED:
            return True
        self.counts.dropped += 1
        return False

    def _carry_internal(self, holder: Object, key: str, source: Source, page: int) -> bool:
        value = holder.get(key)
        carried = source.destination(value)
        if carried is None:
            self.counts.dropped += 1
            if not source.own:
                self._left_out.append(page)
                self._file, self._document = source.file, source.document or ""
            return False
        if carried is not value:
            holder[key] = carried
        self.counts.internal += 1
        return True

    def _carry_web(self, annotation: Object, action: Object, source: Source, page: int) -> bool:
        uri = action.get("/URI")
        text = str(uri) if isinstance(uri, String) else ""
        if source.own and text.startswith(OWN_SCHEME):
            part, _, anchor = unquote(text[len(OWN_SCHEME) :]).partition("#")
            if not self._neighbours.has(part):
                self.counts.dropped += 1
                return False
            self._crossings.append(Crossing(annotation, part, anchor or None))
            self.counts.own += 1
            return True
        if match := _DOI.match(text):
            part = self._neighbours.of_doi(unquote(match[1]).lower().rstrip("/."))
            if part:
                return self._cross(annotation, part)
        whole = completed(text, source.base)
        if whole is None:
            return self._carry_local_address(annotation, text, source, page)
        if whole != text:
            action["/URI"] = String(whole)
            if not source.base:
                said = f"a link to {text} was completed to {whole}; without it a reader looks for a local file"
                place = Place(source.file, page=page)
                self._diagnostics.append(notice("link-without-scheme", place, said, None, source.document))
        self.counts.web += 1
        return True

    def _carry_local_address(self, annotation: Object, text: str, source: Source, page: int) -> bool:
        """An address that is a file beside the author's paper:
        another paper of the book, or nothing for a reader.
        """
        name, fragment = file_and_fragment(text)
        part = self._neighbours.of_file(name.lower()) if name else ""
        if part:
            return self._cross(annotation, part, spot_of_fragment(fragment))
        return self._refuse(source, page, re.sub("^file:(?!/)", "", text), LOCAL["/GoToR"])

    def _carry_file(self, annotation: Object, action: Object, source: Source, page: int) -> bool:
        name = _file_name(action.get("/F"))
        part = self._neighbours.of_file(re.split(r"[/\\]", name)[-1].lower())
        if part and action.get("/S") == Name.GoToR:
            return self._cross(annotation, part, spot_of(action.get("/D")))
        return self._refuse(source, page, name, LOCAL[str(action.get("/S"))])

    def _cross(self, annotation: Object, part: str, spot: Spot | None = None) -> bool:
        """Note a link to another submission."""
        self._crossings.append(Crossing(annotation, part, spot=spot))
        self.counts.joined += 1
        return True

    def _refuse(self, source: Source, page: int, target: str, does: str) -> bool:
        self.counts.local += 1
        self._diagnostics.append(
            warning(
                "link-to-local-file",
                Place(source.file, page=page),
                f"a link {does} ({target or 'unnamed'}) and was removed",
                "the file is on the author's computer, not in the volume; ask for a web address",
                source.document,
            )
        )
        return False

    def join(self, outside: Callable[[str], Object]) -> None:
        """Let the links between parts lead out of this source;
        readers speak the title of the part as description.

        To another volume of the book leads an action
        of its own (ISO 32000-2, 12.6.4.3), which PDF/A allows.
        """
        for crossing in self._crossings:
            annotation = crossing.annotation
            inside = crossing.spot.said if crossing.spot else crossing.anchor or ""
            target = f"{crossing.part}#{inside}"
            if crossing.part in self._neighbours.elsewhere:
                annotation["/A"] = outside(f"way {target}")
            else:
                del annotation["/A"]
                annotation["/Dest"] = outside(f"{'spot' if crossing.spot else 'place'} {target}")
            annotation["/Contents"] = outside(f"title {crossing.part}")


def _file_name(specification: object) -> str:
    if isinstance(specification, Dictionary):
        specification = specification.get("/UF") or specification.get("/F")
    return str(specification) if isinstance(specification, String) else ""
