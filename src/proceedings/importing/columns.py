"""What the columns of a table hold: guessed from their heads, or as the editor said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

_HEADS = {
    "date": "date|day|datum|tag|jour|fecha|giorno|event date|session date",
    "start": (
        "start|starts|start time|begin|begins|from|time start|von|beginn|debut|inicio|starts at|"
        "start datetime|session start"
    ),
    "end": "end|ends|end time|to|until|bis|ende|fin|ends at|end datetime|session end",
    "time": "time|times|hours|uhrzeit|zeit|heure|horaire|hora|slot|time slot",
    "duration": "duration|length|minutes|dauer|duree|duracion|duration min",
    "title": (
        "title|titel|titre|titulo|titolo|talk|talk title|presentation title|paper title|proposal title|"
        "session title|name of talk|vortrag|beitrag|subject"
    ),
    "subtitle": "subtitle|untertitel|sous titre",
    "session": "session|session name|sitzung|seance|sesion|block",
    "room": "room|hall|location|raum|saal|salle|sala|venue|where|ort",
    "track": "track|strand|theme|topic area|programmstrang",
    "speakers": (
        "speakers|speaker|presenter|presenters|author|authors|speaker names|speaker name|referent|"
        "referentin|referenten|vortragende|orateur|intervenant|ponente|ponentes|autoren|auteurs|name|"
        "names|full name"
    ),
    "given": "first name|given name|vorname|prenom|nombre",
    "family": "last name|family name|surname|nachname|nom|apellido",
    "affiliation": (
        "affiliation|affiliations|organisation|organization|company|institution|institut|firma|university|employer"
    ),
    "role": "position|job title|function|funktion|tagline",
    "country": "country|land|pays|pais",
    "orcid": "orcid|orcid id|orcid id s",
    "email": "email|e mail|email address|mail|speaker email|contact email",
    "abstract": "abstract|description|summary|zusammenfassung|resume|beschreibung|resumen|abstract plain",
    "biography": "biography|bio|speaker bio|biographie|about the speaker|about",
    "chair": "chair|moderator|session chair|moderation|chairs|leitung",
    "paper": "paper|file|filename|file name|pdf|paper file|datei|document",
    "slides": "slides|slide file|presentation file|folien",
    "doi": "doi",
    "id": "id|no|nr|number|paper id|submission id|code|talk id",
    "status": "status|state|talk status|session status",
    "kind": "type|kind|art|session type|format",
}
FIELDS: Mapping[str, tuple[str, ...]] = {field: tuple(heads.split("|")) for field, heads in _HEADS.items()}
"""What a column may hold, and the heads by which it is known."""


def plain_head(head: str) -> str:
    """A head in small letters without accents and signs."""
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


def guessed(heads: Sequence[str]) -> dict[str, str]:
    """By head, the field that it holds; a head of which nothing is known has none.

    Of two heads for one field the one that comes first among its names wins.
    """
    best: dict[str, tuple[int, str]] = {}
    for head in heads:
        plain = plain_head(head)
        for field, names in FIELDS.items():
            if plain in names:
                rank = names.index(plain)
                if field not in best or rank < best[field][0]:
                    best[field] = (rank, head)
                break
    return {head: field for field, (_, head) in best.items()}


def is_a_programme(fields: Mapping[str, str]) -> bool:
    """True where there are titles and days or hours among the columns."""
    held = set(fields.values())
    return (bool(held & {"title", "speakers"}) and bool(held & {"start", "time"})) or {"title", "date"} <= held


def is_a_list(fields: Mapping[str, str]) -> bool:
    """True where there are titles of papers and their authors; a list of people, with a name and a
    title each, is none.
    """
    by = {plain_head(head) for head, field in fields.items() if field == "speakers"}
    return {"title", "speakers"} <= set(fields.values()) and not by & {"name", "names", "full name"}


def with_words_of(editor: Mapping[str, str], heads: Sequence[str], guess: Mapping[str, str]) -> dict[str, str]:
    """The guess, where the editor has not said otherwise; `-` leaves a column out."""
    said = {head: field for head, field in editor.items() if head in heads}
    taken = set(said.values())
    return {
        **{h: f for h, f in guess.items() if h not in said and f not in taken},
        **{h: f for h, f in said.items() if f in FIELDS},
    }
