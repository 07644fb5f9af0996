"""Cleaning: what is active in a submission goes;
what prints stays, and so do links, outline, layers and tags.
"""

from __future__ import annotations

import pikepdf

from proceedings.intake.cleaning.actions import ACTIONS, holders, settle_links
from proceedings.intake.cleaning.extras import FILES, cut_outside_references, forget, remove_attachments
from proceedings.intake.cleaning.layers import fix_layers
from proceedings.intake.cleaning.paper import Disposition, flatten
from proceedings.values.mark import Mark, MarkFate
from proceedings.values.removal import Kind, Removal, Removals

__all__ = ["Disposition", "Kind", "Mark", "MarkFate", "Removal", "clean"]


def clean(
    pdf: pikepdf.Pdf, *, forms: Disposition = "print", comments: Disposition = "print", marks: list[Mark] | None = None
) -> tuple[Removal, ...]:
    """Leave of a document what paper would show, and what leads from place to place.

    Links (URI, GoTo, and GoToR, which binding resolves or removes), destinations, outline, layers
    in their printed state and tags stay. Scripts, other actions, attached files, sound, films, XFA,
    signatures, the interactive form, comments, transitions and private data go; what of them prints
    becomes page content.

    Args:
        pdf: changed in place.
        forms: what becomes of form fields that print: page content, or nothing.
        comments: the same of comments and every other annotation that prints.
            What does not print always goes.
        marks: takes up the annotations that were drawn, could not be drawn, or were left out.

    Returns:
        What was removed, one value a kind; empty when there was nothing.
    """
    removals = Removals()
    pages = [page.obj for page in pdf.pages]
    acting, holding = holders(pdf, ACTIONS, FILES)
    settle_links(pdf, pages, removals, acting)
    state = fix_layers(pdf, removals)
    found = flatten(pdf, pages, state, removals, forms, comments)
    if marks is not None:
        marks += found
    cut_outside_references(pdf, removals)
    remove_attachments(pdf, removals, holding)
    forget(pdf, pages, removals)
    return removals.all()
