"""Nothing that an editor writes is dropped: every field of the schema is seen somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdf
import pytest

from proceedings.reading import book_entries, schema
from proceedings.reading.entries import Entry
from small_workspaces import run, workspace

VOLUME = """\
title: Title-of-Volume
subtitle: Subtitle-of-Volume
short_title: Short-of-Volume
event: {name: Name-of-Event, venue: Venue, city: City, country: Country, starts: 2026-03-02, ends: 2026-03-03,
        timezone: Europe/Zurich, second_timezone: Asia/Tokyo, url: https://event.example/, organizers: [Organizer]}
series: {title: Title-of-Series, number: Number-of-Series, issn: 2049-3630}
publisher: {name: Name-of-Publisher, place: Place, url: https://publisher.example/, email: press@publisher.example}
editors: [{person: eve, role: Role-of-Editor}, {name: Name-of-Editor, affiliation: House-of-Editor}]
published: 2026-05-06
edition: Edition-of-Volume
isbn: 978-0-306-40615-7
issn: 0378-5955
doi: 10.1000/182
language: en
rights: Rights-of-Volume
licence: Licence-of-Volume
description: Description-of-Volume
keywords: [Keyword-of-Volume]
committees: [{title: Title-of-Committee, members: [{name: Name-of-Member, role: Role-of-Member, affiliation: ''}]}]
sponsors: [{name: Name-of-Sponsor, level: Level-of-Sponsor, url: https://sponsor.example/, logo: null}]
options: {linearize: ~}
"""
AGENDA = """\
days:
  - date: 2026-03-02
    title: Title-of-Day
    items:
      - {time: 08:00-08:30, title: Breakfast break, session: null, speakers: null, note: Note-of-Item,
         room: Room-of-Item}
      - title: Title-of-Talk
        speaker: {person: ada, on_behalf_of: bea}
        abstract: "Abstract-of-Talk with a [link](https://abstract.example/)."
      - session: ~
        time: 09:00-10:00
        title: Title-of-Session
        track: Track-of-Session
        moderator: cyd
        contributions:
          - title: Title-of-Contribution
            time: 09:10-09:20
            speaker: ada
            abstract: "Abstract-of-Contribution, *emphasis-of-it*."
            doi: 10.1000/paper
            keywords: [Keyword-of-Contribution]
            board: Board-of-Contribution
            documents: [{paper: papers/hopper.pdf, slides: null, title: Title-of-Document, language: de}]
          - {title: Title-of-Other, speaker: cyd, doi: 10.1000/lone, abstract: ''}
          - {title: Title-of-Lost, authors: [ada, {person: bea, affiliation: House-of-Talk}], presenter: eve,
             status: cancelled, note: Note-of-Lost, see: session-1-imagined}
"""
PEOPLE = """\
ada: {name: Ada Imagined, title: Title-of-Person, affiliation: House-of-Person, country: Land-of-Person,
      orcid: 0000-0002-1825-0097, url: https://person.example/, email: ada@person.example}
bea: {name: Bea Invented, family: Invented}
cyd: {name: Cyd Madeup, sort_name: 'Sorted, Cyd'}
eve: {name: Eve Thoughtup}
"""
PAGES = (
    "Title-of-Volume",
    "Subtitle-of-Volume",
    "Name-of-Event",
    "Venue",
    "City",
    "Country",
    "Europe/Zurich",
    "Asia/Tokyo",
    "17:10–17:20 JST",
    "https://event.example/",
    "Organizer",
    "Title-of-Series",
    "Number-of-Series",
    "2049-3630",
    "0378-5955",
    "Name-of-Publisher",
    "Place",
    "https://publisher.example/",
    "press@publisher.example",
    "Role-of-Editor",
    "Name-of-Editor",
    "House-of-Editor",
    "Edition-of-Volume",
    "978-0-306-40615-7",
    "10.1000/182",
    "Rights-of-Volume",
    "Licence-of-Volume",
    "Description-of-Volume",
    "Keyword-of-Volume",
    "Title-of-Committee",
    "Name-of-Member",
    "Role-of-Member",
    "Name-of-Sponsor",
    "Level-of-Sponsor",
    "https://sponsor.example/",
    "Title-of-Day",
    "Note-of-Item",
    "Room-of-Item",
    "Title-of-Talk",
    "Abstract-of-Talk",
    "Title-of-Session",
    "Track-of-Session",
    "Title-of-Contribution",
    "09:10",
    "Abstract-of-Contribution",
    "emphasis-of-it",
    "Keyword-of-Contribution",
    "Board-of-Contribution",
    "Title-of-Document",
    "Title-of-Other",
    "10.1000/lone",
    "Title-of-Lost",
    "House-of-Talk",
    "Presented by Eve Thoughtup",
    "Cancelled:",
    "Note-of-Lost",
    "see p. ",
    "Title-of-Person",
    "House-of-Person",
    "Land-of-Person",
    "0000-0002-1825-0097",
    "https://person.example/",
    "ada@person.example",
    "Short-of-Volume",
    "Biography-of-Editor",
    "Sorted,",
)
"""What must be read on the pages."""

BEHAVIOUR = {
    "VolumeEntry": "language parts layout trim slides editions mask sort abstracts contents foot_line split "
    "conformance checks limits organizations aliases deadlines options store publication",
    "DocumentEntry": "id kind file paper slides poster handout withheld per_page pages mask notes figures "
    "checks limits language comments publish",
    "ContributionEntry": "id speaker author starts ends mask licence funding links publish",
    "ItemEntry": "id kind next_day session moderators chairs chair talks starts ends on_behalf_of documents doi "
    "author abstract mask keywords licence funding links publish board",
    "PublicationEntry": "address doi_prefix doi_pattern depositor licence date revision embargo",
    "DepositorEntry": "name email",
    "FundingEntry": "funder award ror",
    "LinkEntry": "url kind title",
    "MaskEntry": "top right bottom left pages",
    "PersonEntry": "family ror language consent",
    "PartEntry": "part title",
    "SlidesEntry": "per_page on_screen",
    "DeadlinesEntry": "paper slides poster handout biography portrait consent answer",
    "SortEntry": "particles",
    "SplitEntry": "by pages folios titles",
    "TrimEntry": "width height",
    "SponsorEntry": "logo",
    "AgendaEntry": "days",
}
"""Fields that change how things are made, or say in another way what another field says;
tests of their own show it.
"""

NAMED = (*vars(schema).values(), *vars(book_entries).values())
ENTRIES = sorted({c for c in NAMED if isinstance(c, type) and issubclass(c, Entry)} - {Entry}, key=str)


def volume_of(root: Path, more: str = "") -> Path:
    """The workspace with every field, built; gives back the volume."""
    html = "<html lang=en><title>P</title><h1>Title-of-Contribution</h1><p>Ada Imagined</p>"
    import weasyprint

    paper = weasyprint.HTML(string=html).write_pdf()
    assert paper is not None
    files = {"papers/hopper.pdf": paper, "proceedings/people/eve.md": "Biography-of-Editor."}
    workspace(root, VOLUME + more, AGENDA, PEOPLE, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build/proceedings.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return volume_of(tmp_path_factory.mktemp("fields"))


def words(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).replace("\u00a0", " ").split())


def test_every_field_is_written_here_or_changes_how_something_is_made() -> None:
    written = VOLUME + AGENDA + PEOPLE
    for entry in ENTRIES:
        plain = set(BEHAVIOUR.get(entry.__name__, "").split())
        assert plain <= set(entry.model_fields), entry
        assert [name for name in entry.model_fields if name not in plain and f"{name}:" not in written] == [], entry


def test_every_text_is_on_a_page(built: Path) -> None:
    # Readers disagree about the case of small capitals.
    text = words(built).casefold()
    assert [said for said in PAGES if said.casefold() not in text] == []


def test_null_and_empty_quotes_say_nothing(built: Path) -> None:
    text = words(built)
    assert "null" not in text.lower()
    assert "Session ~" not in text
    assert "Title-of-Session" in text


def test_abstract_doi_and_date_are_in_the_data(built: Path) -> None:
    contents = json.loads(built.with_name("contents.json").read_text("utf-8"))
    (paper,) = [part for part in contents["parts"] if part["kind"] == "paper"]
    assert paper["abstract"] == "Abstract-of-Contribution, *emphasis-of-it*."
    assert paper["doi"] == "10.1000/paper"
    told = [entry["abstract"] for part in contents["parts"] for entry in part.get("abstracts", ())]
    assert told == ["Abstract-of-Talk with a [link](https://abstract.example/)."]
    with pikepdf.open(built) as pdf:
        packets = [o.read_bytes().decode() for o in pdf.objects if o.get("/Type") == "/Metadata"]
    assert any("Abstract-of-Contribution, emphasis-of-it." in packet for packet in packets)
    assert any("10.1000/paper" in packet for packet in packets)
    assert any("2026-05-06" in packet for packet in packets)


def test_an_abstract_in_another_language_says_so_to_those_who_listen(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        tagged = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/Lang", "")) == "de"]
    assert any(o.get("/S") == "/Div" for o in tagged)


def test_a_book_of_abstracts_is_a_part_linked_both_ways(tmp_path: Path) -> None:
    pdf = volume_of(tmp_path, "abstracts: part\n")
    contents = json.loads(pdf.with_name("contents.json").read_text("utf-8"))
    parts = {part["id"]: part for part in contents["parts"]}
    part = parts["abstracts"]
    reader = pypdf.PdfReader(pdf)
    page = reader.pages[part["first_page"] - 1]
    text = page.extract_text()
    assert text.index("Abstract-of-Talk") < text.index("Abstract-of-Contribution")
    assert "Abstracts" in [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert f"Abstract · {part['first_folio']}" in words(pdf)
    by_kind = {part["kind"]: part["first_page"] - 1 for part in contents["parts"]}
    assert by_kind["paper"] in _targets(reader, part["first_page"] - 1)
    session = next(part for part in contents["parts"] if part["kind"] == "divider")
    assert part["first_page"] - 1 in _targets(reader, session["first_page"] - 1)
    assert run("verify", pdf).returncode == 0


def _targets(reader: pypdf.PdfReader, page: int) -> set[int]:
    """The pages (0-based) to which the links of a page lead."""
    numbers = {one.indirect_reference: k for k, one in enumerate(reader.pages)}
    found = set()
    for reference in reader.pages[page]["/Annots"]:  # type: ignore[attr-defined]
        link = reference.get_object()
        target = link["/Dest"] if "/Dest" in link else link["/A"].get("/D")
        if target:
            found.add(numbers[target[0]])
    return found


def test_without_abstracts_nothing_of_them_is_in_the_volume(tmp_path: Path) -> None:
    pdf = volume_of(tmp_path, "abstracts: none\n")
    assert "Abstract-of" not in words(pdf)
    with pikepdf.open(pdf) as volume:
        packets = [o.read_bytes() for o in volume.objects if o.get("/Type") == "/Metadata"]
    assert not any(b"Abstract-of" in packet for packet in packets)
    assert "Abstract-of-Contribution" in pdf.with_name("contents.json").read_text("utf-8")
