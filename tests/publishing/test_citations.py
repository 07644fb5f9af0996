"""BibTeX, RIS and CSL-JSON are read back by other libraries, word for word."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from authorities import authority
from proceedings.publishing.citations.bibtex import bibtex
from proceedings.publishing.citations.cite_as import cite_as, cite_volume_as
from proceedings.publishing.citations.csl import csl_json
from proceedings.publishing.citations.keys import key_of
from proceedings.publishing.citations.ris import ris
from proceedings.publishing.identifying import identified
from proceedings.publishing.record import Record
from proceedings.words.wording import words
from records import ODD_TITLE, PLAIN_ABSTRACT, bare_record, record


@pytest.fixture(params=["full", "bare", "draft"])
def told(request: pytest.FixtureRequest) -> Record:
    whole = {"full": identified(record(), "10.5555"), "bare": bare_record(), "draft": record(is_draft=True)}
    return whole[request.param]


def plain(tex: str) -> str:
    """The letters that TeX prints for a value of BibTeX."""
    names = {"textbackslash": "\\", "textbraceleft": "\ue000", "textbraceright": "\ue001", "textasciitilde": "~"}
    names["textasciicircum"] = "^"
    spelt = re.sub(r"\{\\(\w+)\}", lambda found: names[found[1]], tex)
    spelt = re.sub(r"\\([&%$#_])", r"\1", spelt)
    return spelt.replace("{", "").replace("}", "").replace("\ue000", "{").replace("\ue001", "}")


def entries(given: Record) -> dict[str, dict[str, str]]:
    read = parse_string(bibtex(given))
    assert not read.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in read.entries}


def test_bibtex_has_each_contribution_with_its_title_and_pages(told: Record) -> None:
    read = entries(told)
    assert len(read) == len(told.published) + 1
    for one in told.published:
        entry = read[key_of(told, one)]
        assert plain(entry["title"]) == one.title
        assert plain(entry["booktitle"]) == told.full_title
        if one.main:
            assert entry["pages"] == f"{one.main.first_folio}--{one.main.last_folio}"
        assert entry.get("doi") == one.doi
        assert entry.get("note") == ("Draft" if told.is_draft else None)


def test_bibtex_names_are_taken_apart_as_the_editor_meant() -> None:
    read = entries(record())
    authors = {key.rpartition("s1-")[2]: plain(entry["author"]) for key, entry in read.items() if "s1-" in key}
    assert authors["nova"] == "de la Nová, Žofie and 山田, 花子"
    assert authors["dmytro"] == "Вигаданий, Дмитро"
    assert authors["sukarnoputro"] == "Sukarnoputro"
    assert authors["junior"] == "Madeup, Jr., Pat"


def test_keys_are_ascii_and_do_not_hang_on_titles(told: Record) -> None:
    from dataclasses import replace

    keys = [key_of(told, one) for one in told.published]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
    assert len(set(keys)) == len(keys)
    renamed = replace(told.published[0], title="Another title")
    assert key_of(told, renamed) == keys[0]


def test_ris_is_read_back(told: Record) -> None:
    volume, *read = rispy.loads(ris(told))
    assert volume["title"] == told.full_title
    assert [entry["title"] for entry in read] == [one.title for one in told.published]
    for entry, one in zip(read, told.published, strict=True):
        assert entry["type_of_reference"] == "CONF"
        assert entry["authors"] == [author.inverted for author in one.authors]
        assert entry.get("doi") == one.doi
        if one.main:
            assert (entry["start_page"], entry["end_page"]) == (one.main.first_folio, one.main.last_folio)


def test_csl_json_is_valid_and_says_the_same(told: Record) -> None:
    items: list[dict[str, Any]] = json.loads(csl_json(told))
    schema = json.loads(authority("commonmeta-py/commonmeta/resources/csl-data.json").read_bytes())
    jsonschema.validate(items, schema)
    for item, one in zip(items[1:], told.published, strict=True):
        assert item["title"] == one.title
        assert item.get("abstract") == one.plain_abstract
        assert item["type"] == ("paper-conference" if one.main and one.main.kind == "paper" else "speech")


def test_csl_names_keep_particles_scripts_and_single_names() -> None:
    items = {item["id"].rpartition("s1-")[2]: item for item in json.loads(csl_json(record()))[1:]}
    assert items["nova"]["author"] == [
        {"family": "Nová", "given": "Žofie", "non-dropping-particle": "de la"},
        {"family": "山田", "given": "花子"},
    ]
    assert items["sukarnoputro"]["author"] == [{"literal": "Sukarnoputro"}]
    assert items["junior"]["author"] == [{"family": "Madeup", "given": "Pat", "suffix": "Jr."}]


def test_the_line_to_copy_is_in_the_words_of_the_volume() -> None:
    whole = identified(record(), "10.5555")
    first, *_, last = whole.published
    line = cite_as(whole, first, words("fr"))
    assert line.startswith("de la Nová, Žofie; 山田花子 (2026). 50 % of {all}")
    assert line.endswith("p. 1–4. Genève: Éditions d’Exemple. https://doi.org/10.5555/2026.s1-nova")
    assert "p." not in cite_as(whole, last, words("fr"))
    assert "Direction de l’ouvrage" in cite_volume_as(whole, words("fr"))


def test_nothing_is_lost_of_an_odd_title() -> None:
    assert plain(entries(record())[key_of(record(), record().published[0])]["title"]) == ODD_TITLE
    assert plain(entries(record())[key_of(record(), record().published[0])]["abstract"]) == PLAIN_ABSTRACT.replace(
        "\n", " "
    )
