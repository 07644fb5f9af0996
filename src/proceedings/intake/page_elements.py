"""HTML of an author's in the elements that we print: fields show what is written in them,
drawings are pictures, blocks stay apart; what the page hides goes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from proceedings.intake.hidden_text import take_out, without_hidden
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_AS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        re.findall(
            r"\w+",
            "address article aside center details dialog fieldset footer form header hgroup legend main menu nav "
            "optgroup search summary",
        ),
        "div",
    )
    | {"strike": "s", "tt": "code", "dir": "ul", "xmp": "pre", "listing": "pre", "plaintext": "pre"}
)
"""Elements that are printed as others: blocks must not run into each other."""
_SHORT_TEXT = frozenset({"hidden", "password", "file", "image", "color", "range", "checkbox", "radio"})
"""Kinds of fields that hold no text to be read."""
_LISTS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_NAME = re.compile(rf"(?:{re.escape(_XLINK)})?(?!xmlns)[A-Za-z_][\w.-]*")
_LAZY = ("data-src", "data-original", "data-lazy-src")
"""Where pages that load their pictures late name them."""
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif|tiff?)$|^data:image/", re.IGNORECASE)
_STAND_IN = re.compile("[\U00100000-\U0010fffd]")
"""Characters that stand for formulas (`formulas/typed.py`)."""
_FALLBACK = ("audio", "video", "canvas", "iframe")
"""Elements whose content is for browsers that do not know them."""


def as_printed(html: str) -> tuple[str, tuple[Trouble, ...]]:
    """A page, or a piece of one, in elements that we print; what it hides, as troubles."""
    import tinyhtml5

    try:
        root = tinyhtml5.parse(html, namespace_html_elements=False)
        _make_plain(root)
        named = {e.get("id", ""): e for e in root.iter() if e.get("id")}
        troubles = tuple(without_hidden(root))
        body = root.find("body")
        if body is None:
            return html, ()
        _rewrite(body, named)
        written = ElementTree.tostring(body, encoding="unicode", method="html")
    except RecursionError:  # nested as no page is; it is cleaned as it stands
        return html, ()
    return written.removeprefix("<body>").removesuffix("</body>"), troubles


def _make_plain(root: Element) -> None:
    """Leave out comments, and attributes that XML cannot have."""
    for parent in list(root.iter()):
        for name in [n for n in parent.attrib if not _NAME.fullmatch(n)]:
            del parent.attrib[name]
        for comment in [child for child in parent if not isinstance(child.tag, str)]:
            take_out(comment, parent)


def _rewrite(body: Element, named: Mapping[str, Element]) -> None:
    _drop_twins(body)
    for element in list(body.iter()):
        if element.tag == f"{_SVG}svg":
            _draw(element, named)
        elif change := _CHANGES.get(element.tag):
            change(element)
        elif element.tag in _FALLBACK:
            element.text = None
            element[:] = [child for child in element if child.tag == "source"]
        else:
            element.tag = _AS.get(element.tag, element.tag)


def _drop_twins(body: Element) -> None:
    """Leave out what is drawn of a formula beside its MathML, as KaTeX and MathJax write it."""
    for parent in list(body.iter()):
        unread = [child for child in parent if child.get("aria-hidden") == "true"]
        if unread and any(_STAND_IN.search("".join(c.itertext())) for c in parent if c not in unread):
            for child in unread:
                child.text, child[:] = None, []
                child.tag = "span"


def _draw(svg: Element, named: Mapping[str, Element]) -> None:
    """Let a drawing become a picture, with what it takes from other drawings of the page."""
    drawing = ElementTree.Element("svg", {"xmlns": _SVG[1:-1], **svg.attrib})
    drawing.extend(list(svg))
    inside = {e.get("id") for e in svg.iter()}
    wanted = {e.get("href", e.get(f"{_XLINK}href", ""))[1:] for e in svg.iter() if e.tag == f"{_SVG}use"}
    drawing.extend([named[name] for name in sorted(wanted - inside) if name in named])
    title = svg.find(f"{_SVG}title")
    described = svg.get("aria-label") or ((title.text or "") if title is not None else "")
    is_decoration = svg.get("aria-hidden") == "true" or svg.get("role") in ("presentation", "none")
    plain = ElementTree.tostring(_unqualified(drawing), encoding="unicode")
    is_empty = not len(svg)
    svg.attrib.clear()
    svg[:], svg.text, svg.tag = [], None, "span" if is_empty else "img"
    if is_empty:
        return
    svg.set("src", "data:image/svg+xml;base64," + base64.b64encode(plain.encode()).decode())
    if described.strip() or is_decoration:
        svg.set("alt", "" if is_decoration else " ".join(described.split()))


def _unqualified(drawing: Element) -> Element:
    """A copy of a drawing whose elements have no prefix."""
    import copy

    made = copy.deepcopy(drawing)
    for element in made.iter():
        element.tag = element.tag.removeprefix(_SVG)
    return made


def _input(element: Element) -> None:
    kind = element.get("type", "text").lower()
    is_set = "checked" in element.attrib
    said = {"checkbox": "☑" if is_set else "☐", "radio": "◉" if is_set else "○"}.get(kind, "")
    if kind not in _SHORT_TEXT:
        said = element.get("value", "") or element.get("placeholder", "")
    _say(element, said)


def _textarea(element: Element) -> None:
    lines = "".join(element.itertext()).splitlines()
    _say(element, lines[0] if lines else "")
    element.tag = "div"
    for line in lines[1:]:
        ElementTree.SubElement(element, "br").tail = line


def _select(element: Element) -> None:
    """All choices, since a reader of the page sees them too."""
    choices = [" ".join("".join(option.itertext()).split()) for option in element.iter("option")]
    _say(element, " / ".join(filter(None, choices)))


def _gauge(element: Element) -> None:
    said = "".join(element.itertext()).strip() or element.get("value", "")
    _say(element, f"{said}/{element.get('max')}" if said == element.get("value") and element.get("max") else said)


def _say(element: Element, text: str) -> None:
    element.attrib.clear()
    element[:], element.text, element.tag = [], text, "span"


def _button(element: Element) -> None:
    element.tag = "span"


def _image(element: Element) -> None:
    """The address of a picture that loads late, or comes in several sizes."""
    if not element.get("src") or element.get("src", "").startswith("data:image/gif;base64,R0lGODlhAQAB"):
        sizes = element.get("srcset") or element.get("data-srcset") or ""
        late = next((element.attrib[name] for name in _LAZY if element.get(name)), "")
        if found := late or sizes.split(",")[-1].split()[:1]:
            element.set("src", found if isinstance(found, str) else found[0])


def _embedded(element: Element) -> None:
    """A picture that is embedded like a film, as a picture."""
    source = element.get("data") or element.get("src") or ""
    if _PICTURE.search(source):
        words = " ".join("".join(element.itertext()).split()) or element.get("title", "")
        element.attrib.clear()
        element[:], element.text, element.tag = [], None, "img"
        element.set("src", source)
        if words:
            element.set("alt", words)


def _list(element: Element) -> None:
    if kind := _LISTS.get(element.get("type", "")):
        element.set("style", f"list-style-type: {kind}")
    if "reversed" in element.attrib:
        items = [item for item in element if item.tag == "li"]
        start = element.get("start", "")
        first = int(start) if start.lstrip("-").isdigit() else len(items)
        for number, item in enumerate(items):
            item.attrib.setdefault("value", str(first - number))


def _ruby(element: Element) -> None:
    """A reading beside its sign stands in brackets, since it is printed on one line."""
    if element.find("rp") is None:
        for reading in element.iter("rt"):
            reading.text = f"({reading.text or ''}"
            last = reading[-1] if len(reading) else None
            if last is None:
                reading.text += ")"
            else:
                last.tail = f"{last.tail or ''})"


_CHANGES: Mapping[str, Callable[[Element], None]] = MappingProxyType(
    {
        "input": _input,
        "textarea": _textarea,
        "select": _select,
        "meter": _gauge,
        "progress": _gauge,
        "button": _button,
        "img": _image,
        "object": _embedded,
        "embed": _embedded,
        "ol": _list,
        "ruby": _ruby,
    }
)
