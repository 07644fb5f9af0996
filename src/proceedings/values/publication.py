"""What an editor says for the publication of a volume and cannot be derived from the rest of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid for the work of a contribution; `award` is the number of the grant."""

    funder: str
    award: str | None = None
    ror: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something of a contribution that lies elsewhere.

    `kind` is video, code, data, slides, poster, preprint or other.
    """

    url: str
    kind: str = "other"
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Depositor:
    """Who deposits metadata with a registry, and where the registry answers."""

    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """`publication:` of volume.yaml.

    `address` is where the site will lie, without a slash at its end. `doi_pattern` names the part
    of a DOI behind the prefix. `embargo` is the day before which files are not to be seen.
    """

    address: str | None = None
    doi_prefix: str | None = None
    doi_pattern: str | None = None
    depositor: Depositor | None = None
    licence: str | None = None
    date: dt.date | None = None
    revision: int = 1
    embargo: dt.date | None = None
