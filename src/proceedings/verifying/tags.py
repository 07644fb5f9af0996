"""The structure tree: whether every piece of marked content belongs to an element,
and every element to the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from proceedings.values.diagnostics import Diagnostic, Severity
from proceedings.verifying.volume import TREE_LIMIT, Finished, as_array, as_dictionary, name_of, resolved

MARKED = re.compile(rb"/MCID\s+(\d+)")
"""A marked-content id where it stands in a property list (ISO 32000-2, 14.7.5.1)."""

DEPTH = 20
"""Forms within forms that are looked into."""


def check_tags(volume: Finished) -> Iterator[Diagnostic]:
    """Every marked-content id
    and every tagged annotation resolves to an element that the tree holds.
    """
    root = as_dictionary(volume.catalog.get("/StructTreeRoot"))
    if "/K" not in root:
        yield volume.finding("no-tags", "The volume has no structure tree.", severity=Severity.WARNING)
        return
    parents = dict(_numbers(root.get("/ParentTree")))
    living = _elements(root)
    seen = set[int]()
    for number, page in volume.pages():
        for holder in _holders(page, seen, 0):
            yield from _check_holder(volume, holder, parents, living, number)
        for reference in as_array(page.get("/Annots")):
            yield from _check_annotation(volume, as_dictionary(reference), parents, living, number)


def _check_holder(
    volume: Finished, holder: DictionaryObject, parents: dict[int, object], living: set[int], page: int
) -> Iterator[Diagnostic]:
    used = {int(mcid) for mcid in MARKED.findall(_content(holder))}
    if not used:
        return
    key = resolved(holder.get("/StructParents"))
    listed = as_array(parents.get(key)) if isinstance(key, int) else ArrayObject()
    lost = sorted(mcid for mcid in used if not _is_held(listed, mcid, living))
    if lost:
        which = ", ".join(map(str, lost[:5])) + (" …" if len(lost) > 5 else "")
        yield volume.finding(
            "content-without-element", f"Marked content belongs to no element of the structure tree: {which}.", page
        )


def _is_held(listed: ArrayObject, mcid: int, living: set[int]) -> bool:
    reference = list.__getitem__(listed, mcid) if mcid < len(listed) else None
    return isinstance(reference, IndirectObject) and reference.idnum in living


def _check_annotation(
    volume: Finished, annotation: DictionaryObject, parents: dict[int, object], living: set[int], page: int
) -> Iterator[Diagnostic]:
    key = resolved(annotation.get("/StructParent"))
    if not isinstance(key, int):
        return
    parent = parents.get(key)
    if not isinstance(parent, IndirectObject) or parent.idnum not in living:
        yield volume.finding("annotation-without-element", "A tagged link or note belongs to no element.", page)


def _holders(page: DictionaryObject, seen: set[int], depth: int) -> Iterator[DictionaryObject]:
    """The page and the forms on it, each once: what may hold marked content."""
    yield page
    named = as_dictionary(as_dictionary(page.get("/Resources")).get("/XObject"))
    for key in named:
        reference = named.raw_get(key)
        if not isinstance(reference, IndirectObject) or reference.idnum in seen:
            continue
        seen.add(reference.idnum)
        form = as_dictionary(reference)
        if name_of(form.get("/Subtype")) == "Form" and depth < DEPTH:
            yield from _holders(form, seen, depth + 1)


def _content(holder: DictionaryObject) -> bytes:
    if isinstance(holder, StreamObject):
        return bytes(holder.get_data())
    contents = resolved(holder.get("/Contents"))
    streams = [resolved(s) for s in contents] if isinstance(contents, ArrayObject) else [contents]
    return b"\n".join(bytes(stream.get_data()) for stream in streams if isinstance(stream, StreamObject))


def _elements(root: DictionaryObject) -> set[int]:
    """Object numbers of all elements that hang under the root."""
    found, waiting = set[int](), [root.raw_get("/K")]
    while waiting and len(found) < TREE_LIMIT:
        kid = waiting.pop()
        if isinstance(kid, IndirectObject):
            if kid.idnum in found:
                continue
            found.add(kid.idnum)
        thing = resolved(kid)
        if isinstance(thing, ArrayObject):
            waiting += list.__iter__(thing)
        elif isinstance(thing, DictionaryObject) and "/S" in thing and "/K" in thing:
            waiting.append(thing.raw_get("/K"))
    return found


def _numbers(root: object) -> Iterator[tuple[int, object]]:
    """The entries of a number tree, references kept (ISO 32000-2, 7.9.7)."""
    waiting, seen = [resolved(root)], 0
    while waiting and seen < TREE_LIMIT:
        node = as_dictionary(waiting.pop())
        seen += 1
        entries = list(list.__iter__(as_array(node.get("/Nums"))))
        for key, value in zip(entries[::2], entries[1::2], strict=False):
            number = resolved(key)
            if isinstance(number, int):
                yield int(number), value
        waiting += list(as_array(node.get("/Kids")))
