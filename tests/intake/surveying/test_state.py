"""The state of a document:
what its pages tell of review copies, leftovers, forms, scans, and what they do not.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from plain_pages import PROSE, SLIDE, Page, Text, annotated, paper, pdf_of, prose, state_of, workspace
from proceedings.intake.surveying.facts_json import facts_as_json, facts_from_json
from proceedings.intake.surveying.state.builds import builds
from proceedings.intake.surveying.state.legibility import is_unreadable
from proceedings.values.submission import Facts
from proceedings.words.states import words
from small_workspaces import run

BODY = " ".join(PROSE)


def words_of(pages: Sequence[Page], kind: str, size: tuple[float, float] = (595.0, 842.0)) -> list[str]:
    return [s.words for s in state_of(pdf_of(pages, size)).sightings if s.kind == kind]


# Review copies


@pytest.mark.parametrize(
    "line",
    [
        "Anonymous ACL submission",
        "Anonymous Author(s)",
        "Anonymous authors",
        "Paper under double-blind review",
        "Under review as a conference paper at RIVERS 2026",
        "Preprint. Under review.",
        "Submitted to the Journal of Rivers",
        "Manuscript submitted to the Journal of Rivers",
        "Author information removed for review",
        "Anonyme Einreichung",
        "Zur Begutachtung eingereicht",
        "Soumission anonyme",
        "Autores anónimos",
        "Autori anonimi",
        "CONFIDENTIAL REVIEW COPY. DO NOT DISTRIBUTE.",
    ],
)
def test_a_line_above_the_abstract_tells_a_review_copy(line: str) -> None:
    assert words_of([paper(Text(line, y=715)), prose(760)], "review") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Anonymous submission keeps reviewers honest, and authors under review are shy",
        "Papers under review at conferences are read by three people",
        "We do not distribute the data, because the gauges belong to others",
        "Submitted manuscripts were rated by hand",
        "Reviewers must not distribute them",
    ],
)
def test_a_paper_about_reviewing_is_no_review_copy(line: str) -> None:
    page = paper(Text(line, y=300), title="Anonymous Submission and Peer Review")
    assert words_of([page, prose(760)], "review") == []


def numbered(first: int, step: int = 1, left: float = 40) -> list[Text]:
    body = prose(760, 40)
    return [*body, *(Text(str(first + n * step), left, line.y, 7) for n, line in enumerate(body))]


def test_numbers_beside_the_lines_of_all_pages_are_line_numbers() -> None:
    found = state_of(pdf_of([numbered(1), numbered(41), numbered(81)])).sightings
    assert [(s.kind, s.page, s.words) for s in found if s.kind == "line-numbers"] == [
        ("line-numbers", 1, "1 to 40"),
        ("line-numbers", 2, "41 to 80"),
        ("line-numbers", 3, "81 to 120"),
    ]


def test_numbers_at_every_fifth_line_and_in_the_other_margin_are_line_numbers_too() -> None:
    body = prose(760, 40)
    page = [*body, *(Text(str(n + 1), 560, line.y, 7) for n, line in enumerate(body) if n % 5 == 4)]
    assert words_of([page], "line-numbers") == ["5 to 40"]


def test_a_table_whose_first_column_counts_up_has_no_line_numbers() -> None:
    rows = [Text(f"Basin of River {chr(65 + n % 26)}   {n * 7}.3   {n}", 100, 760 - 14 * n) for n in range(40)]
    table = [*rows, *(Text(str(n + 1), 72, row.y) for n, row in enumerate(rows))]
    assert words_of([table, table], "line-numbers") == []


def test_one_listing_with_numbered_lines_in_a_long_paper_is_none() -> None:
    assert words_of([numbered(1), prose(), prose(), prose()], "line-numbers") == []


@pytest.mark.parametrize(("said", "turned"), [("DRAFT", 45), ("Vertraulich", 54), ("Evaluation copy", -40)])
def test_large_slanted_words_on_each_page_are_a_watermark(said: str, turned: float) -> None:
    across = Text(said, 150, 300, 72, turned, 0.8)
    assert words_of([paper(across), [*prose(), across]], "watermark") == [said, said]


def test_slanted_labels_of_a_figure_and_a_stamp_in_the_margin_are_none() -> None:
    labels = [Text("Basin A", 200, 300, 9, 45), Text("Basin B", 230, 300, 9, 45)]
    stamp = Text("rivers:2601.00001v1 [hydro] 1 Jan 2026", 30, 250, 44, 90, 0.6)
    assert words_of([paper(*labels, stamp), [*prose(), *labels]], "watermark") == []


def test_a_slanted_title_of_one_poster_is_none() -> None:
    assert words_of([[*prose(), Text("Rivers", 100, 200, 90, 30)]], "watermark") == []


# Leftovers


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("as Table ?? shows in spring", "Table ??"),
        ("by Equation (??), it rose", "Equation (??)"),
        ("as others found [?, ?] before", "found [?, ?]"),
        ("See Error! Reference source not found. for more", "Error! Reference source not found"),
        (
            "Siehe Fehler! Verweisquelle konnte nicht gefunden werden.",
            "Fehler! Verweisquelle konnte nicht gefunden werden",
        ),
        ("Voir Erreur ! Source du renvoi introuvable.", "Erreur ! Source du renvoi introuvable"),
        ("[TODO: add the new figure] and so on", "TODO: add the new figure"),
        ("Lorem ipsum dolor sit amet, consectetur", "Lorem ipsum dolor sit amet"),
        ("Click to edit Master title style", "Click to edit Master title style"),
        ("Conference'17, July 2017, Washington, DC, USA", "Conference'17, July 2017"),
    ],
)
def test_what_an_author_forgot_is_found(line: str, found: str) -> None:
    assert words_of([paper(), [*prose(), Text(line, y=200)]], "leftover") == [found]


@pytest.mark.parametrize(
    "line",
    [
        "(12) ??John seems that he sleeps, and ?Mary did",
        "Really?? The models agree, or do they??",
        "the pattern [?] stands for one letter, and re.split('[?]', line) cuts there",
        "comments such as # TODO: fix this were counted",
        "we looked for “TODO” and “FIXME” in all comments",
        "users see “Error! Reference source not found” in such files",
        "MMXXX and XXX are numbers of the Romans",
        "x = a ?? b; y = c?.d ?? e",
    ],
)
def test_what_an_author_meant_is_left_alone(line: str) -> None:
    assert words_of([paper(), [*prose(), Text(line, y=200)]], "leftover") == []


def test_question_marks_that_latex_set_bold_are_a_citation() -> None:
    line = [Text("as others found [", y=200), Text("?", 154, 200, font="F2"), Text("] before that", 161, 200)]
    assert words_of([paper(*line)], "leftover") == ["found [?]"]


# Other files than papers


def test_a_form_to_be_signed_is_none_of_the_paper() -> None:
    lines = ["Copyright Transfer Agreement", "Title of the work: Sediment in Twelve Basins", "Author(s): Jane Miller"]
    lines += ["The undersigned assign to the organizers all rights in the work.", "Signature: ________ Date: ________"]
    form = [Text(line, y=760 - 30 * n) for n, line in enumerate(lines)]
    assert words_of([form], "form") == ["Copyright Transfer Agreement"]


def test_a_paper_that_shows_a_form_is_a_paper() -> None:
    form = [
        Text("Consent Form", y=760),
        Text("I hereby consent to ________", y=730),
        Text("Signature: ________", y=700),
    ]
    assert words_of([paper(title="Consent Forms"), form], "form") == []


def browser(number: int, of: int) -> list[Text]:
    return [
        Text("11/3/26, 9:41 PM", 30, 820, 8),
        Text("Runoff - Docs", 250, 820, 8),
        Text("https://docs.example.org/document/d/1AbC/edit", 30, 16, 8),
        Text(f"{number}/{of}", 560, 16, 8),
    ]


def test_what_a_browser_printed_around_the_pages_is_named() -> None:
    pages = [[*prose(), *browser(n, 3)] for n in (1, 2, 3)]
    assert words_of(pages, "browser")[0] == "https://docs.example.org/document/d/1AbC/edit 1/3"


def test_the_foot_of_slides_is_no_browsers() -> None:
    foot = [Text("Jane Miller, 11/3/26", 30, 8, 8), Text("rivers.example.org", 200, 8, 8), Text("1/2", 420, 8, 8)]
    assert words_of([[Text("Rivers", y=200), *foot]], "browser", SLIDE) == []


# Text that programs read


def test_gibberish_is_unreadable_and_languages_are_not() -> None:
    shifted = "".join(chr(ord(c) - 29) if c != " " else "\x03" for c in BODY * 2)
    assert is_unreadable(shifted)
    assert is_unreadable("".join(chr(ord(c) + 1) if c.isalpha() else c for c in BODY * 2))
    assert is_unreadable("".join(chr(0xF000 + ord(c)) for c in BODY))
    assert is_unreadable("Ïðèâåò, ýòî òåêñò íà ðóññêîì ÿçûêå â ñòàðîé êîäèðîâêå, åãî íèêòî íå ïðî÷ò¸ò")
    assert not is_unreadable(BODY * 3)
    assert not is_unreadable("Strč prst skrz krk, zvlhl vlk, čtvrt hrst zrn " * 10 + "a je na se " * 20)
    assert not is_unreadable("HTML XML BERT LSTM CRF SVM HMM PCFG DRT RST " * 4 + BODY)
    assert not is_unreadable("王小明研究十二个流域的泥沙" * 20)


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo", "Zs", "Po", "Nd"))))
def test_whatever_is_read_is_judged(text: str) -> None:
    assert is_unreadable(text) in (True, False)


def test_a_font_without_any_map_makes_its_page_unreadable() -> None:
    import weasyprint

    html = f"<h1>Sediment in Twelve Basins</h1><p>{BODY}</p><p>{BODY}</p>"
    with pikepdf.open(io.BytesIO(weasyprint.HTML(string=html).write_pdf())) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        out = io.BytesIO()
        pdf.save(out)
    assert state_of(out.getvalue()).unreadable == (1,)


def scanned(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        picture = pdf.make_stream(
            bytes(100 * 140), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=140,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.Resources.XObject = Dictionary(Scan=picture)
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq 595 0 0 842 0 0 cm /Scan Do Q")


def test_a_picture_of_a_page_has_no_text_and_one_with_text_behind_has() -> None:
    assert state_of(pdf_of([[], []], change=scanned)).without_text == (1, 2)
    assert state_of(pdf_of([prose(), prose()], change=scanned)).without_text == ()


# Slides


def slide(points: int, title: str = "Results of the survey", frame: str = "") -> list[Text]:
    lines = [Text(f"point {n} of the survey of rivers", 40, 170 - 20 * n) for n in range(1, points + 1)]
    return [Text(title, 40, 220, 16), *lines, Text(frame, 400, 10, 8)]


def test_pages_that_build_up_a_frame_are_its_steps() -> None:
    pages = [slide(1), slide(2), slide(3), slide(2, "Another frame of the talk"), slide(1, "The last one")]
    assert state_of(pdf_of(pages, SLIDE)).builds == ((1, 3),)
    assert state_of(pdf_of([slide(n, frame="1/2") for n in (1, 2)] + [slide(1, "End", "2/2")], SLIDE)).builds == (
        (1, 2),
    )


def test_frames_whose_points_are_alike_are_steps_each() -> None:
    frames = [
        [f"Frame {frame} of rivers", *(f"point {n} of frame {frame}" for n in range(1, step + 1))]
        for frame in (1, 2, 3)
        for step in (1, 2, 3)
    ]
    assert builds(["\n".join(frame) for frame in frames], [0] * 9) == ((1, 3), (4, 6), (7, 9))


def test_two_frames_alike_are_no_steps() -> None:
    assert state_of(pdf_of([slide(3, frame=f"{n}/9") for n in (2, 3)], SLIDE)).builds == ()
    divider = [Text("Results of the survey", 40, 220, 16)]
    assert state_of(pdf_of([divider, slide(3)], SLIDE)).builds == ()
    assert state_of(pdf_of([prose(), prose(lines=30)])).builds == ()


@given(st.lists(st.lists(st.sampled_from(["alpha beta", "gamma delta", "epsilon zeta"]), max_size=4), max_size=8))
def test_steps_are_runs_that_do_not_overlap(pages: list[list[str]]) -> None:
    found = builds(["\n".join(page) for page in pages], [0] * len(pages))
    assert all(1 <= first < last <= len(pages) for first, last in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    for first, last in found:
        for page in range(first - 1, last - 1):
            assert set(pages[page]) <= set(pages[page + 1])


# By the front door


def checked(root: Path) -> str:
    done = run("check", root)
    return done.stdout + done.stderr


def test_an_editor_reads_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    title = "Sediment in Twelve Basins"
    cover = [Text("Repository of Somewhere", y=760), Text("Downloaded from repository.example.org", y=700)]
    told = [Text("Please wait...", y=760), Text("You need Adobe Reader to view this document.", y=730)]

    def xfa(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))

    def bundle(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["the-paper.pdf"] = b"%PDF-1.4"
        pdf.Root.Collection = Dictionary(Type=Name.Collection)

    def notes(pdf: pikepdf.Pdf) -> None:
        annotated(pdf, "Highlight", "Rita Frost")
        annotated(pdf, "Text", "Paul Winter", flags=0)

    files = {
        "cover.pdf": pdf_of([cover, paper()]),
        "xfa.pdf": pdf_of([told], change=xfa),
        "bundle.pdf": pdf_of([[Text("A portfolio", y=760)]], change=bundle),
        "notes.pdf": pdf_of([paper(Text("noted", y=60))], change=notes),
        "sound.pdf": pdf_of([paper(Text("sound", y=60))]),
    }
    root = workspace(tmp_path / "w", {name: (title, content) for name, content in files.items()})
    said = checked(root)
    assert "cover.pdf: page 1: warning[cover-page]: page 1 is no part of the paper: page 2 shows the title" in said
    assert "`pages: 2-` beside the document leaves the cover out" in said
    assert "xfa.pdf: page 1: error[xfa-form]" in said
    assert (
        "bundle.pdf: page 1: error[portfolio]: it is a PDF portfolio, a bundle of files: it holds the-paper.pdf" in said
    )
    assert "warning[comments-printed]: 1 comment will be printed on page 1 (by Rita Frost)" in said
    assert "notice[comments-removed]: 1 comment on page 1 (by Paul Winter) is left out" in said
    assert "title-differs" not in said
    assert "authors-differ" not in said
    assert "sound.pdf: page 1: warning" not in said


def test_the_cover_stays_out_and_so_do_comments_where_the_editor_says_so(tmp_path: Path) -> None:
    cover = [Text("Repository of Somewhere", y=760), Text("Downloaded from repository.example.org", y=700)]
    content = pdf_of([cover, paper(), prose()], change=lambda pdf: annotated(pdf, "Highlight", "Rita Frost", page=1))
    documents = {"cover.pdf": ("Sediment in Twelve Basins", content)}
    root = workspace(tmp_path / "w", documents, extra=", pages: 2-, comments: leave-out")
    said = checked(root)
    told = set(re.findall(r"\[([a-z-]+)\]", said))
    assert not told & {"cover-page", "title-differs", "authors-differ", "comments-printed"}
    assert "comments-removed" in told


def test_the_words_of_every_language_can_be_read() -> None:
    found = words()
    assert found.leftovers.patterns
    for table in (
        found.review_lines,
        found.review_parts,
        found.watermark,
        found.leftovers,
        found.form_titles,
        found.cover,
    ):
        assert all(key == key.casefold() and re.compile(pattern) for key, pattern in table.patterns)


def test_a_state_survives_the_store() -> None:
    content = pdf_of(
        [paper(Text("Anonymous Author(s)", y=715)), prose()], change=lambda pdf: annotated(pdf, "Stamp", "R")
    )
    facts = Facts((), state=state_of(content))
    assert facts.state.sightings
    assert facts.state.openings
    assert facts_from_json(json.loads(json.dumps(facts_as_json(facts)))) == facts


@pytest.mark.needs_poppler
def test_line_numbers_are_artifacts_where_tags_are_made(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {"n.pdf": ("Rivers", pdf_of([numbered(1), numbered(41)]))})
    run("build", root, "--draft")
    said = subprocess.run(
        ["pdfinfo", "-struct-text", root / "build" / "proceedings.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert PROSE[0] in said
    assert "39" not in said
    assert "79" not in said
