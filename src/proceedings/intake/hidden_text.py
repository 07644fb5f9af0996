"""What an HTML page hides from its readers:
by an attribute, by its element, or by its own styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from proceedings.intake.hidden_words import hidden_words
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NEVER = frozenset({"template", "datalist"})
"""Elements that no browser shows (HTML, 15.3.1)."""
_UNREAD = frozenset({"script", "style", "title", "head", "noscript"})
"""Elements whose texts are no words of the page."""
_PRINTED = re.compile(r"\s*(?:only\s+)?(?:all|print)?\s*", re.IGNORECASE)
"""What a style for paper is restricted to; widths and the like are not known."""
_KEPT = ("supports", "layer")
_STYLED = ("display", "visibility")
_WORD = re.compile(r"\w+")

Rule = tuple[Any, list[tuple[str, str, bool]]]
"""Selectors, and declarations: name, value, whether it is important."""


def without_hidden(root: Element) -> Iterator[Trouble]:
    """Take what no reader sees out of a page, and tell of its words.

    What readers open with a click (`<details>`) is not hidden. A style that would hide most words
    is for a script to take back: it does not count.
    """
    styles = list(_styles(root, list(_rules(root))))
    if _most_words(root, [e for e, said in styles if said.get("display") == "none"]):
        styles = list(_styles(root, []))
    unshown = _unshown(styles)
    parents = {child: parent for parent in root.iter() for child in parent}
    words: list[str] = []
    for element in unshown:
        parent = parents[element]
        said = " ".join(" ".join(element.itertext()).split())
        if _WORD.search(said) and _is_read(element, parents):
            words.append(said)
        take_out(element, parent)
    if words:
        yield _told(words)


def _most_words(root: Element, hidden: Iterable[Element]) -> bool:
    body = root.find("body")
    parts = {part for element in hidden for part in element.iter()}
    texts = [(len(_WORD.findall(e.text or "")), e) for e in (body.iter() if body is not None else ())]
    return 2 * sum(n for n, e in texts if e in parts) > sum(n for n, _ in texts)


def take_out(element: Element, parent: Element) -> None:
    """Remove an element and keep the text behind it."""
    place = list(parent).index(element)
    if element.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _unshown(styles: Iterable[tuple[Element, Mapping[str, str]]]) -> list[Element]:
    """The outermost elements that are not displayed;
    what is invisible within others becomes such.
    """
    found: list[Element] = []
    inside: set[Element] = set()
    invisible: set[Element] = set()
    for element, said in styles:
        if element in inside:
            inside.update(element)
        elif said.get("display", _usual(element)) == "none":
            found.append(element)
            inside.update(element)
        else:
            visibility = said.get("visibility", "hidden" if element in invisible else "visible")
            if visibility in ("hidden", "collapse"):
                invisible.update(element)
                found += _emptied(element)
    return found


def _emptied(element: Element) -> list[Element]:
    """The texts of an invisible element, each made an element of its own that can be taken out."""
    from xml.etree.ElementTree import Element as Made

    made: list[Any] = []
    for text, place in [(element.text, 0), *((child.tail, n + 1) for n, child in enumerate(element))][::-1]:
        if text and text.strip():
            piece = Made("span")
            piece.text = text
            element.insert(place, piece)
            made.append(piece)
    for child in element:
        child.tail = None
    element.text = None
    return made[::-1]


def _usual(element: Element) -> str:
    """What a browser does with an element that no style speaks of."""
    is_closed = element.tag == "dialog" and "open" not in element.attrib
    is_unseen = element.tag == "input" and element.get("type", "").lower() == "hidden"
    return "none" if element.tag in _NEVER or is_closed or is_unseen or "hidden" in element.attrib else "shown"


def _styles(root: Element, rules: Iterable[Rule]) -> Iterator[tuple[Element, Mapping[str, str]]]:
    """Each element of the body with what its styles say of its being shown."""
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    for number, (selectors, declarations) in enumerate(rules):
        for selector in selectors:
            if not selector.pseudo_element:
                matcher.add_selector(selector, (number, declarations))
    body = root.find("body")
    wrapped = cssselect2.ElementWrapper.from_html_root(root)
    for node in wrapped.iter_subtree():
        if body is None or node.etree_element in (root, body):
            continue
        own = _declared(tinycss2.parse_blocks_contents(node.etree_element.get("style", "")))
        said = [
            ((important, tuple(specificity), number), name, value)
            for specificity, _, _, (number, declarations) in (matcher.match(node) if matcher.order else ())
            for name, value, important in declarations
        ]
        said += [((important, (9, 9, 9), 0), name, value) for name, value, important in own]
        # Important counts more, then specific, then later (CSS Cascade 4, 6.1).
        yield node.etree_element, {name: value for _, name, value in sorted(said, key=lambda s: s[0])}


def _rules(root: Element) -> Iterator[Rule]:
    import tinycss2

    for sheet in root.iter("style"):
        if _PRINTED.fullmatch(sheet.get("media", "")):
            listed = tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True)
            yield from _hiding(listed)


def _hiding(rules: Iterable[Any], depth: int = 0) -> Iterator[Rule]:
    """The rules that say whether something is shown, with their selectors."""
    import cssselect2
    import tinycss2

    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None and depth < 10:
            query = tinycss2.serialize(rule.prelude)
            is_printed = rule.lower_at_keyword == "media" and any(map(_PRINTED.fullmatch, query.split(",")))
            if is_printed or rule.lower_at_keyword in _KEPT:
                yield from _hiding(tinycss2.parse_rule_list(rule.content, True, True), depth + 1)
        elif rule.type == "qualified-rule" and (said := _declared(tinycss2.parse_blocks_contents(rule.content))):
            try:
                yield cssselect2.compile_selector_list(rule.prelude), said
            except cssselect2.SelectorError:
                continue


def _declared(declarations: Iterable[Any]) -> list[tuple[str, str, bool]]:
    import tinycss2

    return [
        (d.lower_name, tinycss2.serialize(d.value).strip().lower(), d.important)
        for d in declarations
        if d.type == "declaration" and d.lower_name in _STYLED
    ]


def _is_read(element: Element, parents: Mapping[Element, Element]) -> bool:
    at: Element | None = element
    while at is not None:
        if at.tag in _UNREAD:
            return False
        at = parents.get(at)
    return True


def _told(words: list[str]) -> Trouble:
    said = " … ".join(words)
    what = "a part that the page hides was" if len(words) == 1 else f"{len(words)} parts that the page hides were"
    return hidden_words(what, said, len(_WORD.findall(said)))
