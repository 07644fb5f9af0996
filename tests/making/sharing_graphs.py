"""PDFs whose objects share others level by level:
whoever visits each path instead of each object never ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

KINDS = (
    *("form", "pattern", "type3", "soft-mask", "membership", "colour", "function", "appearance", "structure"),
    *("outline", "named", "page-tree", "properties", "action", "layer-order", "membership-of-memberships"),
    *("fields", "parent-tree", "page-labels", "attachments"),
)
"""What is shared."""


def sharing(
    path: Path, kinds: Sequence[str], levels: int, fan: int, cycle: bool = False, outermost: str = "And"
) -> Path:
    """Write a PDF of two pages, in which two things of each kind refer,
    `levels` deep, to the same `fan` things below.

    Args:
        path: where it goes.
        kinds: of `KINDS`.
        levels: how deep.
        fan: how many things each refers to.
        cycle: whether the last refer to the first again.
        outermost: the operator of the outermost visibility expression.
    """
    pdf = pikepdf.new()
    shared = pdf.make_indirect(Dictionary())
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(300, 300)).obj
        page.Resources = shared
        page.Contents = pdf.make_stream(b"0 g 10 10 20 20 re f")
    for kind in kinds:
        _MAKERS[kind](pdf, shared, levels, fan, cycle)
    if "membership" in kinds:
        shared.Properties.M0.VE[0] = Name(f"/{outermost}")
    pdf.save(path)
    return path


def with_sections(path: Path, count: int) -> Path:
    """Append to a file as many updates that change nothing,
    each with a table of its own that names the one before.
    """
    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        size, root = len(pdf.objects) + 1, pdf.Root.objgen[0]
    before = int(data.rpartition(b"startxref")[2].split()[0])
    for _ in range(count):
        at = len(data)
        data += b"xref\n0 0\ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, before)
        data += b"startxref\n%d\n%%%%EOF\n" % at
        before = at
    path.write_bytes(data)
    return path


def _form(pdf: Pdf, resources: Object, **entries: object) -> Object:
    form = pdf.make_stream(b"0 0 1 1 re f")
    form.stream_dict.Type, form.stream_dict.Subtype = Name.XObject, Name.Form
    form.stream_dict.BBox, form.stream_dict.Resources = Array([0, 0, 9, 9]), resources
    for key, value in entries.items():
        form.stream_dict[f"/{key}"] = value
    return form


def _levels(pdf: Pdf, levels: int, fan: int, cycle: bool, entry: object) -> Object:
    """Resources that refer to others level by level;
    `entry` makes what a dictionary of them is listed as.
    """
    first = last = pdf.make_indirect(Dictionary())
    for level in range(levels):
        below = first if cycle and level == levels - 1 else pdf.make_indirect(Dictionary())
        entry(last, below, fan)  # type: ignore[operator]
        last = below
    return first


def _forms(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    def entry(here: Object, below: Object, fan: int) -> None:
        here.XObject = Dictionary({f"/F{n}": _form(pdf, below) for n in range(fan)})

    top = _levels(pdf, levels, fan, cycle, entry)
    shared.XObject = top.XObject
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"0 g 10 10 20 20 re f /F0 Do")


def _patterns(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    def pattern(below: Object) -> Object:
        made = _form(pdf, below, PatternType=1, PaintType=1, TilingType=1, XStep=5, YStep=5)
        del made.stream_dict.Subtype
        made.stream_dict.Type = Name.Pattern
        return made

    def entry(here: Object, below: Object, fan: int) -> None:
        here.Pattern = Dictionary({f"/P{n}": pattern(below) for n in range(fan)})

    shared.Pattern = _levels(pdf, levels, fan, cycle, entry).Pattern


def _type3(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    def font(below: Object) -> Object:
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, 0, 1, 1]),
                FontMatrix=Array([1, 0, 0, 1, 0, 0]),
                CharProcs=Dictionary(a=pdf.make_stream(b"1 0 d0 0 0 1 1 re f")),
                FirstChar=97,
                LastChar=97,
                Widths=Array([1]),
                Encoding=Dictionary(Differences=Array([97, Name.a])),
                Resources=below,
            )
        )

    def entry(here: Object, below: Object, fan: int) -> None:
        here.Font = Dictionary({f"/T{n}": font(below) for n in range(fan)})

    shared.Font = _levels(pdf, levels, fan, cycle, entry).Font


def _soft_masks(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    def state(below: Object) -> Object:
        group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)
        mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=_form(pdf, below, Group=group))
        return pdf.make_indirect(Dictionary(Type=Name.ExtGState, SMask=mask))

    def entry(here: Object, below: Object, fan: int) -> None:
        here.ExtGState = Dictionary({f"/G{n}": state(below) for n in range(fan)})

    shared.ExtGState = _levels(pdf, levels, fan, cycle, entry).ExtGState


def _memberships(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    group = _layer(pdf)
    first = last = pdf.make_indirect(Array([Name.And]))
    for _ in range(levels):
        below = pdf.make_indirect(Array([Name.Or]))
        for _ in range(fan):
            last.append(below)
        last = below
    last.append(first if cycle else group)
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=first, OCGs=group))
    _add(shared, M0=member, M1=member)
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"/OC /M0 BDC 0 g 10 10 20 20 re f EMC")


def _colours(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    tint = pdf.make_indirect(Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1))
    last: Object = Name.DeviceGray
    first = None
    for level in range(levels):
        attributes = Dictionary(Colorants=Dictionary({f"/C{n}": last for n in range(fan)}))
        names = Array([Name(f"/S{level}")])
        last = pdf.make_indirect(Array([Name.DeviceN, names, last, tint, attributes]))
        first = first or last
    if cycle and first is not None:
        first[2] = last
    shared.ColorSpace = Dictionary(A=last, B=last)


def _functions(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = first = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    )
    for _ in range(levels):
        last = pdf.make_indirect(
            Dictionary(
                FunctionType=3,
                Domain=Array([0, 1]),
                Functions=Array([last] * fan),
                Bounds=Array([n / fan for n in range(1, fan)]),
                Encode=Array([0, 1] * fan),
            )
        )
    if cycle:
        first.Functions = Array([last])
    axial = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 9, 9]), Function=last)
    shared.Shading = Dictionary(A=pdf.make_indirect(axial))


def _appearances(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    def entry(here: Object, below: Object, fan: int) -> None:
        here.XObject = Dictionary({f"/F{n}": _form(pdf, below) for n in range(fan)})

    form = _form(pdf, _levels(pdf, levels, fan, cycle, entry))
    stamp = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array([9, 9, 99, 99]),
        F=4,
        AP=Dictionary(N=form),
        Contents=String("x"),
    )
    for page in pdf.pages:
        page.obj.Annots = Array([pdf.make_indirect(Dictionary(dict(stamp.items()))) for _ in range(2)])


def _structure(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    first = last = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    for _ in range(levels):
        below = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=last))
        last.K = Array([below] * fan)
        last = below
    last.K = Array([first]) if cycle else Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, MCID=0)
    root.K = Array([first, first])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([last])])))
    pdf.pages[0].obj.StructParents = 0
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC 0 g 10 10 20 20 re f EMC")
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def _outline(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    last = top
    for level in range(levels):
        item = pdf.make_indirect(Dictionary(Title=String(str(level)), Dest=Array([pdf.pages[0].obj, Name.Fit])))
        last.First = last.Last = item
        if last is not top:
            last.Next = item
        last = item
    if cycle:
        last.First = top
    pdf.Root.Outlines = top


def _named(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = pdf.make_indirect(Dictionary(Names=Array([String("a"), Array([pdf.pages[0].obj, Name.Fit])])))
    first = last
    for _ in range(levels):
        last = pdf.make_indirect(Dictionary(Kids=Array([last] * fan), Limits=Array([String("a"), String("z")])))
    if cycle:
        first.Kids = Array([last])
    names = pdf.Root.Names if "/Names" in pdf.Root else Dictionary()
    names.Dests = last
    pdf.Root.Names = names
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=String("zz"))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(link)])


def _page_tree(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    kids, count = pdf.Root.Pages.Kids, 2
    for _ in range(levels):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(list(kids)), Count=count))
        for kid in node.Kids:
            kid.Parent = node
        kids = Array([node])
    pdf.Root.Pages.Kids = kids
    kids[0].Parent = pdf.Root.Pages


def _properties(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = first = pdf.make_indirect(Dictionary(Deep=True))
    for _ in range(levels):
        last = pdf.make_indirect(Dictionary({f"/K{n}": last for n in range(fan)}))
    if cycle:
        first.K0 = last
    _add(shared, P=last)
    pdf.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=last))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Span /P BDC 0 g 10 10 20 20 re f EMC")


def _actions(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = first = pdf.make_indirect(Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))
    for _ in range(levels):
        last = pdf.make_indirect(
            Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([last] * fan))
        )
    if cycle:
        first.Next = last
    pdf.Root.OpenAction = last
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=last)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _add(resources: Object, **properties: Object) -> None:
    """List property lists beside those of other kinds."""
    if "/Properties" not in resources:
        resources.Properties = Dictionary()
    for name, value in properties.items():
        resources.Properties[f"/{name}"] = value


def _layer(pdf: Pdf) -> Object:
    """A hidden layer, the only one of its document."""
    if "/OCProperties" not in pdf.Root:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return pdf.Root.OCProperties.OCGs[0]


def _layer_order(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = first = pdf.make_indirect(Array([_layer(pdf)]))
    for _ in range(levels):
        last = pdf.make_indirect(Array([last] * fan))
    if cycle:
        first.append(last)
    pdf.Root.OCProperties.D.Order = Array([last])


def _memberships_of_memberships(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    last = first = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=_layer(pdf)))
    for _ in range(levels):
        last = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([last] * fan), P=Name.AllOn))
    if cycle:
        first.OCGs = Array([last])
    _add(shared, N0=last)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([9, 9, 99, 99]), F=4, OC=last)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/OC /N0 BDC 0 g 10 10 20 20 re f EMC")


def _fields(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([9, 9, 99, 99]), F=4)
    widget.FT, widget.T, widget.V = Name.Tx, String("a"), String("b")
    last = first = pdf.make_indirect(widget)
    pdf.pages[0].obj.Annots = Array([last])
    for level in range(levels):
        above = pdf.make_indirect(Dictionary(T=String(str(level)), Kids=Array([last] * fan)))
        last.Parent = last = above
    if cycle:
        first.Kids, last.Parent = Array([last]), first
    pdf.Root.AcroForm = Dictionary(Fields=Array([last] * fan))


def _number_tree(pdf: Pdf, value: object, levels: int, fan: int, cycle: bool) -> Object:
    last = first = pdf.make_indirect(Dictionary(Nums=Array([0, value])))
    for _ in range(levels):
        last = pdf.make_indirect(Dictionary(Kids=Array([last] * fan), Limits=Array([0, 0])))
    if cycle:
        first.Kids = Array([last])
    return last


def _parent_tree(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    mark = Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, MCID=0)
    root.K = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, K=mark))
    root.ParentTree = _number_tree(pdf, Array([root.K]), levels, fan, cycle)
    pdf.pages[0].obj.StructParents = 0
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC 0 g 10 10 20 20 re f EMC")
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def _page_labels(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    pdf.Root.PageLabels = _number_tree(pdf, Dictionary(S=Name.r), levels, fan, cycle)


def _attachments(pdf: Pdf, shared: Object, levels: int, fan: int, cycle: bool) -> None:
    files = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=pdf.make_stream(b"a")))
    last = first = pdf.make_indirect(Dictionary(Names=Array([String("a"), pdf.make_indirect(files)])))
    for _ in range(levels):
        last = pdf.make_indirect(Dictionary(Kids=Array([last] * fan), Limits=Array([String("a"), String("a")])))
    if cycle:
        first.Kids = Array([last])
    names = pdf.Root.Names if "/Names" in pdf.Root else Dictionary()
    names.EmbeddedFiles = last
    pdf.Root.Names = names


_MAKERS = {
    "form": _forms,
    "pattern": _patterns,
    "type3": _type3,
    "soft-mask": _soft_masks,
    "membership": _memberships,
    "colour": _colours,
    "function": _functions,
    "appearance": _appearances,
    "structure": _structure,
    "outline": _outline,
    "named": _named,
    "page-tree": _page_tree,
    "properties": _properties,
    "action": _actions,
    "layer-order": _layer_order,
    "membership-of-memberships": _memberships_of_memberships,
    "fields": _fields,
    "parent-tree": _parent_tree,
    "page-labels": _page_labels,
    "attachments": _attachments,
}
