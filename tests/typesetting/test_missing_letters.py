"""Letters that no font has:
found by check with file and line, shown as ? in a draft, an error of a final volume.
"""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from proceedings.engine.store import Store
from proceedings.typesetting.glyphs import lacking
from proceedings.typesetting.layout import load_layout
from proceedings.values.book import Event, Volume
from proceedings.values.diagnostics import Place
from small_workspaces import PEOPLE, meeting, run

UNKNOWN = "\U000f1234"
"""A character for private use, which no font has."""


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The meeting, with a speaker whose name no font has."""
    return meeting(tmp_path_factory.mktemp("nameless"), people=PEOPLE.replace("Grace Hopper", f"{UNKNOWN} Hopper"))


def messages(root: Path, *arguments: str) -> list[str]:
    done = run(*arguments, root)
    return [line for line in (done.stdout + done.stderr).splitlines() if "[missing-glyph]" in line]


def test_check_finds_them_with_file_line_and_column(nameless: Path) -> None:
    (said,) = messages(nameless, "check")
    assert said.startswith("proceedings/people.yaml:4:9: error[missing-glyph]: no font has a glyph for U+F1234")


def test_a_final_volume_is_not_built(nameless: Path) -> None:
    (said,) = messages(nameless, "build")
    assert "error" in said
    assert not (nameless / "build/proceedings.pdf").exists()


def test_a_draft_shows_a_question_mark_with_one_warning_and_without_an_empty_box(nameless: Path) -> None:
    for _ in ("built", "asked again, since a font may have been installed"):
        (said,) = messages(nameless, "build", "--draft")
        assert said.startswith("proceedings/people.yaml:4:9: warning[missing-glyph]")
    reader = pypdf.PdfReader(nameless / "build/proceedings.pdf")
    contents = json.loads((nameless / "build/contents.json").read_text("utf-8"))
    first = {part["id"]: part["first_page"] - 1 for part in contents["parts"]}
    assert "? Hopper" in reader.pages[first["biographies"]].extract_text()
    assert UNKNOWN not in "".join(page.extract_text() for page in reader.pages)


def test_a_short_title_a_session_and_a_name_without_a_letter_that_a_font_has_stop_nothing(tmp_path: Path) -> None:
    root = meeting(tmp_path, people=PEOPLE.replace("Grace Hopper", UNKNOWN))
    for file, text in (("volume.yaml", "short_title: The Meeting"), ("agenda.yaml", "title: First Things")):
        path = root / "proceedings" / file
        before = path.read_text("utf-8")
        assert text in before
        path.write_text(before.replace(text, f"{text.partition(':')[0]}: {UNKNOWN}"), "utf-8")
    done = run("build", "--draft", root)
    assert done.returncode == 0, done.stderr
    assert "[missing-glyph]" in done.stderr
    assert UNKNOWN not in "".join(p.extract_text() for p in pypdf.PdfReader(root / "build/proceedings.pdf").pages)


def test_what_the_fonts_of_layout_and_machine_have_is_not_missing(tmp_path: Path) -> None:
    store, layout = Store(tmp_path), load_layout(None, "default")

    def missing(title: str) -> tuple[str, ...]:
        place = Place("proceedings/volume.yaml", 1, 8)
        return lacking(Volume(title, "en", Event("A meeting"), (), (), place), layout, store)

    assert missing("Łódź – “Ünïcödé”, ½ × €") == ()
    assert missing(f"A {UNKNOWN} in a title") == (UNKNOWN,)
    assert missing(f"Another {UNKNOWN}\U000f1235") == (UNKNOWN, "\U000f1235")
