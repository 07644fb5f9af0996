"""What the rules about submissions find, and how an editor sets their severity."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from proceedings.checking.bylines import unnamed
from proceedings.checking.comparison import titles_differ
from proceedings.checking.document_rules import _either
from proceedings.checking.inspection import inspect_volume
from proceedings.checking.rules import codes
from proceedings.values.book import (
    Contribution,
    Day,
    Document,
    DocumentKind,
    Event,
    Item,
    ItemKind,
    Person,
    Speaker,
    Volume,
)
from proceedings.values.diagnostics import Place, Severity
from proceedings.values.geometry import Box, PageDesign
from proceedings.values.name_reading import read_name
from proceedings.values.settings import Settings
from proceedings.values.submission import Facts, FontFact, ImageFact, PageFacts, Submission
from proceedings.values.treatment import Treatment

DESIGN = PageDesign(595.276, 841.89, 85, 119, 85, 102, 50, 57, 8, 9, 62, 74, 30, "fonts/head.ttf")
CLEAR = PageFacts(595.276, 841.89, Box(90, 100, 500, 760), smallest_type=9.0)
GOOD = Facts(pages=(CLEAR, CLEAR), tagged=True, first_page_text="On Folios\nAda Example")


def volume(settings: Settings | None = None, treatment: Treatment | None = None, title: str = "On folios") -> Volume:
    place = Place("proceedings/agenda.yaml", 5, 3)
    ada = somebody("Ada Example")
    paper = Document(
        "s-ada-paper",
        DocumentKind.PAPER,
        place,
        PurePosixPath("papers/a.pdf"),
        True,
        treatment=treatment or Treatment(),
    )
    talk = Contribution("s-ada", place, title, (Speaker(ada),), (paper,))
    item = Item("s", ItemKind.SESSION, "Session", place, contributions=(talk,))
    return Volume(
        "Proceedings",
        "en",
        Event("Event"),
        (Day(dt.date(2007, 10, 8), (item,)),),
        (ada,),
        Place("proceedings/volume.yaml", 1, 8),
        settings=settings or Settings(checks=(("missing-biography", "off"),)),
    )


def found(facts: Facts, given: Volume | None = None) -> dict[str, Severity]:
    submissions = {"s-ada-paper": Submission("s-ada-paper", Path("a.pdf"), "0", "0", facts)}
    return {
        f.diagnostic.code: f.diagnostic.severity for f in inspect_volume(given or volume(), submissions, DESIGN, {})
    }


def test_a_sound_submission_gives_no_finding() -> None:
    assert found(GOOD) == {}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(GOOD, tagged=False), "untagged"),
        (replace(GOOD, encrypted=True), "encrypted"),
        (replace(GOOD, scripts=2), "scripts"),
        (replace(GOOD, bytes=21_000_000), "file-too-large"),
        (replace(GOOD, first_page_text="Ada Example\nAnother subject entirely"), "title-differs"),
        (replace(GOOD, first_page_text="On Folios\nBabbage"), "authors-differ"),
        (replace(GOOD, fonts=(FontFact("Helvetica", "Type1", False, False, False),)), "fonts-not-embedded"),
        (replace(GOOD, images=(ImageFact(1, 90, 90, 72.0, "DeviceRGB", Box(0, 0, 90, 90)),)), "low-resolution"),
        (replace(GOOD, pages=(CLEAR, replace(CLEAR, ink=None))), "blank-pages"),
        (replace(GOOD, pages=(CLEAR, replace(CLEAR, smallest_type=4.0))), "tiny-type"),
        (replace(GOOD, pages=(replace(CLEAR, ink=Box(90, 20, 500, 760)),)), "margins"),
        (
            replace(GOOD, pages=(replace(CLEAR, printed_number="1"), replace(CLEAR, printed_number="2"))),
            "printed-page-numbers",
        ),
    ],
)
def test_each_rule_sees_its_own_trouble_and_no_other(facts: Facts, code: str) -> None:
    assert list(found(facts)) == [code]


def test_pages_that_the_editor_chose_and_the_file_has_not_are_named() -> None:
    chosen = volume(treatment=Treatment(pages=(1, 2, 3, 9)))
    submissions = {
        "s-ada-paper": Submission("s-ada-paper", Path("a.pdf"), "0", "0", replace(GOOD, pages=(CLEAR, CLEAR)))
    }
    messages = [f.diagnostic.message for f in inspect_volume(chosen, submissions, DESIGN, {})]
    assert messages == ["`pages:` in agenda.yaml names pages 3, 9; the file has 2 pages"]


def test_several_authors_who_are_not_on_the_first_page_are_listed_as_in_a_sentence() -> None:
    assert [_either(("A",)), _either(("A", "B")), _either(("A", "B", "C"))] == ["A", "A or B", "A, B or C"]


def test_a_letter_page_is_named_with_both_sizes() -> None:
    letter = replace(GOOD, pages=(PageFacts(612, 792, Box(100, 110, 500, 700)),))
    submissions = {"s-ada-paper": Submission("s-ada-paper", Path("a.pdf"), "0", "0", letter)}
    (finding,) = inspect_volume(volume(), submissions, DESIGN, {})
    assert finding.diagnostic.code == "paper-size"
    assert finding.diagnostic.message == "page 1 measures 216 × 279 mm; the volume is A4 (210 × 297 mm)"


def test_the_page_limit_is_off_until_the_editor_sets_one() -> None:
    long = replace(GOOD, pages=(CLEAR,) * 9)
    assert found(long) == {}
    limited = Settings(limits=(("paper-pages", 8.0),), checks=(("missing-biography", "off"),))
    assert found(long, volume(limited)) == {"page-limit": Severity.WARNING}
    raised = Treatment(limits=(("paper-pages", 9.0),))
    assert found(long, volume(limited, raised)) == {}


def test_an_editor_sets_a_rule_to_error_for_all_and_off_for_one_document() -> None:
    strict = Settings(checks=(("untagged", "error"), ("missing-biography", "off")))
    untagged = replace(GOOD, tagged=False)
    assert found(untagged, volume(strict)) == {"untagged": Severity.ERROR}
    assert found(untagged, volume(strict, Treatment(checks=(("untagged", "off"),)))) == {}


def test_a_misspelt_rule_is_an_error_with_a_suggestion() -> None:
    submissions = {"s-ada-paper": Submission("s-ada-paper", Path("a.pdf"), "0", "0", GOOD)}
    given = volume(Settings(checks=(("untaged", "off"), ("missing-biography", "off"))))
    (finding,) = inspect_volume(given, submissions, DESIGN, {})
    assert finding.diagnostic.code == "unknown-rule"
    assert finding.diagnostic.hint == "did you mean `untagged`?"


def test_every_rule_is_explained_to_editors() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    assert [code for code in codes() if f"`{code}`" not in page] == []


def test_titles_are_compared_without_case_accents_and_line_breaks() -> None:
    assert not titles_differ("Éléments of Labour-Market Policy", "ELEMENTS OF LABOUR\nMARKET POLICY*")
    assert titles_differ("Elements of Labour-Market Policy", "A wholly different title")


def somebody(name: str, family: str | None = None, sort_name: str | None = None) -> Person:
    parts = read_name(name, family, sort_name).parts
    return Person("x", name, Place("proceedings/people.yaml", 1, 1), parts)


@pytest.mark.parametrize(
    ("person", "page"),
    [
        (somebody("Carlos López"), "C. LOPEZ"),
        (somebody("Carlos López"), "Carlos L´opez1,2"),
        (somebody("Carlos López"), "Carlos Lo\u0301pez"),
        (somebody("Jürgen Müller"), "J. Mueller"),
        (somebody("Juergen Mueller"), "J. Müller"),
        (somebody("Søren Bjørnstad"), "Soren Bjornstad"),
        (somebody("Ewa Wałęsa"), "E. Walesa"),
        (somebody("Ann Griffin"), "Ann Gri\ufb03n"),
        (somebody("Anna Featherstonehaugh"), "Anna Feather-\nstonehaugh"),
        (somebody("Anna Example"), "A n n a  E x a m p l e"),
        (somebody("Hyo-jung Hwang"), "Hwang, H."),
        (somebody("Jung Mino", family="Jung"), "Mino JUNG"),
        (somebody("Gabriela Perez Gonzalez", family="Perez Gonzalez"), "G. Pérez"),
        (somebody("Vincent van Gogh", sort_name="Gogh, Vincent van"), "van Gogh"),
        (somebody("Martin King, Jr."), "Martin Luther King"),
        (somebody("Sean O’Neill"), "Sean O'Neill"),
        (somebody("Fei-Fei Li"), "Fei-Fei Li∗"),
        (somebody("Mary Smith-Jones"), "Mary Jones"),
    ],
)
def test_a_family_name_is_found_however_it_is_written(person: Person, page: str) -> None:
    assert unnamed((Speaker(person),), f"On Folios\n{page}\nAbstract") == ()


@pytest.mark.parametrize(
    ("person", "page"),
    [
        (somebody("Maria Rossi"), "Maria Bianchi"),
        (somebody("Fei-Fei Li"), "Fei-Fei Lin, on linguistics"),
        (somebody("Jung Mino", family="Jung"), "Mino Kim"),
    ],
)
def test_a_given_name_alone_names_nobody(person: Person, page: str) -> None:
    assert unnamed((Speaker(person),), f"On Folios\n{page}\nAbstract") == (person,)


def test_who_speaks_for_an_author_need_not_be_named() -> None:
    speaker = Speaker(somebody("Ada Example"), on_behalf_of=somebody("Charles Babbage"))
    assert unnamed((speaker,), "On Folios, by C. Babbage") == ()


def test_a_page_in_another_script_says_nothing_about_its_authors() -> None:
    assert unnamed((Speaker(somebody("Mino Jung")),), "이주와 개발\n정민오") == ()


def test_a_page_without_text_says_nothing_about_its_authors() -> None:
    assert unnamed((Speaker(somebody("Ada Example")),), "") == ()


@pytest.mark.parametrize(
    ("title", "page"),
    [
        (
            "\u0633\u0644\u0627\u0645 \u0627\u0644\u0623\u0646\u0647\u0627\u0631",
            "\u0633\u0627\u0644\u0645 \u0627\u0623\u0644\u0646\u0647\u0627\u0631",
        ),
        ("\u0627\u0644\u0633\u0644\u0627\u0645", "\u0627\ufedf\ufeb4\ufefc\ufee1"),
        ("Fluffy offices of the far field", "\ufb02u\ufb00y o\ufb03ces of the far \ufb01eld"),
        ("Co-operation of the reservoirs", "Co-\noperation of the reser\u00ad\nvoirs"),
        ("Hydrology of mountains", "Hydrol\u0002\nogy of moun\ufffe\ntains"),
        ("王小明的河流研究报告", "王小明的河\n流研究报告"),
    ],
)
def test_a_title_is_shown_whatever_fonts_make_of_its_letters(title: str, page: str) -> None:
    assert not titles_differ(title, f"{page}\nJane Miller")
    assert titles_differ(title, "Another subject entirely\nJane Miller")
