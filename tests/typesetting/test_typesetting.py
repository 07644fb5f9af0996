"""Typesetting: every page of our own, its folios, links,
anchors and tags, and what goes wrong said plainly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pikepdf
import pypdf
import pypdfium2
import pytest

from arranging_volumes import contribution, document, lying, person, session, submissions
from arranging_volumes import volume as made
from proceedings.arranging.folios import paginate
from proceedings.arranging.parts import list_parts
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.typesetting.compositor import Typesetting, set_parts
from proceedings.typesetting.layout import load_layout
from proceedings.values.book import Event, Item, ItemKind, Speaker, Sponsor, Text, Volume
from proceedings.values.diagnostics import LayoutError, Severity
from proceedings.values.options import AbsentDocuments, Biographies, Options
from proceedings.values.plan import Plan
from proceedings.values.settings import Trim
from proceedings.words.wording import words

AWAD = person("Ibrahim Awad", title="Director", affiliation="International Labour Organization")
BUNJUN = person("Kreshna Bunjun", title="Deputy Director General", country="Mauritius")
JUNG = person("Jung Mino", title="Labour Attaché")
HWANG = person("Hyo-jung Hwang", title="Deputy Director")

PROSE = "The movement of people in a globalizing economy is managed by authorities and organizations. " * 12


def workshop(**more: object) -> Volume:
    first = session(
        "session-1",
        "Assessing Needs",
        contribution(
            "c1", BUNJUN, title="Labour Markets", documents=(document("bunjun-paper"), document("bunjun-late"))
        ),
        contribution("c2", Speaker(JUNG, HWANG)),
        moderators=(AWAD,),
        number="I",
        starts=dt.time(11),
        ends=dt.time(13),
    )
    party = replace(
        session("party", "Reception", starts=dt.time(22), ends=dt.time(1), kind=ItemKind.ENTRY), past_midnight=True
    )
    tea = session("tea", "Tea", kind=ItemKind.BREAK, starts=dt.time(13))
    front = (Text("proceedings/front/foreword.md", PROSE),)
    volume = made((first, tea, party), front=front, **more)
    return replace(volume, event=Event("A Workshop", city="Geneva", timezone="Europe/Zurich"))


@dataclass(frozen=True)
class Set:
    """What came of setting a volume, with its plan."""

    plan: Plan
    typesetting: Typesetting

    def text(self, part: str) -> str:
        galley = self.typesetting.galleys[part]
        pages = pypdf.PdfReader(galley.pdf).pages[galley.first : galley.first + galley.count]
        return "\n".join(page.extract_text() for page in pages)

    def targets(self, part: str) -> Iterator[str]:
        galley = self.typesetting.galleys[part]
        for page in pypdf.PdfReader(galley.pdf).pages[galley.first : galley.first + galley.count]:
            for link in page.get("/Annots", ()):
                yield link.get_object()["/A"]["/URI"]


def typeset(
    volume: Volume,
    store: Path,
    workspace: Path | None = None,
    draft: bool = False,
    absent: tuple[str, ...] = (),
    reasons: Mapping[str, str] | None = None,
) -> Set:
    layout, said, taken = load_layout(workspace, "default"), words(volume.language), submissions(volume, 3, but=absent)
    parts = list_parts(volume, taken, said, draft)
    counts = {part.id: 1 for part in parts if part.id not in taken}
    with Workers(1) as workers:
        for _ in range(6):
            plan = paginate(parts, counts, lying(taken))
            (done,) = set_parts(volume, (plan,), layout, said, Store(store), workers, draft, reasons=reasons)
            found = counts | {name: galley.count for name, galley in done.galleys.items()}
            if found == counts:
                return Set(plan, done)
            counts = found
    raise AssertionError("page counts do not stand still")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test has set, the next need not set again."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def done(store: Path) -> Set:
    return typeset(workshop(), store)


def test_every_part_that_is_ours_has_pages_and_facsimiles_have_none(done: Set) -> None:
    ours = {p.part.id for p in done.plan.parts if p.part.template}
    assert set(done.typesetting.galleys) == ours
    assert {"half-title", "title", "imprint", "contents", "agenda", "session-1", "biographies", "index"} <= ours
    for galley in done.typesetting.galleys.values():
        assert galley.first + galley.count <= len(pypdf.PdfReader(galley.pdf).pages)
    assert done.typesetting.diagnostics == ()


def test_contents_print_the_folios_of_the_plan(done: Set) -> None:
    lines = done.text("contents").splitlines()
    for part in ("front-foreword", "agenda", "session-1", "bunjun-paper", "biographies"):
        placed = done.plan.place_of(part)
        assert placed is not None
        folio = placed.first_folio
        assert any(folio in line for line in lines), part
    assert any("Kreshna Bunjun" in line for line in lines)


def test_links_lead_to_parts_of_the_volume(done: Set) -> None:
    contents, divider = list(done.targets("contents")), list(done.targets("session-1"))
    assert {"volume:agenda", "volume:session-1", "volume:bunjun-paper", "volume:index"} <= set(contents)
    assert {"volume:bunjun-paper", "volume:contents"} <= set(divider)
    for target in [*contents, *divider, *done.targets("agenda"), *done.targets("index")]:
        part = target.removeprefix("volume:").partition("#")[0]
        assert done.plan.place_of(part) is not None, target


def test_an_entry_of_the_contents_has_two_links_its_title_and_its_folio(done: Set) -> None:
    assert list(done.targets("contents")).count("volume:agenda") == 2


def test_anchors_are_named_destinations_of_the_pdf(done: Set) -> None:
    wanted = {"agenda": "item-session-1", "biographies": "person-kreshna-bunjun", "index": "letter-b"}
    for part, anchor in wanted.items():
        galley = done.typesetting.galleys[part]
        assert dict(galley.anchors)[anchor] == 0
        assert anchor in pypdf.PdfReader(galley.pdf).named_destinations


def test_the_index_leads_to_biographies_and_documents(done: Set) -> None:
    assert "Bunjun, Kreshna" in done.text("index")
    assert {"volume:biographies#person-kreshna-bunjun", "volume:bunjun-paper"} <= set(done.targets("index"))


def test_the_agenda_says_times_zone_roles_and_whose_place_is_taken(done: Set) -> None:
    text = " ".join(done.text("agenda").split())
    for said in ("11:00–13:00", "Europe/Zurich", "Moderator: Ibrahim Awad", "on behalf of Hyo-jung Hwang", "next day"):
        assert said in text, said


@pytest.fixture(scope="module")
def all_named(store: Path) -> Set:
    """Of every contribution the volume says what is not there."""
    volume = workshop()
    asked = Options(biographies=Biographies.ALL, absent_documents=AbsentDocuments.ALL)
    return typeset(replace(volume, settings=replace(volume.settings, options=asked)), store)


def test_a_divider_names_people_and_says_where_there_is_no_document(done: Set, all_named: Set) -> None:
    text = all_named.text("session-1")
    for said in ("Session I", "Assessing Needs", "Ibrahim Awad", "Jung Mino", "No document supplied", "Labour Markets"):
        assert said in text, said
    assert "supplied" not in done.text("session-1"), "nothing was promised"


def test_people_without_biography_are_named_with_initials(done: Set) -> None:
    text = done.text("biographies")
    assert text.count("No biography supplied.") == 4
    assert "KB" in text


def test_text_is_inside_the_text_area_of_its_side(done: Set) -> None:
    design = load_layout(None, "default").design(Trim(595.276, 841.89))
    for placed in done.plan.parts:
        galley = done.typesetting.galleys.get(placed.part.id)
        for k in range(galley.count if galley else 0):
            assert galley is not None
            page = pypdfium2.PdfDocument(galley.pdf)[galley.first + k].get_textpage()
            area = design.text_box(placed.first_page + k)
            for rect in (page.get_rect(r) for r in range(page.count_rects())):
                assert area.left - 1 <= rect[0] and rect[2] <= area.right + 1, placed.part.id
                assert area.bottom - 2 <= rect[1] and rect[3] <= area.top + 2, placed.part.id


def test_contents_are_tagged_as_a_table_of_contents_and_the_agenda_as_a_table(done: Set) -> None:
    contents = _roles(done.typesetting.galleys["contents"].pdf)
    assert {"/TOC", "/TOCI", "/Reference", "/Link", "/H1"} <= set(contents)
    assert "/L" not in contents
    agenda = _roles(done.typesetting.galleys["agenda"].pdf)
    assert {"/Table", "/THead", "/TH", "/TD"} <= set(agenda)
    assert {"/Column", "/Row"} == _scopes(done.typesetting.galleys["agenda"].pdf)


def test_each_reference_of_the_contents_is_the_parent_of_its_link(done: Set) -> None:
    with pikepdf.open(done.typesetting.galleys["contents"].pdf) as pdf:
        links = [e for e in _elements(pdf) if e.S == "/Link"]
        assert links
        for link in links:
            assert link.P.S == "/Reference"
            assert link.P.K[0].objgen == link.objgen


def test_pdfs_are_tagged_and_say_their_language(done: Set) -> None:
    for galley in done.typesetting.galleys.values():
        with pikepdf.open(galley.pdf) as pdf:
            assert pdf.Root.Lang == "en"
            assert pdf.Root.MarkInfo.Marked


def test_lines_end_in_plain_hyphens_and_words_are_parted_by_plain_spaces(done: Set) -> None:
    text = done.text("front-foreword")
    assert "-\n" in text
    assert not set(text) & {"\u00a0", "\u2010", "\u2060", "\ufffd"}


def test_what_has_not_changed_is_not_set_again(tmp_path: Path) -> None:
    first = typeset(workshop(), tmp_path)
    made_then = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("pages.pdf")}
    assert typeset(workshop(), tmp_path).typesetting.galleys == first.typesetting.galleys
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("pages.pdf")} == made_then


def test_another_biography_sets_the_biographies_again_and_not_the_contents(store: Path) -> None:
    before = typeset(workshop(), store).typesetting.galleys
    told = replace(BUNJUN, bio=Text("proceedings/people/kreshna-bunjun.md", "A life in one line."))
    changed = workshop(people=(AWAD, told, JUNG, HWANG))
    days = tuple(replace(day, items=tuple(_with(item, told) for item in day.items)) for day in changed.days)
    after = typeset(replace(changed, days=days), store)
    assert after.typesetting.galleys["biographies"].pdf != before["biographies"].pdf
    assert after.typesetting.galleys["contents"].pdf == before["contents"].pdf
    assert "A life in one line." in after.text("biographies")


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (typeset(workshop(), tmp_path / name).typesetting.galleys for name in ("one", "two"))
    assert {p: g.pdf.read_bytes() for p, g in one.items()} == {p: g.pdf.read_bytes() for p, g in two.items()}


def test_a_character_that_no_font_has_is_an_error_with_file_and_line(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "proceedings" / "front"
    folder.mkdir(parents=True)
    (folder / "foreword.md").write_text("First line.\nSecond \U000f1234 line.\n")
    volume = replace(
        workshop(), front=(Text("proceedings/front/foreword.md", "First line.\nSecond \U000f1234 line.\n"),)
    )
    (found,) = typeset(volume, store, tmp_path).typesetting.diagnostics
    assert (found.code, found.severity) == ("missing-glyph", Severity.ERROR)
    assert str(found.place) == "proceedings/front/foreword.md:2:8"
    assert "U+F1234" in found.message


def test_characters_of_one_line_that_no_font_has_are_one_error(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "proceedings" / "front"
    folder.mkdir(parents=True)
    text = "A \U000f1235\U000f1234 line.\n\nAnother \U000f1236."
    (folder / "foreword.md").write_text(text)
    foreword = Text("proceedings/front/foreword.md", text)
    found = typeset(replace(workshop(), front=(foreword,)), store, tmp_path).typesetting.diagnostics
    assert [str(d.place) for d in found] == ["proceedings/front/foreword.md:1:3", "proceedings/front/foreword.md:3:9"]
    assert "U+F1234" in found[0].message and "U+F1235" in found[0].message


def test_a_document_that_could_not_be_taken_has_a_page_that_says_why(store: Path) -> None:
    reasons = {"bunjun-late": "the file is encrypted"}
    done = typeset(workshop(), store, draft=True, absent=("bunjun-late",), reasons=reasons)
    text = done.text("bunjun-late")
    for said in ("could not be included yet", "papers/bunjun-late.pdf", "the file is encrypted", "Kreshna Bunjun"):
        assert said in text, said
    assert "not included" in done.text("session-1")


def test_a_draft_says_that_it_is_one(store: Path, done: Set) -> None:
    draft = typeset(workshop(), store, draft=True)
    assert "draft" in draft.text("title").lower()
    assert "draft" not in done.text("title").lower()


@pytest.mark.parametrize(("width", "height"), [(612, 792), (498.898, 708.661), (419.528, 595.276)])
def test_one_setting_changes_the_trim_size(store: Path, width: float, height: float) -> None:
    volume = workshop()
    trimmed = replace(volume, settings=replace(volume.settings, trim=Trim(width, height)))
    done = typeset(trimmed, store)
    boxes = {
        (round(float(page.mediabox.width), 1), round(float(page.mediabox.height), 1))
        for galley in done.typesetting.galleys.values()
        for page in pypdf.PdfReader(galley.pdf).pages
    }
    assert boxes == {(round(width, 1), round(height, 1))}


@pytest.mark.parametrize(("language", "title"), [("fr", "Table des matières"), ("pl", "Spis treści")])
def test_a_volume_speaks_its_language(store: Path, language: str, title: str) -> None:
    assert title in typeset(workshop(language=language), store).text("contents")


def test_photographs_are_shown_with_their_name_as_alternative_text(tmp_path: Path, store: Path) -> None:
    done = typeset(_pictured(tmp_path, "people/kreshna bunjun.png"), store, tmp_path)
    assert done.typesetting.diagnostics == ()
    with pikepdf.open(done.typesetting.galleys["biographies"].pdf) as pdf:
        assert [str(e.Alt) for e in _elements(pdf) if e.S == "/Figure"] == ["Kreshna Bunjun"]


def test_nothing_is_read_from_outside_the_workspace(tmp_path: Path, store: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    done = typeset(_pictured(workspace, "../outside.png"), store, workspace)
    assert [d.code for d in done.typesetting.diagnostics] == ["layout"]
    pages = pypdf.PdfReader(done.typesetting.galleys["biographies"].pdf).pages
    assert not [image for page in pages for image in page.images]


def test_nothing_is_fetched_from_the_network(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "layouts" / "default"
    own.mkdir(parents=True)
    (own / "half-title.html").write_text('<img src="http://127.0.0.1:9/x.png" alt="x"> <p>Half</p>')
    found = typeset(workshop(), store, tmp_path).typesetting.diagnostics
    assert found
    assert all(d.code == "layout" and d.severity is Severity.WARNING for d in found)


def test_a_mistake_in_a_template_names_file_and_line(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "layouts" / "default"
    own.mkdir(parents=True)
    (own / "title.html").write_text("<h1>x</h1>\n{% if %}\n")
    with pytest.raises(LayoutError, match=r"layouts/default/title\.html:2"):
        typeset(workshop(), store, tmp_path)


def _with(item: Item, told: object) -> Item:
    """The item with a person put in place of the one of the same id."""
    contributions = tuple(
        replace(c, speakers=tuple(replace(s, person=told) if s.person.id == told.id else s for s in c.speakers))  # type: ignore[attr-defined,arg-type]
        for c in item.contributions
    )
    return replace(item, contributions=contributions)


def test_rights_of_several_paragraphs_keep_them(store: Path) -> None:
    galleys = typeset(workshop(rights="One sentence.\n\nAnother."), store).typesetting.galleys
    plain, ours = workshop(rights="One sentence. Another."), galleys["imprint"]
    theirs = typeset(plain, store).typesetting.galleys["imprint"]
    assert _roles(ours.pdf).count("/P") == _roles(theirs.pdf).count("/P") + 1


def test_sponsors_of_several_levels_and_of_none_stand_in_the_editors_order(store: Path) -> None:
    sponsors = (Sponsor("First", "Gold"), Sponsor("Second", "Bronze"), Sponsor("A friend"), Sponsor("Third", "Gold"))
    text = typeset(workshop(sponsors=sponsors), store).text("sponsors")
    order = ["Gold", "First", "Third", "Bronze", "Second", "A friend"]
    assert sorted(order, key=lambda word: text.casefold().index(word.casefold())) == order


def _pictured(workspace: Path, photo: str) -> Volume:
    from PIL import Image

    path = workspace / photo
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (30, 40), "#456").save(path)
    shown = replace(BUNJUN, photo=PurePosixPath(photo))
    volume = workshop(people=(AWAD, shown, JUNG, HWANG))
    days = tuple(replace(day, items=tuple(_with(item, shown) for item in day.items)) for day in volume.days)
    return replace(volume, days=days)


def _elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]


def _roles(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(element.S) for element in _elements(pdf)]


def _scopes(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {str(e.A.Scope) for e in _elements(pdf) if e.S == "/TH"}
