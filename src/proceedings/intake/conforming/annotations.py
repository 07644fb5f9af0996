"""Annotations: flags, kinds and appearances as PDF/A wants them (ISO 19005-2, 6.3)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from proceedings.intake.cleaning.marks import draw
from proceedings.pdf import objects
from proceedings.standards.rules import ANNOTATION_TYPES

if TYPE_CHECKING:
    import pikepdf

_NOTHING_TO_SHOW = ("/Popup", "/Link")  # 6.3.3 asks these for no appearance
_PRINT, _NO_ZOOM, _NO_ROTATE = 4, 8, 16
_UNSEEN = 1 | 2 | 32 | 256  # Invisible, Hidden, NoView, ToggleNoView


def fix_annotations(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Mend annotations in place.

    Hidden ones and kinds that PDF/A forbids go; those of a visible kind without an appearance get one that looks
    as readers draw it; links and notes stay.

    Returns:
        Sentences about what a reader would miss.
    """
    import pikepdf

    gone: Counter[str] = Counter()
    drawn = 0
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is None:
            continue
        listed = list(annotations) if isinstance(annotations, pikepdf.Array) else []
        kept = []
        for annotation in listed:
            reason = _unfit(annotation)
            if reason is None and _shows(annotation):
                if _fix_appearance(annotation):
                    pass
                elif draw(pdf, annotation, objects.dictionary(pdf.Root, "/AcroForm")):
                    drawn += 1
                else:
                    reason = "nothing"
            if reason is None:
                _set_flags(annotation)
                kept.append(annotation)
            elif reason != "nothing":
                gone[reason] += 1
        if len(kept) != len(listed) or not isinstance(annotations, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array(kept)
    said = [f"{n} {reason} annotations were removed." for reason, n in sorted(gone.items())]
    if drawn:
        said.append(f"{drawn} marks were given an appearance of their own.")
    return tuple(said)


def _unfit(annotation: pikepdf.Object) -> str | None:
    import pikepdf

    if not isinstance(annotation, pikepdf.Dictionary):
        return "nothing"
    kind = annotation.get("/Subtype")
    if not isinstance(kind, pikepdf.Name):
        return "nothing"
    if kind not in ANNOTATION_TYPES:
        return "multimedia"
    if annotation.get_int("/F", 0) & _UNSEEN and kind != "/Link":
        return "hidden"
    return None


def _shows(annotation: pikepdf.Object) -> bool:
    if annotation.get("/Subtype") in _NOTHING_TO_SHOW:
        if "/AP" in annotation and not _fix_appearance(annotation):
            del annotation["/AP"]
        return False
    return True


def _set_flags(annotation: pikepdf.Object) -> None:
    flags = annotation.get_int("/F", 0) & ~_UNSEEN | _PRINT
    if annotation.get("/Subtype") == "/Text":
        flags |= _NO_ZOOM | _NO_ROTATE  # 6.3.2
    if objects.get(annotation, "/F") != flags:
        annotation["/F"] = flags
    # 6.3.3 and 6.5: no other appearances than the normal one, nothing happens by itself.
    if annotation.get("/Subtype") == "/Widget":
        for key in ("/A", "/AA"):
            if key in annotation:
                del annotation[key]


def _fix_appearance(annotation: pikepdf.Object) -> bool:
    """True when the annotation has exactly one normal appearance now (6.3.3)."""
    import pikepdf

    states = objects.get(annotation, "/AP")
    if not isinstance(states, pikepdf.Dictionary):
        return False
    normal = states.get("/N")
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        if annotation.get("/Subtype") == "/Widget" and annotation.get("/FT") == "/Btn":
            return True
        state = annotation.get("/AS", pikepdf.Name.Off)
        normal = normal.get(state) if isinstance(state, pikepdf.Name) else None
    if not isinstance(normal, pikepdf.Stream):
        return False
    if list(states.keys()) != ["/N"] or states["/N"].objgen != normal.objgen:
        annotation["/AP"] = pikepdf.Dictionary(N=normal)
    return True
