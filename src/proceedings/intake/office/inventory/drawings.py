"""Drawings of Word and PowerPoint:
pictures, charts, SmartArt, objects, alike in both (ISO/IEC 29500-1, 20 and 21).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from proceedings.office_files.packages import Package, Relation, attribute, below
from proceedings.values.holdings import (
    CHARTS,
    DIAGRAMS,
    EMBEDDED,
    LINKED_PICTURES,
    LOST_CHARTS,
    LOST_DIAGRAMS,
    LOST_OBJECTS,
    LOST_PICTURES,
    PICTURES,
    Count,
)

_UNDRAWN = ("wdp", "jxr", "hdp", "heic", "heif", "avif", "jp2", "jpx", "pdf", "djvu")
"""Pictures that LibreOffice 7.4 does not draw."""
_KNOWN = frozenset(("wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "p14", "p15", "v", "am3d"))
"""Extensions whose first choice LibreOffice takes."""
_DRAWN_CHOICES = _KNOWN - {"v", "am3d"}


@dataclass(slots=True)
class Draughtsman:
    """Counts what the drawings of one part show."""

    package: Package
    part: str
    count: Count
    relations: dict[str, Relation] = field(init=False)

    def __post_init__(self) -> None:
        self.relations = self.package.relations(self.part)

    def looks_at(self, element: Element) -> None:
        """Count an element, if it is a picture, chart, diagram or object;
        what is in it is the caller's.
        """
        look = {
            "a:blip": self._picture,
            "v:imagedata": self._picture,
            "c:chart": self._chart,
            "dgm:relIds": self._diagram,
            "o:OLEObject": self._old_object,
            "p:oleObj": self._object,
        }.get(element.tag)
        if look is not None:
            look(element)
        elif element.tag == "chartex:chart":
            self.count.add(LOST_CHARTS)

    def target(self, element: Element, *names: str) -> Relation | None:
        """The relationship that one of the attributes names."""
        found = (self.relations.get(attribute(element, name) or "") for name in names)
        return next((relation for relation in found if relation is not None), None)

    def _picture(self, blip: Element) -> None:
        relation = self.target(blip, "embed", "id", "link", "href")
        if relation is None:
            return
        if relation.external:
            self.count.add(LINKED_PICTURES, relation.target)
        elif relation.target not in self.package.names or relation.target.lower().endswith(_UNDRAWN):
            self.count.add(LOST_PICTURES, PurePosixPath(relation.target).name)
        else:
            self.count.add(PICTURES)

    def _chart(self, chart: Element) -> None:
        relation = self.target(chart, "id")
        lost = relation is None or relation.target not in self.package.names
        self.count.add(LOST_CHARTS if lost else CHARTS)

    def _diagram(self, ids: Element) -> None:
        """A SmartArt diagram: its data,
        and the drawing that PowerPoint left for other programs ([MS-ODRAWXML]).
        """
        relation = self.target(ids, "dm")
        if relation is None or relation.target not in self.package.names:
            self.count.add(LOST_DIAGRAMS)
            return
        data = self.package.tree(relation.target)
        drawing = next((attribute(e, "relId") for e in below(data, "dsp:dataModelExt")), None)
        drawn = self.relations.get(drawing or "")
        has_drawing = drawn is not None and drawn.target in self.package.names
        self.count.add(DIAGRAMS if has_drawing else LOST_DIAGRAMS)
        points = [p for p in below(data, "dgm:pt") if p.get("type", "node") in ("node", "asst")]
        for paragraph in (p for point in points for p in below(point, "a:p")):
            self.count.say("".join(t.text or "" for t in below(paragraph, "a:t")))

    def _old_object(self, ole: Element) -> None:
        if (attribute(ole, "Type") or "Embed") == "Embed" and not is_equation(attribute(ole, "ProgID")):
            self.count.add(EMBEDDED, attribute(ole, "ProgID") or "")

    def _object(self, ole: Element) -> None:
        program = attribute(ole, "progId")
        if not is_equation(program):
            self.count.add(EMBEDDED, program or "")
        if not any(self.target(b, "embed") for b in below(ole, "a:blip")) and not self._has_old_picture(ole):
            self.count.add(LOST_OBJECTS, program or "")

    def _has_old_picture(self, ole: Element) -> bool:
        """Whether the slide's drawing in VML has a picture for the object,
        as PowerPoint 2007 wrote it.
        """
        return attribute(ole, "spid") is not None and bool(self.package.related(self.part, "vmlDrawing"))


def is_equation(program: str | None) -> bool:
    """Whether an object is a formula of an editor such as MathType: its picture shows all of it."""
    return (program or "").startswith(("Equation", "MathType"))


def alternatives(element: Element) -> Iterator[Element]:
    """What LibreOffice takes of an AlternateContent (ISO/IEC 29500-3, 7):
    a choice it knows, or the fallback.
    """
    for choice in element:
        if choice.tag == "mc:Choice" and set((choice.get("Requires") or "").split()) <= _DRAWN_CHOICES:
            yield from choice
            return
    yield from (inner for fallback in element if fallback.tag == "mc:Fallback" for inner in fallback)


def unknown_charts(element: Element) -> int:
    """How many charts of the newer kinds (waterfall, sunburst …) an AlternateContent holds."""
    return sum(1 for choice in element if choice.tag == "mc:Choice" for e in choice.iter() if e.tag == "chartex:chart")
