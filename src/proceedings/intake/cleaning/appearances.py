"""Appearances of annotations: those that are there made usable, those that are missing as pdfium would draw them."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf

from proceedings.intake import objects

_FONT_KINDS = ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern")


def usable_appearance(pdf: pikepdf.Pdf, annotation: Any) -> Any:
    """The stream that an annotation shows, with all that a form XObject needs; None when it shows nothing."""
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
    """The appearance for the annotation's state; a reader takes the field's value where none is set."""
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


def make_missing(pdf: pikepdf.Pdf, pages: list[Any], prints: Callable[[Any], bool]) -> None:
    """Give annotations that print and have no appearance the one that pdfium draws for them.

    pdfium draws them into the document it has in memory, which is saved and from which the appearances are copied. With
    `NeedAppearances` the same goes for all fields, whose appearances are then out of date.
    """
    form = objects.dictionary(pdf.Root, "/AcroForm")
    anew = objects.get(form, "/NeedAppearances") is True
    wanted = {
        number: [i for i, a in enumerate(objects.elements(page, "/Annots")) if prints(a) and _is_missing(a, anew)]
        for number, page in enumerate(pages)
    }
    wanted = {number: indexes for number, indexes in wanted.items() if indexes}
    if not wanted:
        return
    with contextlib.suppress(pikepdf.PdfError, RuntimeError), pikepdf.open(_as_pdfium_draws(pdf, wanted)) as drawn:
        for number, indexes in wanted.items():
            theirs = list(objects.elements(drawn.pages[number].obj, "/Annots"))
            ours = list(objects.elements(pages[number], "/Annots"))
            for index in indexes:
                appearance = objects.dictionary(theirs[index], "/AP") if index < len(theirs) else None
                if appearance is not None:
                    ours[index]["/AP"] = pdf.copy_foreign(drawn.make_indirect(appearance))


def _is_missing(annotation: Any, anew: bool) -> bool:
    kind = objects.name(objects.get(annotation, "/Subtype"))
    if kind in ("Link", "Popup") or not isinstance(annotation, pikepdf.Dictionary):
        return False
    if kind == "Widget" and anew and objects.name(objects.inherited(annotation, "/FT")) in ("Tx", "Ch"):
        return True
    return objects.get(objects.get(annotation, "/AP"), "/N") is None


def _as_pdfium_draws(pdf: pikepdf.Pdf, pages: dict[int, list[int]]) -> io.BytesIO:
    """The document as pdfium saves it after it has drawn these pages."""
    import pypdfium2 as pdfium

    before, after = io.BytesIO(), io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # fields that no form lists are drawn all the same
        pdf.save(before)
    document = pdfium.PdfDocument(before.getvalue())
    try:
        document.init_forms()
        for number in pages:
            page = document[number]
            longest = max(page.get_width(), page.get_height(), 1.0)
            page.render(scale=min(1.0, 50 / longest), draw_annots=True).close()
            page.close()
        document.save(after)
    finally:
        document.close()
    return after
