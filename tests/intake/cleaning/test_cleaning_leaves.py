"""What cleaning leaves needs no second look:
the entries that conforming once filtered again are gone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

import archival_faults
from proceedings.intake.cleaning import clean
from proceedings.pdf.dictionaries import dictionaries

KINDS = (
    *("Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans"),
    *("GoTo3DView", "JavaScript", "SubmitForm", "GoToE", "RichMediaExecute", "Fly"),
)
FORBIDDEN = {f"/{kind}" for kind in KINDS}
"""Actions that may not stand in an archive (ISO 19005-2, 6.5.1), and one that no standard knows."""
KEPT = {"/GoTo", "/GoToR", "/URI", "/Named"}
OF_CATALOG = {"/AA", "/OpenAction", "/NeedsRendering", "/Requirements", "/Perms"}
OF_PAGES = {"/AA", "/PresSteps"}


def left_over(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What filters of actions, transitions, outside references and layers would find."""
    yield from OF_CATALOG & set(pdf.Root.keys())
    if "/AlternatePresentations" in pdf.Root.get("/Names", {}):
        yield "/AlternatePresentations"
    for page in pdf.pages:
        yield from OF_PAGES & set(page.obj.keys())
    for item in dictionaries(pdf):
        if isinstance(item.get("/AA"), pikepdf.Dictionary):
            yield "/AA"
        action = item.get("/A")
        if isinstance(action, pikepdf.Dictionary) and "/S" in action:
            if action.S not in KEPT or "/Next" in action:
                yield f"/A {action.S}"
            if action.S == "/Named" and action.get("/N") not in ("/NextPage", "/PrevPage"):
                yield f"/Named {action.get('/N')}"
        if isinstance(item, pikepdf.Stream):
            yield from {"/OPI", "/Ref"} & set(item.keys())
    yield from of_layers(pdf.Root.get("/OCProperties"))


def of_layers(properties: Any) -> Iterator[str]:
    """Breaches of ISO 19005-2, 6.9."""
    if properties is None:
        return
    if "/Configs" in properties:
        yield "/Configs"
    yield from {"/AS", "/Order"} & set(properties.D.keys())
    holders = [properties.D, *properties.OCGs]
    if not all(isinstance(holder, pikepdf.Dictionary) and str(holder.get("/Name", "")) for holder in holders):
        yield "without a name"


ACTIVE = [name for name in archival_faults.FAULTS if name.startswith(("6.5", "6.9", "6.10", "6.11"))]


def faulty(name: str) -> pikepdf.Pdf:
    """A document with a fault, which shares no object with the table."""
    buffer = io.BytesIO()
    archival_faults.document(archival_faults.FAULTS[name]).save(buffer)
    return pikepdf.open(buffer)


@pytest.mark.parametrize("name", ACTIVE)
def test_nothing_active_is_left_of_a_document_with_a_fault(name: str) -> None:
    pdf = faulty(name)
    clean(pdf)
    assert not list(left_over(pdf))


def test_the_faults_are_seen_where_they_are_not_cleaned() -> None:
    """The question above can be answered with no."""
    seen = [list(left_over(faulty(name))) for name in ACTIVE]
    assert sum(map(bool, seen)) == len(ACTIVE) > 10


def _actions(following: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    kinds = st.sampled_from([*KINDS, "GoTo", "URI", "Named", "GoToR"])
    names = st.sampled_from(["Print", "NextPage", "FirstPage"])
    return st.builds(lambda kind, name, more: {"S": kind, "N": name, "Next": more}, kinds, names, following)


ACTIONS = st.recursive(_actions(st.none()), lambda more: _actions(more | st.lists(more, max_size=3)), max_leaves=4)
PLACES = ("annotation", "bookmark", "page", "catalog", "field", "opening", "events of a form", "steps")


def as_pdf(action: Any, pdf: pikepdf.Pdf) -> Any:
    """A generated action as an object; those with others after them are indirect."""
    if isinstance(action, list):
        return Array([as_pdf(one, pdf) for one in action])
    made = Dictionary(S=Name(f"/{action['S']}"), URI=String("https://example.org/"), F=String("a.exe"))
    made.D = Array([pdf.pages[0].obj, Name.Fit])
    made.N = Name(f"/{action['N']}")
    if action["Next"] is None:
        return made
    made.Next = as_pdf(action["Next"], pdf)
    return pdf.make_indirect(made)


def hang(pdf: pikepdf.Pdf, place: str, action: Any) -> None:
    """Put an action into one place of a document."""
    page, events = pdf.pages[0].obj, Dictionary(O=action, X=action)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    if place == "annotation":
        link.A, link.AA, link.PA = action, events, action
        page.Annots = Array([pdf.make_indirect(link)])
    elif place == "bookmark":
        item = pdf.make_indirect(Dictionary(Title=String("x"), A=action))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
        item.Parent = pdf.Root.Outlines
    elif place == "page":
        page.AA = events
    elif place == "catalog":
        pdf.Root.AA = events
    elif place == "field":
        field = pdf.make_indirect(Dictionary(T=String("f"), FT=Name.Tx, AA=events, A=action))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    elif place == "opening":
        pdf.Root.OpenAction = action
    elif place == "events of a form":
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.AA, form.OPI, form.Ref = events, Dictionary(), Dictionary(Page=0)
        page.Resources = Dictionary(XObject=Dictionary(X=form))
    else:
        page.PresSteps = Dictionary(NA=action)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ACTIONS), min_size=1, max_size=4))
def test_no_action_but_a_link_is_left_wherever_it_hung(hung: list[tuple[str, Any]]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for place, action in hung:
        hang(pdf, place, as_pdf(action, pdf))
    clean(pdf)
    assert not list(left_over(pdf))


LAYERS: dict[str, dict[str, Any]] = {
    "without names": {},
    "not in the list of all": {"Order": Array([])},
    "switching by themselves": {"AS": Array([Dictionary(Event=Name.View, Category=Array([Name.View]))])},
    "with an empty name": {"Name": String("")},
}


@pytest.mark.parametrize("entries", LAYERS.values(), ids=LAYERS)
def test_layers_have_names_and_one_configuration(entries: dict[str, Any]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    layers = [pdf.make_indirect(Dictionary(Type=Name.OCG)) for _ in range(2)]
    default = Dictionary()
    for key, value in entries.items():
        default[f"/{key}"] = value
    pdf.Root.OCProperties = Dictionary(OCGs=Array([*layers, None]), D=default, Configs=Array([Dictionary()]))
    clean(pdf)
    assert not list(of_layers(pdf.Root.OCProperties))
    assert [str(layer.Name) for layer in pdf.Root.OCProperties.OCGs] == ["Layer 1", "Layer 2"]


def test_properties_without_a_layer_go() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OCProperties = Dictionary(OCGs=Array([None]), D=Dictionary())
    clean(pdf)
    assert "/OCProperties" not in pdf.Root


def test_nothing_active_is_left_of_real_documents(corpus: Path) -> None:
    seen = 0
    for path in sorted((corpus / "odd-pdfs").glob("*.pdf"))[::5]:
        try:
            with pikepdf.open(path) as pdf:
                len(pdf.pages)
                clean(pdf)
                assert not list(left_over(pdf)), path.name
                seen += 1
        except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError):
            continue
    assert seen > 15
