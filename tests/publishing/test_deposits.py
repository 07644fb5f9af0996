"""Each deposit is valid by the schema of its authority, and what each holds is read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import xmlschema
from lxml import etree

from authorities import VENDORED, authority
from proceedings.publishing.deposits.crossref import crossref, crossref_lacks
from proceedings.publishing.deposits.datacite import datacite
from proceedings.publishing.deposits.dblp import dblp
from proceedings.publishing.deposits.jats import jats, jats_lacks
from proceedings.publishing.identifying import TEST_PREFIX, identified, shared_dois
from proceedings.publishing.outputs import deposits
from proceedings.publishing.record import Record
from proceedings.values.book import Series
from records import ODD_TITLE, bare_record, record

CR = "{http://www.crossref.org/schema/5.5.0}"
DC = "{http://datacite.org/schema/kernel-4}"


@pytest.fixture(params=["full", "bare", "series without ISSN", "ISSN of its own"])
def told(request: pytest.FixtureRequest) -> Record:
    whole = {
        "full": record(),
        "bare": bare_record(),
        "series without ISSN": record(series=Series("Série", "7")),
        "ISSN of its own": record(series=None, issn="0378-5955", isbn=None, editors=()),
    }
    return identified(whole[request.param], TEST_PREFIX)


@cache
def crossref_schema() -> Any:
    folder = authority("commonmeta-py/commonmeta/resources/crossref")
    (mathml,) = folder.rglob("mathml3.xsd")
    locations = [
        ("http://www.w3.org/1998/Math/MathML", str(mathml)),
        ("http://www.w3.org/XML/1998/namespace", str(folder / "xml.xsd")),
    ]
    # Crossref writes XSD 1.1, which libxml2 does not read.
    return xmlschema.XMLSchema11(
        str(folder / "crossref5.5.0.xsd"), allow="sandbox", validation="skip", locations=locations
    )


def crossref_faults(text: str) -> list[str]:
    root = etree.fromstring(text.encode())
    return [str(error.reason) for error in crossref_schema().iter_errors(xmlschema.XMLResource(root, allow="none"))]


@cache
def datacite_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(VENDORED / "datacite-4.7" / "metadata.xsd"))


@cache
def jats_dtd() -> etree.DTD:
    (dtd,) = authority("jats").rglob("JATS-journalpublishing1-4.dtd")
    return etree.DTD(str(dtd))


def texts(root: etree._Element, tag: str) -> list[str]:
    return ["".join(found.itertext()) for found in root.iter(tag)]


def test_crossref_is_valid(told: Record) -> None:
    assert crossref_faults(crossref(told)) == []


def test_crossref_refuses_what_is_wrong() -> None:
    sound = crossref(identified(record(), TEST_PREFIX))
    assert crossref_faults(sound.replace('contributor_role="author" ', "")) != []
    assert crossref_faults(sound.replace('<isbn media_type="electronic">', '<isbn media_type="online">')) != []


def test_crossref_holds_titles_people_pages_and_dois_in_their_order(told: Record) -> None:
    root = etree.fromstring(crossref(told).encode())
    papers = list(root.iter(f"{CR}conference_paper"))
    assert len(papers) == len(told.published)
    for paper, one in zip(papers, told.published, strict=True):
        assert texts(paper, f"{CR}title")[0] == one.title
        assert texts(paper, f"{CR}surname") == [a.family if a.given else a.name for a in one.authors]
        assert texts(paper, f"{CR}first_page") == ([one.main.first_folio] if one.main else [])
        assert texts(paper, f"{CR}doi")[0] == one.doi


def test_two_authors_of_different_scripts_keep_their_order_of_names() -> None:
    root = etree.fromstring(crossref(identified(record(), TEST_PREFIX)).encode())
    first, second = next(root.iter(f"{CR}conference_paper")).iter(f"{CR}person_name")
    assert (first.get("name-style"), second.get("name-style")) == ("western", "eastern")
    assert (first.get("sequence"), second.get("sequence")) == ("first", "additional")
    assert texts(first, f"{CR}ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert texts(first, f"{CR}institution_id") == ["https://ror.org/02nr0ka47"]


def test_a_later_revision_has_a_later_timestamp() -> None:
    def stamp(revision: int) -> int:
        root = etree.fromstring(crossref(identified(record(revision=revision), TEST_PREFIX)).encode())
        return int(texts(root, f"{CR}timestamp")[0])

    assert stamp(1) < stamp(2) < stamp(11)


def test_what_a_schema_cannot_hold_is_named() -> None:
    assert any("series" in said for said in crossref_lacks(record(series=Series("Série", "7"))))
    assert any("keywords" in said for said in crossref_lacks(record()))
    assert jats_lacks(bare_record()) != ()
    assert jats_lacks(record()) == ()


def test_datacite_is_valid(told: Record) -> None:
    for text in datacite(told).values():
        datacite_schema().assertValid(etree.fromstring(text.encode()))


def test_datacite_relates_volume_paper_and_slides_both_ways() -> None:
    whole = identified(record(), TEST_PREFIX)
    read = {name: etree.fromstring(text.encode()) for name, text in datacite(whole).items()}
    assert set(related(read[""], "HasPart")) == {one.doi for one in whole.published}
    paper, slides = read["s1-nova"], read["s1-nova-slides"]
    assert list(related(paper, "IsPartOf")) == [whole.doi]
    assert list(related(paper, "IsSupplementedBy")) == [
        texts(slides, f"{DC}identifier")[0],
        record().published[0].links[0].url,
    ]
    assert list(related(slides, "IsSupplementTo")) == texts(paper, f"{DC}identifier")
    types = {name: next(root.iter(f"{DC}resourceType")).get("resourceTypeGeneral") for name, root in read.items()}
    assert types == {
        "": "ConferenceProceeding",
        "s1-nova": "ConferencePaper",
        "s1-nova-slides": "Presentation",
        "s1-dmytro": "ConferencePaper",
        "s1-sukarnoputro": "Presentation",
        "s1-junior": "Text",
    }


def related(root: etree._Element, relation: str) -> Iterator[str]:
    for found in root.iter(f"{DC}relatedIdentifier"):
        if found.get("relationType") == relation and found.text:
            yield found.text


def test_jats_is_valid_and_holds_the_front_matter(told: Record) -> None:
    articles = jats(told)
    assert set(articles) == {one.id for one in told.published if one.main}
    for one in told.published:
        if one.main is None:
            continue
        root = etree.fromstring(articles[one.id].encode())
        assert jats_dtd().validate(root), jats_dtd().error_log.filter_from_errors()
        assert texts(root, "article-title") == [one.title]
        assert texts(root, "fpage") == [one.main.first_folio]
        authors = root.find(".//contrib-group[@content-type='authors']")
        assert authors is not None
        assert texts(authors, "given-names") == [a.given or a.name for a in one.authors]


def test_dblp_is_valid_and_lists_each_session(told: Record) -> None:
    (file,) = authority("taln2x").rglob("dblpsubmission.dtd")
    dtd, root = etree.DTD(str(file)), etree.fromstring(dblp(told).encode())
    assert dtd.validate(root), dtd.error_log.filter_from_errors()
    assert texts(root, "section") == ["Première séance"]
    toc = root.find(".//toc")
    assert toc is not None
    assert texts(toc, "title") == [one.title for one in told.published]
    assert texts(toc, "author") == [author.name for one in told.published for author in one.authors]


def test_without_a_prefix_deposits_are_drafts_under_the_test_prefix() -> None:
    names = deposits(record(), None)
    assert {"crossref-draft.xml", "datacite-draft.xml", "datacite-draft-s1-nova.xml", "jats/s1-nova.xml"} <= set(names)
    dois = texts(etree.fromstring(names["crossref-draft.xml"].encode()), f"{CR}doi")
    assert all(doi.startswith("10.5555/") for doi in dois)
    assert "crossref.xml" in deposits(identified(record(), "10.1234"), "10.1234")
    assert "crossref-draft.xml" in deposits(identified(record(is_draft=True), "10.1234"), "10.1234")
    assert "crossref-draft.xml" in deposits(identified(record(address=None), "10.1234"), "10.1234")


def test_dois_follow_the_pattern_and_those_of_the_editor_stay() -> None:
    own = replace(record().contributions[1], doi="10.1234/own")
    whole = replace(record(), contributions=(record().contributions[0], own, *record().contributions[2:]))
    made = identified(whole, "10.1234", "x.{series}.{year}.{number}")
    assert [one.doi for one in made.published] == [
        "10.1234/x.7.2026.1", "10.1234/own", "10.1234/x.7.2026.3", "10.1234/x.7.2026.4",
    ]  # fmt: skip
    assert [document.doi for document in made.published[0].documents] == [None, "10.1234/x.7.2026.1.slides"]
    assert shared_dois(made) == ()
    assert shared_dois(replace(made, doi="10.1234/OWN")) == ("10.1234/own",)


def test_letters_that_xml_forbids_are_left_out() -> None:
    one = replace(record().contributions[0], title=f"{ODD_TITLE}\x07\ufffe")
    text = crossref(identified(record(contributions=(one,)), TEST_PREFIX))
    (paper,) = etree.fromstring(text.encode()).iter(f"{CR}conference_paper")
    assert texts(paper, f"{CR}title")[0] == ODD_TITLE
