"""The list of participants and the index:
who stands where, in the order of the volume's language.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arranging_volumes import contribution, document, lying, parts, person, session, submissions, volume
from proceedings.arranging.folios import paginate
from proceedings.typesetting.register import RegisterEntry, index, participants
from proceedings.values.book import Committee, DocumentKind, ItemKind, Member, Speaker, Volume
from proceedings.values.organization_names import OrganizationNames, key_of
from proceedings.values.plan import Plan
from proceedings.values.settings import Particles, Settings
from proceedings.words.collation import collation

ILO = "International Labour Organization"


def plan_of(book: Volume, pages: int = 4) -> Plan:
    taken = submissions(book, pages)
    listed = parts(book, taken)
    return paginate(listed, {part.id: 2 for part in listed}, lying(taken))


def folios(entry: RegisterEntry) -> list[str]:
    return [locator.folio for locator in entry.locators]


def printed(entry: RegisterEntry) -> str:
    return ", ".join([entry.heading, *([entry.detail] if entry.detail else []), *folios(entry)])


def headings(book: Volume) -> list[str]:
    return [entry.heading for entry in participants(book, plan_of(book))]


def lines(book: Volume, anchors: dict[str, dict[str, int]] | None = None) -> dict[str, list[str]]:
    """The index as it would be printed, by letter."""
    found = index(book, plan_of(book), anchors or {})
    return {group.letter: [printed(entry) for entry in group.entries] for group in found}


def workshop(**more: object) -> Volume:
    bunjun = person("Kreshna Bunjun", affiliation="Ministry of Finance", country="Mauritius")
    awad = person("Ibrahim Awad", affiliation=ILO)
    hwang = person("Hyo-jung Hwang")
    mino = person("Jung Mino", family="Jung")
    luca = person("Cristina de Luca")
    return volume(
        (
            session("keynote", "Keynote", contribution("k", luca), kind=ItemKind.TALK),
            session(
                "session-1",
                "Skills",
                contribution("b", bunjun, documents=(document("p"), document("q", DocumentKind.SLIDES))),
                contribution("m", Speaker(mino, on_behalf_of=hwang)),
                moderators=(awad,),
            ),
        ),
        **more,
    )


def test_people_stand_where_they_moderate_speak_and_write() -> None:
    anchors = {"biographies": {"person-kreshna-bunjun": 1}, "agenda": {"item-keynote": 1}}
    assert lines(workshop(), anchors) == {
        "A": ["Awad, Ibrahim, 1"],
        "B": ["Bunjun, Kreshna, 3–6, 7–10, 12"],
        "D": ["de Luca, Cristina, xiv"],
        "H": ["Hwang, Hyo-jung, 1"],
        "I": ["International Labour Organization, 1"],
        "J": ["Jung Mino, 1"],
        "M": ["Ministry of Finance, Mauritius, 3–6, 7–10"],
    }


def test_locators_lead_to_parts_and_anchors() -> None:
    book = workshop()
    anchors = {"biographies": {"person-kreshna-bunjun": 1}, "agenda": {"item-keynote": 1}}
    by_person = {entry.person: entry for entry in participants(book, plan_of(book), anchors)}
    bunjun = by_person["kreshna-bunjun"].locators
    assert [(where.part, where.anchor) for where in bunjun] == [
        ("p", None),
        ("q", None),
        ("biographies", "person-kreshna-bunjun"),
    ]
    assert [(where.part, where.anchor) for where in by_person["cristina-de-luca"].locators] == [
        ("agenda", "item-keynote")
    ]


def test_without_anchors_an_item_is_found_at_the_agenda_and_a_biography_not_at_all() -> None:
    assert lines(workshop())["D"] == ["de Luca, Cristina, xiii"]
    assert lines(workshop())["B"] == ["Bunjun, Kreshna, 3–6, 7–10"]


def test_bold_is_where_a_talk_opens_and_nothing_else() -> None:
    book = workshop()
    anchors = {"biographies": {"person-kreshna-bunjun": 1}, "agenda": {"item-keynote": 1}}
    found = {e.person: e.locators for e in participants(book, plan_of(book), anchors)}
    assert [(where.folio, where.opens) for where in found["kreshna-bunjun"]] == [
        ("3–6", True),
        ("7–10", False),
        ("12", False),
    ]
    assert [where.opens for where in found["ibrahim-awad"]] == [False]
    organizations = [e for group in index(book, plan_of(book), anchors) for e in group.entries if e.person is None]
    assert not any(where.opens for entry in organizations for where in entry.locators)


def test_a_talk_on_a_later_page_of_its_opening_is_found_there() -> None:
    one, two = person("Ann Able"), person("Bea Brown")
    book = volume((session("s", "S", contribution("a", one), contribution("b", two)),))
    assert lines(book, {"s": {"talk-a": 0, "talk-b": 1}}) == {"A": ["Able, Ann, 1"], "B": ["Brown, Bea, 2"]}


def test_a_presenter_who_is_no_author_is_named_at_the_session() -> None:
    author, presenter = person("Ann Able"), person("Bea Brown")
    talk = contribution("a", author, documents=(document("d"),), presenters=(presenter,))
    book = volume((session("s", "S", talk),), people=(author, presenter))
    assert lines(book) == {"A": ["Able, Ann, 3–6"], "B": ["Brown, Bea, 1"]}


def test_somebody_has_the_affiliations_of_each_talk() -> None:
    ann = person("Ann Able", affiliation="First House", country="Peru")
    talks = (
        contribution("a", ann, documents=(document("d"),)),
        contribution("b", Speaker(ann, of=("Second House", "Third House")), documents=(document("e"),)),
    )
    book = volume((session("s", "S", *talks),), people=(ann,))
    found = lines(book)
    assert found["F"] == ["First House, Peru, 3–6"]
    assert (found["S"], found["T"]) == (["Second House, 7–10"], ["Third House, 7–10"])
    (entry,) = participants(book, plan_of(book))
    assert entry.detail == "First House, Peru; Second House; Third House"


def organizations(houses: list[str], **names: Any) -> list[str]:
    people = tuple(person(f"Ann {chr(65 + k)}able", affiliation=house) for k, house in enumerate(houses))
    talks = (contribution(p.id, p) for p in people)
    settings = Settings(organizations=OrganizationNames(**names))
    book = volume((session("s", "S", *talks),), people=people, settings=settings)
    return [e.heading for group in index(book, plan_of(book)) for e in group.entries if e.person is None]


def test_spellings_of_one_organization_are_one_entry() -> None:
    houses = ["The World Bank", "World Bank", "world bank", "World Bank", "Universität Graz", "Universitat Graz"]
    assert organizations(houses) == ["Universität Graz", "World Bank"]
    assert organizations(["A & B", "A and B"]) == ["A & B"]


def test_aliases_and_a_list_name_the_organizations() -> None:
    houses = ["International Organization for Migration", "I.O.M., Geneva", "Water Department, World Bank", "A House"]
    aliases = (("IOM", ("International Organization for Migration", "I.O.M.")),)
    assert organizations(houses, aliases=aliases) == ["A House", "IOM", "Water Department, World Bank"]
    assert organizations(houses, aliases=aliases, listed=("IOM", "World Bank")) == ["IOM", "World Bank"]
    assert organizations(houses, aliases=aliases, listed=()) == []


@pytest.mark.parametrize("house", ["Unaffiliated", "independent researcher", "Freelance", "n/a", "?", "Indépendant"])
def test_who_belongs_to_none_is_no_organization(house: str) -> None:
    assert organizations([house]) == []


@given(st.text(max_size=12), st.text(max_size=12))
def test_organizations_of_one_key_are_one(one: str, other: str) -> None:
    names = OrganizationNames(aliases=(("X", (one,)),))
    assert names.name_of(one) == "X"
    if key_of(one) == key_of(other):
        assert names.name_of(other) == "X"


def test_participants_are_everybody_with_title_affiliation_and_country() -> None:
    quiet = person("Ann Quiet", title="Adviser", affiliation="Ministry", country="Spain")
    book = workshop()
    book = workshop(people=(*book.people, quiet))
    entries = participants(book, plan_of(book))
    assert entries[-1].heading == "Quiet, Ann"
    assert entries[-1].detail == "Adviser, Ministry, Spain"
    assert entries[-1].locators == ()
    assert "Q" not in lines(book)


def test_two_people_of_one_name_are_told_apart() -> None:
    one = person("Wei Li", id="li-1", affiliation="ACME", country="China")
    two = person("Wei Li", id="li-2", title="Student")
    book = volume((session("s", "S", contribution("a", one), contribution("b", two)),))
    assert lines(book)["L"] == ["Li, Wei, ACME, 1", "Li, Wei, Student, 1"]


def test_a_person_met_twice_on_a_page_is_listed_once() -> None:
    one = person("Ann Able")
    book = volume((session("s", "S", contribution("a", one), contribution("b", one), moderators=(one,)),))
    assert lines(book)["A"] == ["Able, Ann, 1"]


def test_an_organization_is_named_once_for_all_it_sent() -> None:
    people = [person("Ann Able", affiliation=ILO, country="Italy"), person("Bea Brown", affiliation=ILO)]
    canada = person("Les Linklater", affiliation="Citizenship and Immigration Canada", country="Canada")
    everybody = (*people, canada)
    talks = (contribution(p.id, p, documents=(document(f"d-{p.id}"),)) for p in everybody)
    book = volume((session("s", "S", *talks),))
    assert lines(book)["I"] == [f"{ILO}, Italy, 3–6, 7–10"]
    # The country is not said where the name says it.
    assert lines(book)["C"] == ["Citizenship and Immigration Canada, 11–14"]


def test_ministries_of_one_name_in_two_countries_are_two() -> None:
    people = [person("Ann Able", affiliation="Ministry of Labour", country=c, id=c) for c in ("Peru", "Chad")]
    book = volume((session("s", "S", *(contribution(p.id, p) for p in people)),))
    assert lines(book)["M"] == ["Ministry of Labour, Chad, 1", "Ministry of Labour, Peru, 1"]


def test_members_of_committees_are_found_there() -> None:
    ann = person("Ann Able")
    book = volume((session("s", "S"),), people=(ann,), committees=(Committee("Board", (Member("Ann", person=ann),)),))
    assert [where.part for where in participants(book, plan_of(book))[0].locators] == ["committees"]


@pytest.mark.parametrize(
    ("name", "more", "keep", "ignore"),
    [
        ("Kreshna Bunjun", {}, "Bunjun, Kreshna", "Bunjun, Kreshna"),
        ("Vincent van Gogh", {}, "van Gogh, Vincent", "Gogh, Vincent van"),
        ("Ursula von der Leyen", {}, "von der Leyen, Ursula", "Leyen, Ursula von der"),
        ("Jean d’Alembert", {}, "d’Alembert, Jean", "Alembert, Jean d’"),
        ("Robert De Niro", {}, "De Niro, Robert", "De Niro, Robert"),
        ("Van Morrison", {}, "Morrison, Van", "Morrison, Van"),
        ("Carmen Perez Gonzalez", {"family": "Perez Gonzalez"}, "Perez Gonzalez, Carmen", "Perez Gonzalez, Carmen"),
        ("Jung Mino", {"family": "Jung"}, "Jung Mino", "Jung Mino"),
        ("Martin Luther King Jr.", {}, "King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
        ("Plato", {}, "Plato", "Plato"),
        ("王小明", {}, "王小明", "王小明"),
        ("Syed Saiful Haque", {"sort_name": "Saiful Haque, Syed"}, "Saiful Haque, Syed", "Saiful Haque, Syed"),
    ],
)
def test_names_are_inverted_as_an_index_does(name: str, more: dict[str, str], keep: str, ignore: str) -> None:
    someone = person(name, **more)
    assert someone.parts.index_form().heading == keep
    assert someone.parts.index_form(move_particles=True).heading == ignore


@pytest.mark.parametrize(
    ("name", "more", "family"),
    [
        ("Cristina de Luca", {}, "de Luca"),
        ("Jung Mino", {"family": "Jung"}, "Jung"),
        ("Vincent van Gogh", {"sort_name": "Gogh, Vincent van"}, "van Gogh"),
        ("Plato", {}, "Plato"),
    ],
)
def test_a_head_says_the_family_name_with_its_particles(name: str, more: dict[str, str], family: str) -> None:
    assert person(name, **more).parts.full_family == family


def test_particles_are_kept_or_ignored_by_a_setting() -> None:
    people = (person("Vincent van Gogh"), person("Ann Hale"), person("Zoe Unger"))
    one = volume((), people=people)
    other = volume((), people=people, settings=Settings(particles=Particles.IGNORE))
    assert headings(one) == ["Hale, Ann", "Unger, Zoe", "van Gogh, Vincent"]
    assert headings(other) == ["Gogh, Vincent van", "Hale, Ann", "Unger, Zoe"]


def test_a_short_family_name_comes_before_a_double_one() -> None:
    people = (person("Ana Perez Gonzalez", family="Perez Gonzalez"), person("Zoe Perez"))
    assert headings(volume((), people=people)) == ["Perez, Zoe", "Perez Gonzalez, Ana"]


@pytest.mark.parametrize(
    ("language", "ordered", "letters"),
    [
        ("en", ["Čapek", "Cole", "Łoś", "Lund", "Öberg", "Olson", "Zorn"], "CCLLOOZ"),
        ("pl", ["Lund", "Łoś", "Mars"], "LŁM"),
        ("sv", ["Zorn", "Ångström", "Ärlig", "Öberg"], "ZÅÄÖ"),
        ("de", ["Ober", "Öhler", "Otto"], "OOO"),
        ("es", ["Nuñez", "Ñandú", "Ortiz"], "NÑO"),
        ("cs", ["Cibulka", "Čapek", "Dvořák", "Hus"], "CČDH"),
        ("da", ["Zahle", "Ærø", "Ørsted", "Ågård"], "ZÆØÅ"),
        ("fr", ["Eco", "Éluard", "Ernst"], "EEE"),
        ("en", ["3M", "Zorn", "Ωμέγα", "Пушкин", "王"], "#ZΩП王"),
    ],
)
def test_each_language_has_its_own_order_and_letters(language: str, ordered: list[str], letters: str) -> None:
    order = collation(language)
    assert sorted(reversed(ordered), key=order.key) == ordered
    assert "".join(order.letter(text) for text in ordered) == letters


def test_a_quotation_mark_or_apostrophe_before_a_heading_does_not_count() -> None:
    order = collation("nl")
    assert order.letter("'t Hooft") == "T"
    assert sorted(["Zaal", "“Aurora”"], key=order.key) == ["“Aurora”", "Zaal"]


@example(["A", "Þ", "㐀"], "zh")
@example(["Aa", "Wang", "王"], "zh")
@given(st.lists(st.text(min_size=1, max_size=8), max_size=12), st.sampled_from(["en", "sv", "cs", "zh", "ar", "xx"]))
def test_every_letter_heads_one_group(texts: list[str], language: str) -> None:
    order = collation(language)
    letters = [order.letter(text) for text in sorted(texts, key=order.key)]
    runs = [letter for k, letter in enumerate(letters) if k == 0 or letters[k - 1] != letter]
    assert len(runs) == len(set(runs))
