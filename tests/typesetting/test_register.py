"""The list of participants and the index:
who stands where, in the order of the volume's language.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arranging_volumes import contribution, document, lying, parts, person, session, submissions, volume
from proceedings.arranging.folios import paginate
from proceedings.typesetting.register import RegisterEntry, index, participants
from proceedings.values.book import Committee, DocumentKind, ItemKind, Member, Speaker, Volume
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
        "B": ["Bunjun, Kreshna, 1, 3, 7, 12"],
        "D": ["de Luca, Cristina, xiv"],
        "H": ["Hwang, Hyo-jung, 1"],
        "I": ["International Labour Organization, 1"],
        "J": ["Jung Mino, 1"],
        "M": ["Ministry of Finance, Mauritius, 1, 3, 7"],
    }


def test_locators_lead_to_parts_and_anchors() -> None:
    book = workshop()
    anchors = {"biographies": {"person-kreshna-bunjun": 1}, "agenda": {"item-keynote": 1}}
    by_person = {entry.person: entry for entry in participants(book, plan_of(book), anchors)}
    bunjun = by_person["kreshna-bunjun"].locators
    assert [(where.part, where.anchor) for where in bunjun] == [
        ("session-1", None),
        ("p", None),
        ("q", None),
        ("biographies", "person-kreshna-bunjun"),
    ]
    assert [(where.part, where.anchor) for where in by_person["cristina-de-luca"].locators] == [
        ("agenda", "item-keynote")
    ]


def test_without_anchors_an_item_is_found_at_the_agenda_and_a_biography_not_at_all() -> None:
    assert lines(workshop())["D"] == ["de Luca, Cristina, xiii"]
    assert lines(workshop())["B"] == ["Bunjun, Kreshna, 1, 3, 7"]


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
    assert lines(book)["I"] == [f"{ILO}, Italy, 1, 3, 7"]
    # The country is not said where the name says it.
    assert lines(book)["C"] == ["Citizenship and Immigration Canada, 1, 11"]


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
