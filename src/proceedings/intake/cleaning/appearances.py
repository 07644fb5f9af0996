"""Appearances of annotations: those that are there made usable, those that are missing drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from proceedings.intake.cleaning.marks import draw, is_filled_in
from proceedings.pdf import objects
from proceedings.values.mark import Mark, MarkFate

_FONT_KINDS = ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern")


def usable_appearance(pdf: pikepdf.Pdf, annotation: Any) -> Any:
    """The stream that an annotation shows, with all that a form XObject needs;
    None when it shows nothing.
    """
    normal = objects.get(objects.get(annotation, "/AP"), "/N")
    form = normal if isinstance(normal, pikepdf.Stream) else _of_state(annotation, normal)
    if not isinstance(form, pikepdf.Stream):
        return None
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    if objects.box(objects.get(form, "/BBox")) is None:
        box = objects.box(objects.get(annotation, "/Rect"))
        if box is None:
            return None
        form["/BBox"] = pikepdf.Array([0, 0, box.width, box.height])
    _complete_resources(pdf, form)
    return form


def _of_state(annotation: Any, states: Any) -> Any:
    """The appearance for the annotation's state;
    a reader takes the field's value where none is set.
    """
    if not isinstance(states, pikepdf.Dictionary):
        return None
    state = objects.name(objects.get(annotation, "/AS"))
    if not state:
        value = objects.name(objects.inherited(annotation, "/V"))
        state = value if value and "/" + value in states else "Off"
        annotation["/AS"] = pikepdf.Name("/" + state)
    return objects.get(states, "/" + state)


def _complete_resources(pdf: pikepdf.Pdf, form: Any) -> None:
    """Fonts that an appearance takes from the form's default resources, which go with the form."""
    defaults = objects.get(objects.dictionary(pdf.Root, "/AcroForm"), "/DR")
    if objects.dictionary(form, "/Resources") is None:
        form["/Resources"] = pikepdf.Dictionary()
    resources = form["/Resources"]
    for kind in _FONT_KINDS:
        shared = objects.dictionary(defaults, f"/{kind}")
        if shared is None:
            continue
        own = dict(objects.items(objects.get(resources, f"/{kind}")))
        resources[f"/{kind}"] = pikepdf.Dictionary({**dict(objects.items(shared)), **own})


def make_missing(pdf: pikepdf.Pdf, pages: list[Any], prints: Callable[[Any], bool]) -> list[Mark]:
    """Draw the annotations that print and have no appearance;
    with `NeedAppearances` texts and choices are drawn anew.

    Returns:
        Those that were drawn, with the places that they had,
        and those of which nothing is known to draw.
    """
    form = objects.dictionary(pdf.Root, "/AcroForm")
    anew = objects.get(form, "/NeedAppearances") is True
    marks = []
    for number, page in enumerate(pages, 1):
        for annotation in objects.elements(page, "/Annots"):
            if not (prints(annotation) and _is_missing(annotation, anew)):
                continue
            kind, box = objects.name(objects.get(annotation, "/Subtype")), objects.box(objects.get(annotation, "/Rect"))
            if draw(pdf, annotation, form):
                marks.append(Mark(number, kind, MarkFate.DRAWN, box))
            elif not _shows_nothing(annotation, kind):
                marks.append(Mark(number, kind, MarkFate.UNDRAWN, box))
    return marks


_SHOWS_NOTHING = frozenset(
    {"Popup", "PrinterMark", "TrapNet", "Watermark", "Movie", "Sound", "Screen", "RichMedia", "3D"}
)
"""Kinds that show nothing where they have no appearance (ISO 32000-1, 12.5.6),
or are told of as media.
"""


def _shows_nothing(annotation: Any, kind: str) -> bool:
    return kind in _SHOWS_NOTHING or (kind == "Widget" and not is_filled_in(annotation))


def _is_missing(annotation: Any, anew: bool) -> bool:
    kind = objects.name(objects.get(annotation, "/Subtype"))
    if kind in ("Link", "Popup") or not isinstance(annotation, pikepdf.Dictionary):
        return False
    field = objects.name(objects.inherited(annotation, "/FT")) if kind == "Widget" else ""
    if anew and field in ("Tx", "Ch"):
        return True
    normal = objects.get(objects.get(annotation, "/AP"), "/N")
    if isinstance(normal, pikepdf.Dictionary) and field == "Btn":
        # Ticked, in a state for which there is no appearance.
        state = objects.name(objects.get(annotation, "/AS"))
        return is_filled_in(annotation) and bool(state) and objects.get(normal, "/" + state) is None
    return not isinstance(normal, (pikepdf.Dictionary, pikepdf.Stream))
