"""Links of office documents to files:
LibreOffice makes them lead into the folder where it converts.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from proceedings.intake.office.libreoffice import FOLDER
from proceedings.pdf import objects
from proceedings.pdf.pages import annotations_of

_INTO_FOLDER = re.compile(rf"file://[^#]*/{FOLDER}[^/#]*/(?:in/)?([^#]*)(#.*)?", re.S)
_OURS = re.compile(r"\d{5}\.\w+/?")
"""The name under which a document is converted; OpenDocument counts it among the folders."""


def restore_links(pdf: Any, name: str) -> None:
    """Let links to files lead to what the author named,
    not to a folder of ours, which has another name each time.

    A link to another file becomes one by its name alone,
    which binding follows where that file is in the volume.

    Args:
        pdf: the document as converted.
        name: of the office document that it was made from.
    """
    from pikepdf import Array, Dictionary, Name, String

    for page in pdf.pages:
        for annotation in annotations_of(page.obj):
            action = objects.dictionary(annotation, "/A")
            found = _INTO_FOLDER.fullmatch(objects.text(objects.get(action, "/URI")))
            if found is None:
                continue
            target = _OURS.sub("", unquote(found[1]), count=1)
            if not target:
                action["/URI"] = String(f"file:{name}{found[2] or ''}")
            else:
                annotation["/A"] = Dictionary(S=Name.GoToR, F=String(target), D=Array([0, Name.Fit]))
