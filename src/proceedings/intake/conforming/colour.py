"""Colours tied to a profile:
CMYK beside the volume's sRGB, and profiles that contradict themselves (6.2.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf import icc
from proceedings.pdf.dictionaries import dictionaries
from proceedings.standards.output_intent import data_colour_space

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory

_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}
_DEVICE = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_DEEP = 8


def fix_colour_spaces(pdf: pikepdf.Pdf, items: Inventory, own_cmyk: pikepdf.Object | None) -> tuple[str, ...]:
    """Give every CMYK colour space outside content streams a profile,
    and drop profiles of the wrong kind.

    Args:
        pdf: the document, changed in place.
        items: what is in it.
        own_cmyk: the profile of the document's own CMYK output intent;
            without one, a general one for offset.

    Returns:
        Sentences about what was changed; empty where there was nothing to do.
    """
    work = _Colours(pdf, own_cmyk)
    for key in ("/ColorSpace", "/CS"):
        for item in items.having(key):
            work.visit(item, key)
    if work.cmyk_used:
        tie_cmyk(pdf, work.cmyk())
    return tuple(sorted(work.says))


def tie_cmyk(pdf: pikepdf.Pdf, space: pikepdf.Object | None = None) -> tuple[str, ...]:
    """Set DefaultCMYK in all resources,
    so that CMYK operators in content streams have a profile (6.2.4.3).
    """
    import pikepdf
    from pikepdf import Name

    space = space if space is not None else _Colours(pdf, None).cmyk()
    for item in dictionaries(pdf):
        resources = item.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary):
            spaces = resources.get("/ColorSpace")
            if not isinstance(spaces, pikepdf.Dictionary):
                spaces = resources[Name.ColorSpace] = pikepdf.Dictionary()
            if "/DefaultCMYK" not in spaces:
                resources["/ColorSpace"]["/DefaultCMYK"] = space
        if item.get("/OPM") == 1:  # 6.2.4.2: not with a CMYK profile
            item["/OPM"] = 0
    return ("CMYK colours were tied to a profile for offset printing.",)


class _Colours:
    """The work of one document: makes the CMYK space when first needed, remembers what was done."""

    def __init__(self, pdf: pikepdf.Pdf, own_cmyk: pikepdf.Object | None) -> None:
        self._pdf = pdf
        self._own = own_cmyk
        self._space: pikepdf.Object | None = None
        self.cmyk_used = False
        self.says: set[str] = set()

    def cmyk(self) -> pikepdf.Object:
        import pikepdf
        from pikepdf import Name

        if self._space is None:
            profile = self._own
            if profile is None:
                profile = self._pdf.make_stream(icc.cmyk(), N=4, Alternate=Name.DeviceCMYK)
            self._space = self._pdf.make_indirect(pikepdf.Array([Name.ICCBased, profile]))
        return self._space

    def visit(self, item: pikepdf.Object, key: str) -> None:
        import pikepdf

        if key == "/CS" and item.get("/S") != "/Transparency":
            return
        space = item[key]
        if isinstance(space, pikepdf.Dictionary):
            for name in list(space.keys()):
                self._replace(space, name)
        else:
            self._replace(item, key)

    def _replace(self, holder: pikepdf.Object, key: str) -> None:
        better = self._better(holder[key], 0)
        if better is not None:
            holder[key] = better

    def _better(self, space: pikepdf.Object, depth: int) -> pikepdf.Object | None:
        """A space to put in the place of this one;
        None where it may stay (it may have been mended inside).
        """
        import pikepdf

        if isinstance(space, pikepdf.Name):
            if space != "/DeviceCMYK":
                return None
            self.cmyk_used = True
            self.says.add("CMYK colours were tied to a profile for offset printing.")
            return self.cmyk()
        if not isinstance(space, pikepdf.Array) or not len(space) or depth > _DEEP:
            return None
        kind = space[0]
        if kind == "/DeviceCMYK":
            return self._better(kind, depth)
        if kind == "/ICCBased":
            return self._fit(space)
        if kind in ("/Indexed", "/Pattern") and len(space) > 1:
            self._inside(space, 1, depth)
        if kind in ("/Separation", "/DeviceN") and len(space) > 3:
            self._inside(space, 2, depth)
            if len(space) > 4 and isinstance(space[4], pikepdf.Dictionary):
                self._attributes(space[4], depth)
        return None

    def _attributes(self, attributes: pikepdf.Object, depth: int) -> None:
        import pikepdf

        for part in (attributes.get("/Colorants"), attributes.get("/Process")):
            if isinstance(part, pikepdf.Dictionary):
                for name in list(part.keys()):
                    if name != "/Components":
                        better = self._better(part[name], depth + 1)
                        if better is not None:
                            part[name] = better

    def _inside(self, space: pikepdf.Object, place: int, depth: int) -> None:
        better = self._better(space[place], depth + 1)
        if better is not None:
            space[place] = better

    def _fit(self, space: pikepdf.Object) -> pikepdf.Object | None:
        """Readers ignore a profile whose /N is not its own number of components
        and use the device space.
        """
        import pikepdf

        profile = space[1] if len(space) > 1 else None
        if not isinstance(profile, pikepdf.Stream):
            return None
        wanted = profile.get("/N")
        found = _COMPONENTS.get(data_colour_space(profile))
        if found is not None and found == wanted:
            return None
        self.says.add("A colour profile that does not fit its colours was left out; readers ignored it before.")
        device = pikepdf.Name(_DEVICE.get(int(wanted or 0), "/DeviceRGB"))
        return self._better(device, 0) or device
