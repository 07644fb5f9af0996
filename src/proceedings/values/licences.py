"""Licences that editors name in many ways: which one is meant, and where its text lies."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(
    r"(?:creative\s*commons|cc)[\s,:-]*(by(?:-(?:nc|nd|sa))*)[\s,-]*(\d(?:\.\d)?)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)", re.IGNORECASE)
_WORDS = (
    ("attribution", "by"),
    ("noncommercial", "nc"),
    ("non-commercial", "nc"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
    ("sharealike", "sa"),
    ("share alike", "sa"),
)
LATEST = "4.0"
"""The version of Creative Commons that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its name as it is cited, the address of its text, its id in the SPDX list.

    Of a licence that is not known only what the editor wrote is told.
    """

    name: str
    url: str | None = None
    spdx: str | None = None


def licence_of(text: str) -> Licence:
    """The licence that an editor names, by its name, its address or its SPDX id.

    Source: creativecommons.org/licenses; spdx.org/licenses.
    """
    said = text.strip()
    if found := _ADDRESS.search(said):
        kind, terms, version = found[1].lower(), found[2].lower(), found[3]
        return _public_domain(terms, version) if kind == "publicdomain" else _commons(terms, version)
    if re.search(r"\bcc[\s-]?(?:0|zero)\b", said, re.IGNORECASE):
        return _public_domain("zero", "1.0")
    spelt = said.lower()
    for word, short in _WORDS:
        spelt = spelt.replace(word, short)
    if found := _CREATIVE_COMMONS.search(re.sub(r"(?<=[a-z])[\s/-]+(?=nc|nd|sa)", "-", spelt)):
        return _commons(found[1], found[2] or LATEST)
    if re.fullmatch(r"https?://\S+", said):
        return Licence(said, said)
    return Licence(said)


def _commons(terms: str, version: str) -> Licence:
    version = version if "." in version else f"{version}.0"
    name, upper = f"CC {terms.upper()} {version}", terms.upper()
    return Licence(name, f"https://creativecommons.org/licenses/{terms}/{version}/", f"CC-{upper}-{version}")


def _public_domain(terms: str, version: str) -> Licence:
    if terms == "zero":
        return Licence(f"CC0 {version}", f"https://creativecommons.org/publicdomain/zero/{version}/", f"CC0-{version}")
    return Licence("Public Domain Mark", f"https://creativecommons.org/publicdomain/{terms}/{version}/")
