"""One PDF that goes into the volume, while it is carried over:
its pages, where they went, its named destinations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.binding.destinations import NamedDestinations, Site, explicit, read_target, write
from proceedings.binding.placement import View, masked, view_of
from proceedings.pdf import objects
from proceedings.pdf.pages import inherited_attributes
from proceedings.values.treatment import Treatment


@dataclass(slots=True)
class Source:
    """An open PDF and what is known about where its pages went.

    `own` is True for pages that we typeset, whose links may use the scheme `volume:`.
    `file` is how messages name it. `treatment` is what the editor wants done with its pages.
    """

    pdf: Pdf
    own: bool
    file: str
    document: str | None
    treatment: Treatment = Treatment()
    pages: Sequence[Object] = ()
    views: dict[int, View] = field(default_factory=dict)
    sites: dict[int, Site] = field(default_factory=dict)
    """By 0-based number of the source page."""
    _by_page: dict[tuple[int, int], int] = field(default_factory=dict)
    _by_copy: dict[tuple[int, int], Site] = field(default_factory=dict)
    _by_name: dict[bytes, Array | None] = field(default_factory=dict)
    _names: NamedDestinations | None = None

    @property
    def root(self) -> Object:
        """The document catalogue."""
        return self.pdf.Root

    @property
    def names(self) -> NamedDestinations:
        """The named destinations."""
        if self._names is None:
            self._names = NamedDestinations(self.root)
        return self._names

    @property
    def base(self) -> str | None:
        """What relative web links are relative to (ISO 32000-2, 12.6.4.8)."""
        entry = self.root.get("/URI")
        base = entry.get("/Base") if isinstance(entry, Dictionary) else None
        return str(base) if isinstance(base, String) else None

    def view(self, number: int) -> View:
        """How a reader sees the page; its inherited attributes become its own."""
        if number not in self.views:
            page = self.pages[number]
            for key, value in inherited_attributes(page).items():
                if key not in page:
                    page[key] = value
            view = view_of(page)
            if self.treatment.mask is not None and self.treatment.masks(number + 1):
                view = masked(view, self.treatment.mask)
            self.views[number] = view
        return self.views[number]

    def settled(self, number: int, copy: Object, site: Site) -> None:
        """Note where a page went. The first place counts where a page is shown twice."""
        self.sites.setdefault(number, site)
        self._by_copy.setdefault(copy.objgen, site)

    def destination(self, value: object) -> Array | None:
        """The destination in the volume that stands for one of this source's, of any form;
        None if it leads nowhere.

        Args:
            value: a name or string, or the explicit array itself,
                from the source or from a copied object.
        """
        if isinstance(value, (String, Name)):
            key = objects.name_key(value)
            if key not in self._by_name:
                array = self.names.find(key)
                self._by_name[key] = None if array is None else self._written(array, False)
            return self._by_name[key]
        array = explicit(value)
        if array is None:
            return None
        return self._written(array, not array.is_owned_by(self.pdf))

    def _written(self, array: Object, copied: bool) -> Array | None:
        page = array[0]
        site = self._site(page, copied)
        if site is None:
            return None
        if copied and isinstance(page, Dictionary) and site.position.matrix is None:
            return array  # type: ignore[return-value]
        return write(site, read_target(array))

    def _site(self, page: object, copied: bool) -> Site | None:
        if isinstance(page, int):
            return self.sites.get(page)
        if not isinstance(page, Dictionary):
            return None
        if copied:
            return self._by_copy.get(page.objgen)
        if not self._by_page:
            self._by_page.update({p.objgen: i for i, p in enumerate(self.pages)})
        return self.sites.get(self._by_page.get(page.objgen, -1))


def open_source(path: Path, own: bool, file: str, document: str | None, treatment: Treatment) -> Source:
    """Open a PDF from which pages are to be copied.

    Raises:
        pikepdf.PdfError: it cannot be read. Intake and typesetting give only PDFs that can.
    """
    pdf = Pdf.open(path)
    return Source(pdf, own, file, document, treatment, [page.obj for page in pdf.pages])
