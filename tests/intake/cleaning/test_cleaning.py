"""Specification of cleaning: active things go, what prints stays, links stay;
read back by pypdf and pdfium.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from proceedings.intake.cleaning import Kind, Removal, clean
from proceedings.intake.left_out import left_out
from proceedings.readers.comparing import FLATTENED, compare


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def blank(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(300, 300))
    return pdf


def annotate(pdf: pikepdf.Pdf, page: int = 0, **entries: Any) -> Any:
    """Add an annotation to a page."""
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([50, 50, 150, 70]), **entries))
    held = pdf.pages[page].obj
    held.Annots = Array([*held.get("/Annots", []), annotation])
    return annotation


def square(pdf: pikepdf.Pdf, *, grey: float = 0.0) -> Dictionary:
    """An appearance: a filled box."""
    form = pdf.make_stream(b"%.1f g 0 0 100 20 re f" % grey, BBox=Array([0, 0, 100, 20]), Subtype=Name.Form)
    return Dictionary(N=form)


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def cleaned(pdf: pikepdf.Pdf, **options: Any) -> tuple[dict[Kind, Removal], Any]:
    removals = {r.kind: r for r in clean(pdf, **options)}
    return removals, pypdf.PdfReader(io.BytesIO(saved(pdf)))


def every_name(reader: Any) -> set[str]:
    """Every name anywhere in the file."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    pending: list[Any] = [reader.trailer]
    while pending:
        item = pending.pop()
        if isinstance(item, pypdf.generic.IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        if isinstance(item, pypdf.generic.DictionaryObject):
            found |= set(item)
            pending += [item.raw_get(k) for k in item]
        elif isinstance(item, list):
            pending += list(item)
        elif isinstance(item, pypdf.generic.NameObject):
            found.add(item)
    return found


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("JavaScript", Kind.SCRIPT),
        ("Launch", Kind.FILE_LINK),
        ("SubmitForm", Kind.FORM_ACTION),
        ("ImportData", Kind.FORM_ACTION),
        ("ResetForm", Kind.FORM_ACTION),
        ("Rendition", Kind.MEDIA),
        ("Movie", Kind.MEDIA),
        ("Sound", Kind.MEDIA),
        ("GoToE", Kind.ATTACHMENT_LINK),
        ("Hide", Kind.VIEWER_ACTION),
        ("SetOCGState", Kind.VIEWER_ACTION),
        ("Trans", Kind.VIEWER_ACTION),
    ],
)
def test_an_action_that_is_no_link_goes_from_wherever_it_hangs(action: str, kind: Kind) -> None:
    pdf = blank()
    one = Dictionary(S=Name("/" + action))
    annotate(pdf, Subtype=Name.Link, A=one, AA=Dictionary(E=one))
    pdf.pages[0].obj.AA = Dictionary(O=one)
    pdf.Root.AA = Dictionary(WC=one)
    pdf.Root.OpenAction = one
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=pdf.make_indirect(Dictionary(Title=String("x"), A=one))))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(T=String("f"), AA=Dictionary(K=one)))]))
    removals, reader = cleaned(pdf)
    assert removals[kind].count >= 6
    assert not {f"/{action}", "/AA", "/OpenAction"} & every_name(reader)


def test_named_scripts_go() -> None:
    pdf = blank()
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script(), String("b"), script()])))
    removals, reader = cleaned(pdf)
    assert removals[Kind.SCRIPT].sentence == "2 scripts were removed."
    assert "/JavaScript" not in every_name(reader)


def test_links_of_every_kind_stay() -> None:
    pdf = blank(2)
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("n"), Array([pdf.pages[1].obj, Name.Fit])])))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit])))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("n")))
    annotate(pdf, Subtype=Name.Link, Dest=String("n"))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Named, N=Name.NextPage))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])))
    removals, reader = cleaned(pdf)
    assert not removals
    kinds = [a.get_object().get("/A", {}).get("/S") for a in reader.pages[0]["/Annots"]]
    assert kinds == ["/URI", "/GoTo", "/GoTo", None, "/Named", "/GoToR"]
    assert "n" in reader.named_destinations


def test_what_follows_a_link_goes_and_a_link_that_follows_a_script_stays() -> None:
    pdf = blank()
    web = Dictionary(S=Name.URI, URI=String("https://example.org"))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=script()))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String("x"), Next=Array([script(), web])))
    removals, reader = cleaned(pdf)
    assert removals[Kind.SCRIPT].count == 3
    assert [a.get_object()["/A"]["/S"] for a in reader.pages[0]["/Annots"]] == ["/URI", "/URI"]
    assert "/Next" not in every_name(reader)


def test_a_loop_of_actions_ends() -> None:
    pdf = blank()
    first, second = pdf.make_indirect(Dictionary(S=Name.Hide)), pdf.make_indirect(Dictionary(S=Name.Hide))
    first.Next, second.Next = second, first
    annotate(pdf, Subtype=Name.Link, A=first)
    removals, _ = cleaned(pdf)
    assert removals[Kind.VIEWER_ACTION].count == 2


def test_a_link_that_is_a_script_in_disguise_goes() -> None:
    pdf = blank()
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("JavaScript:alert(1)")))
    removals, reader = cleaned(pdf)
    assert removals[Kind.SCRIPT].count == 1
    assert "/URI" not in every_name(reader)


def test_a_launch_of_a_local_file_is_reported_with_its_target_and_page() -> None:
    pdf = blank(2)
    annotate(pdf, 1, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("C:\\Users\\me\\data.xlsx")))
    removals, _ = cleaned(pdf)
    assert (removals[Kind.FILE_LINK].page, removals[Kind.FILE_LINK].names) == (2, ("data.xlsx",))


def test_links_to_places_that_are_not_there_go_and_are_named() -> None:
    pdf = blank(2)
    stray = pdf.make_indirect(Dictionary(Type=Name.Page))
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("there"), Array([pdf.pages[1].obj, Name.Fit]), String("stray"), [stray]]))
    )
    pdf.Root.Dests = Dictionary(old=Dictionary(D=Array([pdf.pages[0].obj, Name.Fit])))
    annotate(pdf, Subtype=Name.Link, Dest=String("there"))
    annotate(pdf, Subtype=Name.Link, Dest=Name.old)
    annotate(pdf, Subtype=Name.Link, Dest=String("nowhere"))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("stray")))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([stray, Name.Fit])))
    annotate(pdf, 1, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([7, Name.Fit])))
    annotate(pdf, 1, Subtype=Name.Link)
    removals, reader = cleaned(pdf)
    assert [len(page.get("/Annots", [])) for page in reader.pages] == [2, 0]
    assert (removals[Kind.DEAD_LINK].count, removals[Kind.DEAD_LINK].page) == (4, 1)
    assert removals[Kind.DEAD_LINK].names == ("nowhere", "stray", "page 8")


def test_a_launch_of_another_pdf_becomes_a_link_that_binding_can_resolve() -> None:
    pdf = blank()
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("neighbour.pdf")))
    removals, reader = cleaned(pdf)
    assert not removals
    assert reader.pages[0]["/Annots"][0].get_object()["/A"]["/S"] == "/GoToR"


def test_the_last_page_of_a_submission_stays_the_target_of_a_link_to_it() -> None:
    pdf = blank(3)
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Named, N=Name.LastPage))
    _, reader = cleaned(pdf)
    target = reader.pages[0]["/Annots"][0].get_object()["/A"]["/D"][0]
    assert target.get_object() == reader.pages[2].get_object()


def test_attached_files_go_with_their_names_in_the_report() -> None:
    pdf = blank()
    pdf.attachments["data.csv"] = pikepdf.AttachedFileSpec(pdf, b"secret,1", filename="data.csv")
    file = Dictionary(Type=Name.Filespec, F=String("raw.zip"), EF=Dictionary(F=pdf.make_stream(b"secret,2")))
    annotate(pdf, Subtype=Name.FileAttachment, FS=pdf.make_indirect(file), F=4, AP=square(pdf))
    pdf.Root.AF = Array([pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("source.tex")))])
    removals, reader = cleaned(pdf)
    assert set(removals[Kind.ATTACHMENT].names) == {"data.csv", "raw.zip", "source.tex"}
    assert not {"/EmbeddedFiles", "/EF", "/AF", "/FileAttachment"} & every_name(reader)


def test_a_film_becomes_its_poster_picture() -> None:
    pdf = blank()
    annotate(pdf, Subtype=Name.Screen, F=4, AP=square(pdf), A=Dictionary(S=Name.Rendition))
    annotate(pdf, Subtype=Name.RichMedia, F=4, RichMediaContent=Dictionary(Assets=Dictionary()))
    before = saved(pdf)
    removals, reader = cleaned(pdf)
    assert removals[Kind.MEDIA].count == 3
    assert not {"/Screen", "/RichMedia", "/RichMediaContent", "/Rendition"} & every_name(reader)
    assert compare(before, saved(pdf), printed=True).same()


def field(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    widget = annotate(pdf, Subtype=Name.Widget, **entries)
    if "/AcroForm" not in pdf.Root:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([])))
    pdf.Root.AcroForm.Fields.append(widget)
    return widget


def test_a_field_that_prints_becomes_page_content_and_one_that_does_not_goes() -> None:
    pdf = blank()
    field(pdf, FT=Name.Tx, T=String("shown"), F=4, AP=square(pdf))
    field(pdf, FT=Name.Tx, T=String("on screen only"), F=0, AP=square(pdf))
    field(pdf, FT=Name.Tx, T=String("hidden"), F=6, AP=square(pdf))
    removals, reader = cleaned(pdf)
    assert (removals[Kind.FIELD_PRINTED].count, removals[Kind.FIELD].count) == (1, 2)
    assert "/AcroForm" not in reader.root_object
    assert "/Annots" not in reader.pages[0]
    assert b"Do" in reader.pages[0].get_contents().get_data()


def test_fields_can_be_left_out_by_setting() -> None:
    pdf = blank()
    field(pdf, FT=Name.Tx, T=String("shown"), F=4, AP=square(pdf))
    removals, _ = cleaned(pdf, forms="remove")
    assert removals[Kind.FIELD].count == 1
    assert compare(saved(blank()), saved(pdf)).same()


def test_a_filled_field_without_an_appearance_gets_the_one_a_reader_draws() -> None:
    pdf = blank()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    field(pdf, FT=Name.Tx, T=String("name"), V=String("Ada"), F=4, DA=String("/H 12 Tf 0 g"))
    pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(H=font))
    pdf.Root.AcroForm.NeedAppearances = True
    before = saved(pdf)
    _, reader = cleaned(pdf)
    assert "Ada" in reader.pages[0].extract_text()
    assert compare(before, saved(pdf), printed=True).same(FLATTENED)


def test_a_signature_goes_with_a_notice_and_its_looks_stay() -> None:
    pdf = blank()
    field(pdf, FT=Name.Sig, T=String("s"), F=4, AP=square(pdf), V=Dictionary(Type=Name.Sig))
    pdf.Root.Perms = Dictionary(DocMDP=Dictionary(Type=Name.Sig))
    before = saved(pdf)
    removals, reader = cleaned(pdf)
    assert "does not hold in a volume" in removals[Kind.SIGNATURE].sentence
    assert not {"/Sig", "/Perms"} & every_name(reader)
    assert compare(before, saved(pdf), printed=True).same()


def test_a_comment_that_prints_is_kept_as_content_unless_set_otherwise() -> None:
    pdf = blank()
    annotate(pdf, Subtype=Name.Stamp, F=4, AP=square(pdf))
    annotate(pdf, Subtype=Name.Text, F=0, Contents=String("to do"))
    annotate(pdf, Subtype=Name.Popup, F=4)
    removals, _ = cleaned(pdf)
    assert (removals[Kind.COMMENT_PRINTED].count, removals[Kind.COMMENT].count) == (1, 1)
    other = blank()
    annotate(other, Subtype=Name.Stamp, F=4, AP=square(other))
    assert {r.kind for r in clean(other, comments="remove")} == {Kind.COMMENT}


def test_a_highlight_without_an_appearance_is_drawn() -> None:
    pdf = blank()
    annotate(pdf, Subtype=Name.Highlight, F=4, C=Array([0, 0, 0]), QuadPoints=Array([50, 70, 150, 70, 50, 50, 150, 50]))
    before = saved(pdf)
    clean(pdf)
    assert compare(before, saved(pdf), printed=True).same()
    assert not compare(saved(blank()), saved(pdf)).same()


def test_the_element_of_a_flattened_field_holds_its_content_instead() -> None:
    pdf = blank()
    widget = field(pdf, FT=Name.Tx, T=String("f"), F=4, AP=square(pdf), StructParent=0)
    reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=pdf.pages[0].obj)
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, K=reference))
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=element, ParentTree=Dictionary(Nums=Array([0, element])))
    )
    element.P = pdf.Root.StructTreeRoot
    _, reader = cleaned(pdf)
    kid = reader.root_object["/StructTreeRoot"]["/K"]["/K"][0]
    assert (kid["/Type"], kid["/MCID"]) == ("/MCR", 0)
    assert b"/Form <</MCID 0>> BDC" in reader.pages[0].get_contents().get_data()
    page_key = reader.pages[0]["/StructParents"]
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert numbers[numbers.index(page_key) + 1].get_object()[0]["/S"] == "/Form"


def layered(state: Dictionary, usage: Dictionary | None = None) -> pikepdf.Pdf:
    """A page with a bar on a layer."""
    pdf = blank()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft mark")))
    if usage is not None:
        group.Usage = usage
    off = Array([group]) if state.get("/Hide") else Array([])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=off, Order=Array([group])))
    if state.get("/Auto"):
        pdf.Root.OCProperties.D.AS = Array(
            [Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([group]))]
        )
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"/OC /L BDC 20 20 200 200 re f EMC")
    page.Resources = Dictionary(Properties=Dictionary(L=group))
    return pdf


@pytest.mark.parametrize(
    ("state", "usage", "shows"),
    [
        ({}, None, True),
        ({"Hide": True}, None, False),
        ({"Auto": True}, "OFF", False),
        ({"Auto": True, "Hide": True}, "ON", True),
    ],
)
def test_layers_stay_in_the_state_in_which_they_print(state: dict[str, bool], usage: str | None, shows: bool) -> None:
    wish = None if usage is None else Dictionary(Print=Dictionary(PrintState=Name("/" + usage)))
    pdf = layered(Dictionary({f"/{k}": v for k, v in state.items()}), wish)
    before = saved(pdf)
    removals, reader = cleaned(pdf)
    after = saved(pdf)
    assert compare(before, after, printed=True).same()
    assert compare(after, after).same()
    assert compare(saved(blank()), after).same() is not shows  # on screen as on paper
    properties = reader.root_object["/OCProperties"]
    assert len(properties["/OCGs"]) == len(properties["/D"]["/Locked"]) == 1
    assert "/AS" not in properties["/D"]
    assert bool({Kind.LAYER, Kind.SCREEN_LAYER} & set(removals)) is not shows


@pytest.mark.parametrize(
    ("hide", "usage", "kind", "severity"),
    [(True, None, Kind.LAYER, "notice"), (False, "OFF", Kind.SCREEN_LAYER, "warning"), (True, "ON", None, "")],
)
def test_layers_that_do_not_print_are_told(hide: bool, usage: str | None, kind: Kind | None, severity: str) -> None:
    wish = None if usage is None else Dictionary(Print=Dictionary(PrintState=Name("/" + usage)))
    removals, _ = cleaned(layered(Dictionary(Hide=hide), wish))
    assert set(removals) & {Kind.LAYER, Kind.SCREEN_LAYER} == ({kind} if kind else set())
    told = [t for t in left_out(tuple(removals.values())) if t.code == "layer-left-out"]
    assert [(t.severity.value, "(Draft mark)" in t.message) for t in told] == ([(severity, True)] if kind else [])


def test_a_comment_on_a_hidden_layer_does_not_print() -> None:
    pdf = layered(Dictionary(Hide=True))
    annotate(pdf, Subtype=Name.Stamp, F=4, AP=square(pdf), OC=pdf.Root.OCProperties.OCGs[0])
    removals, _ = cleaned(pdf)
    assert removals[Kind.COMMENT].count == 1


def test_portfolios_transitions_thumbnails_and_content_kept_elsewhere_go() -> None:
    pdf = blank()
    pdf.Root.Collection = Dictionary(View=Name.D)
    pdf.Root.PieceInfo = Dictionary(X=Dictionary())
    page = pdf.pages[0].obj
    page.Trans, page.Dur, page.Thumb = Dictionary(S=Name.Wipe), 3, pdf.make_stream(b"x")
    page.Contents = pdf.make_stream(b"", F=Dictionary(Type=Name.Filespec, F=String("/etc/passwd")))
    removals, reader = cleaned(pdf)
    assert set(removals) == {Kind.PORTFOLIO, Kind.TRANSITION, Kind.PRIVATE_DATA, Kind.EXTERNAL_CONTENT}
    assert not {"/Collection", "/PieceInfo", "/Trans", "/Dur", "/Thumb", "/F"} & every_name(reader)


def test_a_document_with_nothing_to_remove_is_left_as_it_is() -> None:
    assert clean(blank()) == ()


def test_the_corpus_prints_the_same_after_cleaning(corpus: Path) -> None:
    names = (
        "160F-2019",
        "bug1675139",
        "evaljs",
        "resetform",
        "textfields",
        "tracemonkey_a11y",
        "visibility_expressions",
    )
    for name in names:
        path = corpus / "odd-pdfs" / f"{name}.pdf"
        with pikepdf.open(path) as pdf:
            removed = clean(pdf)
            seen = compare(path, saved(pdf), printed=True)
        assert removed
        assert not [p for p in seen.pages if p.lost or p.size or p.changed > 0.004], name
