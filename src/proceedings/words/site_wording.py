"""The words of a volume's web site; they stand in the table `site` of languages/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

from proceedings.words.wording import FALLBACK, LANGUAGES, primary


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the site says of itself, in one language."""

    skip: str
    """Link past the navigation."""
    navigation: str
    home: str
    people: str
    search: str
    search_label: str
    search_without_scripts: str
    found_template: str
    whole_volume: str
    read_pdf: str
    cite_as: str
    citation_files: str
    previous: str
    next: str
    files: str
    links: str
    language: str
    by_halls: str
    calendar: str
    news: str
    not_published: str
    draft: str
    accessibility: str
    accessibility_text: str
    accessibility_contact_template: str
    updated: str

    def accessibility_contact(self, address: str) -> str:
        """Where to write to, with the address of the publisher."""
        return self.accessibility_contact_template.format(address=address)


@lru_cache(maxsize=32)
def site_words(language: str) -> SiteWords:
    """The words for a language tag; English where there are none."""
    chosen = primary(language) if primary(language) in LANGUAGES else FALLBACK
    source = resources.files("proceedings") / "languages" / f"{chosen}.toml"
    said = tomllib.loads(source.read_text("utf-8"))["site"]
    return SiteWords(**{field.name: said[field.name] for field in fields(SiteWords)})
