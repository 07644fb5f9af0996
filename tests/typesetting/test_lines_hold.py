"""What holds together on a line, what may break, and registers whose last page is no leftover."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arranging_volumes import contribution, person
from proceedings.arranging.heads import contribution_head
from proceedings.typesetting.addresses import breakable
from proceedings.typesetting.bonds import bound_name, loosened
from proceedings.typesetting.layout import load_layout
from proceedings.typesetting.press import Impression, press
from proceedings.typesetting.prose import markdown
from proceedings.typesetting.rendering import templates_of
from proceedings.values.settings import Trim
from proceedings.words.wording import LANGUAGES, words
from small_workspaces import run, workspace

A4 = Trim(595.276, 841.89, "A4")


def set_in(template: str, body: str, is_register: bool = False) -> Impression:
    templates = templates_of(load_layout(None, "default"), A4)
    return press(templates.forme([("it", template, 1, body)], "en", "T", is_register=is_register))


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Ian R. Manchester", "Ian R.~Manchester"),
        ("J.-P. O’Malley III", "J.-P.~O’Malley~III"),
        ("K. R. Narayanan", "K.~R.~Narayanan"),
        ("Manchester, Ian R.", "Manchester, Ian~R."),
        ("Narayanan, K. R.", "Narayanan,~K.~R."),
        ("King, Martin Luther, Jr.", "King, Martin Luther,~Jr."),
        ("Ø. Ærø", "Ø.~Ærø"),
        ("Jane Miller", "Jane Miller"),
        ("Anna Xi", "Anna Xi"),
    ],
)
def test_initials_do_not_part_from_surnames(name: str, held: str) -> None:
    assert bound_name(name).replace("\u00a0", "~") == held


@given(st.text(max_size=40))
def test_bonds_change_spaces_alone(text: str) -> None:
    assert bound_name(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert loosened(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_a_narrow_column_keeps_page_and_initial_alone() -> None:
    text = "Paper,\u00a0p.\u00a0173 Ian\u00a0R.\u00a0Manchester and\u00a0others\u00a0there, vol.\u00a02, S.\u00a05"
    assert loosened(text) == "Paper, p.\u00a0173 Ian R.\u00a0Manchester and others there, vol.\u00a02, S.\u00a05"


LINKS = """\
See https://one.example/some/very-long/address?x=1&y=2. And (https://two.example/Foo_(bar)), www.three.example;
ada@four.example, `https://code.example/`, [five](https://five.example/), <https://six.example/a-b>,
git@host.example:repository, a/b@1.2.
"""


def _biography(text: str) -> str:
    return f'<section class="biography"><div class="prose">{markdown(text)}</div></section>'


def test_addresses_in_texts_are_links_to_what_they_say() -> None:
    impression = set_in("biographies", _biography(LINKS))
    reader = pypdf.PdfReader(BytesIO(impression.pdf))
    found = {link.get_object()["/A"]["/URI"] for link in reader.pages[0]["/Annots"]}  # type: ignore[attr-defined]
    assert found == {
        "https://one.example/some/very-long/address?x=1&y=2",
        "https://two.example/Foo_(bar)",
        "https://www.three.example",
        "mailto:ada@four.example",
        "https://five.example/",
        "https://six.example/a-b",
    }


@given(st.from_regex(r"https://[a-z]{1,20}\.example/[a-z0-9/._~&=?-]{0,60}", fullmatch=True))
def test_breaks_add_nothing_to_an_address(address: str) -> None:
    assert unescape(breakable(address)).replace("\u200b", "").replace("\u2060", "") == address


def test_an_address_breaks_without_a_gap_and_copies_without_a_mark() -> None:
    text = (
        "Her long work on the rivers is told at https://rivers.example/some/very-long/address/that/goes/on-and/on/today"
    )
    impression = set_in("biographies", _biography(text))
    with pypdfium2.PdfDocument(impression.pdf) as document:
        lines = document[0].get_textpage().get_text_range()
    joined = "".join(lines.split("\r\n"))
    assert "https://rivers.example/some/very-long/address/that/goes/on-and/on/today" in joined
    assert not {"\u200b", "\u2060", "\ufffe"} & set(lines)


def _contents(lines: int) -> str:
    entries = "".join(
        f'<li class="session"><p class="line"><a class="text">Entry {k}</a><a class="folio">{k}</a></p></li>'
        for k in range(lines)
    )
    day = f'<section class="day"><h2 class="label">Day</h2><ul>{entries}</ul></section>'
    return f'<h1 class="heading">Contents</h1>{day}'


def _entries_on_pages(impression: Impression) -> list[int]:
    with pypdfium2.PdfDocument(impression.pdf) as document:
        return [page.get_textpage().get_text_range().count("Entry") for page in document]


@pytest.mark.parametrize("lines", [29, 30, 31, 32, 33, 60, 61, 62, 63, 90])
def test_the_last_page_of_a_register_is_no_leftover(lines: int) -> None:
    plain, even = (_entries_on_pages(set_in("contents", _contents(lines), wanted)) for wanted in (False, True))
    assert sum(plain) == sum(even) == lines
    if len(plain) > 1 and plain[-1] < 5:
        assert len(even) < len(plain) or even[-1] > plain[-1]
    else:
        assert len(even) == len(plain)


def test_some_number_of_lines_leaves_one_alone_without_evening() -> None:
    assert any(_entries_on_pages(set_in("contents", _contents(lines)))[-1] < 3 for lines in range(28, 34))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_authors_are_three_and_others(language: str) -> None:
    said = words(language).and_others("A, B, C", 97)
    assert said.startswith("A, B, C ") and "97" in said


HUNDRED = ", ".join(f"a{k}" for k in range(100))
AGENDA = f"""\
days:
  - date: 2026-05-11
    items:
      - session: 1
        title: Rivers
        contributions:
          - {{title: A Long Work, speakers: [{HUNDRED}], documents: [{{paper: papers/notes.md}}]}}
          - {{title: Another, speakers: [a0, a1, a2, a3], documents: [{{paper: papers/other.md}}]}}
"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    root = tmp_path_factory.mktemp("crowd")
    people = "\n".join(f"a{k}: {{name: Given{k} Q. Family{k}x}}" for k in range(100))
    files: dict[str, str | bytes] = {
        "papers/notes.md": "# A Long Work\n\nText.\n",
        "papers/other.md": "# Another\n\nText.\n",
    }
    workspace(root, "title: The Book\nlanguage: en\n", AGENDA, people + "\n", files)
    done = run("build", root, "--draft")
    assert done.returncode == 0, done.stdout + done.stderr
    return pypdf.PdfReader(root / "build/proceedings.pdf")


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_contents_and_head_name_three_and_the_divider_all(crowd: pypdf.PdfReader) -> None:
    texts = [_plain(page.extract_text()) for page in crowd.pages]
    contents = next(text for text in texts if text.startswith("Contents"))
    assert "Given0 Q. Family0x, Given1 Q. Family1x, Given2 Q. Family2x and 97 others" in contents
    assert "Given0 Q. Family0x, Given1 Q. Family1x, Given2 Q. Family2x and Given3 Q. Family3x" in contents
    assert "Family50x" not in contents
    divider = next(text for text in texts if "Back to contents" in text or "Speakers" in text)
    assert all(f"Given{k} Q. Family{k}x" in " ".join(texts[texts.index(divider) :]) for k in range(100))


def test_the_metadata_name_all_hundred(crowd: pypdf.PdfReader) -> None:
    assert crowd.xmp_metadata is not None
    assert len(crowd.xmp_metadata.dc_creator or []) == 100


def test_a_head_names_three_and_how_many_more() -> None:
    made = contribution("c", *(person(f"Given{k} Family{k}x") for k in range(100)), title="Rivers")
    assert contribution_head(made, "Rivers", words("en")) == "Family0x, Family1x, Family2x and 97 others: Rivers"


def test_a_head_without_room_for_three_says_et_al() -> None:
    long = [person(f"Given {'Very' * 8}long{k}") for k in range(12)]
    made = contribution("c", *long, title="Rivers")
    assert contribution_head(made, "Rivers", words("en")).endswith("et al.: Rivers")
