"""`options:` and its neighbours:
known names and words only, one meaning of yes, and each in the guide.
"""

from __future__ import annotations

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest

from proceedings.reading.options import _OLD
from proceedings.reading.workspace import Reading, read_workspace
from proceedings.values.diagnostics import Severity
from proceedings.values.options import NO, YES, Kind, Opening, Options, Printing, kinds
from small_workspaces import AGENDA, VOLUME, run, workspace

GUIDE = (Path(__file__).resolve().parents[2] / "docs/editors-guide.md").read_text("utf-8")
LINE = len(VOLUME.splitlines()) + 1


def read(root: Path, line: str, agenda: str = AGENDA) -> Reading:
    workspace(root, volume=f"{VOLUME}{line}\n", agenda=agenda, files={"papers/hopper.pdf": b"%PDF"})
    return read_workspace(root)


def options(reading: Reading) -> Options:
    assert reading.volume is not None
    return reading.volume.settings.options


def told(reading: Reading) -> list[tuple[str, str, int | None, int | None, str | None]]:
    return [
        (d.severity.value, d.code, d.place.line, d.place.column, d.hint)
        for d in reading.diagnostics
        if d.severity is not Severity.NOTICE and d.code != "missing-document"
    ]


@pytest.mark.parametrize(
    ("line", "column", "code", "meant"),
    [
        ("options: {linearise: yes}", 11, "unknown-option", "linearize"),
        ("options: {opening-papr: recto}", 11, "unknown-option", "opening-paper"),
        ("options: {atach-originals: yes}", 11, "unknown-option", "attach-originals"),
        ("options: {biografies: supplied}", 11, "unknown-option", "biographies"),
        ("options: {pages_as_pictures: yes}", 11, "unknown-option", "pages-as-pictures"),
        ("options: {Forms: print}", 11, "unknown-option", "forms"),
        ("options: {opening-paper: right}", 26, "unknown-value", "recto"),
        ("options: {opening-slides: yes}", 27, "unknown-value", None),
        ("options: {forms: leave_out}", 18, "unknown-value", "leave-out"),
        ("options: {biographies: suplied}", 24, "unknown-value", "supplied"),
        ("options: {trust-made-tags: allowed}", 28, "bad-flag", "yes"),
        ("options: {linearize: tru}", 22, "bad-flag", "true"),
        ("options: {linearize: 1}", 22, "bad-flag", None),
        ("options: {divider-from: two}", 25, "bad-number", None),
        ("options: {divider-from: -1}", 25, "bad-number", None),
        ("options: {divider-from: [1]}", 25, "wrong-shape", None),
        ("options: {dividers: 1}", 11, "unknown-option", "divider-from"),
        ("options: {linearize: [yes]}", 22, "wrong-shape", None),
        ("options: [linearize]", 10, "wrong-shape", None),
        ("options: linearize", 10, "wrong-shape", None),
    ],
)
def test_a_slip_is_an_error_at_its_place(tmp_path: Path, line: str, column: int, code: str, meant: str | None) -> None:
    reading = read(tmp_path, line)
    ((severity, found, at, where, hint),) = told(reading)
    assert (severity, found, at, where) == ("error", code, LINE, column)
    assert meant is None or f"did you mean `{meant}`?" in (hint or "")
    assert options(reading) == Options()


def test_one_slip_costs_itself_alone(tmp_path: Path) -> None:
    reading = read(tmp_path, "options: {foo: bar, linearize: yes, forms: perhaps, comments: leave-out}")
    assert [code for _, code, *_ in told(reading)] == ["unknown-option", "unknown-value"]
    assert options(reading) == Options(linearize=True, comments=Printing.LEAVE_OUT)


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds().values() if not kind.words and not kind.is_number], ids=lambda kind: kind.name
)
def test_yes_means_one_thing_everywhere(tmp_path: Path, kind: Kind) -> None:
    for words, meaning in ((YES, True), (NO, False)):
        for word in (*words, words[0].upper(), words[1].title()):
            reading = read(tmp_path, f"options: {{{kind.name}: {word}}}")
            assert told(reading) == []
            assert getattr(options(reading), kind.field) is meaning


def test_a_number_is_read(tmp_path: Path) -> None:
    assert options(read(tmp_path, "options: {divider-from: 3}")) == Options(divider_from=3)
    assert options(read(tmp_path, "options: {divider-from: 0}")) == Options(divider_from=0)


def test_yes_of_a_document_is_that_of_the_options(tmp_path: Path) -> None:
    for word, printing in (("on", Printing.PRINT), ("off", Printing.LEAVE_OUT), ("Leave-Out", Printing.LEAVE_OUT)):
        document = f"{{paper: papers/hopper.pdf, comments: {word}, notes: {word if word != 'Leave-Out' else 'no'}}}"
        agenda = AGENDA.replace("paper: papers/hopper.pdf", document)
        reading = read(tmp_path, f"options: {{comments: {word}, forms: {word}}}", agenda)
        assert told(reading) == []
        assert reading.volume is not None
        treatment = next(reading.volume.documents).treatment
        assert (treatment.comments, treatment.notes) == (printing, word == "on")
        assert options(reading) == Options(forms=printing, comments=printing)


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in _OLD.items() for word in words])
def test_an_old_spelling_is_understood_with_a_warning(tmp_path: Path, name: str, word: str) -> None:
    reading = read(tmp_path, f"options: {{{name}: {word}}}")
    ((severity, code, line, _, hint),) = told(reading)
    assert (severity, code, line) == ("warning", "old-spelling", LINE)
    assert hint == f"write `{_OLD[name][word]}`"
    assert options(reading) != Options()


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_the_guide_names_every_option_with_its_values_and_the_usual_one_first(kind: Kind) -> None:
    row = re.search(rf"^\| `{kind.name}` \| (.+?) \| (.+) \|$", GUIDE, re.MULTILINE)
    assert row is not None
    listed = re.findall(r"`([^`]+)`", row[1])
    usual = "no" if kind.usual is False else str(kind.usual)
    assert listed[0] == usual
    assert sorted(listed) == sorted([str(kind.usual)] if kind.is_number else kind.words or ("no", "yes"))


def test_the_model_has_a_typed_field_for_each_and_no_other() -> None:
    assert [kind.field for kind in kinds().values()] == [field.name for field in fields(Options)]
    assert all(isinstance(kind.usual, bool | int | StrEnum) for kind in kinds().values())
    for kind in kinds().values():
        for word in kind.words:
            value = kind.value(word)
            assert type(value) is type(kind.usual)
            assert str(value) == word
    assert Options(opening_poster=Opening.VERSO).opening("poster") is Opening.VERSO


def test_a_misspelt_check_or_limit_is_an_error_at_its_line(tmp_path: Path) -> None:
    agenda = AGENDA.replace(
        "- paper: papers/hopper.pdf",
        "- paper: papers/hopper.md\n                checks: {untaged: off}\n                limits: {page: 3}",
    )
    volume = f"{VOLUME}checks: {{marginz: off}}\nlimits:\n  megabyts: 3\n"
    workspace(tmp_path, volume=volume, agenda=agenda, files={"papers/hopper.md": b"# Compilers\n\nText.\n"})
    said = run("check", tmp_path)
    for line in (
        f"proceedings/volume.yaml:{LINE}:10: error[unknown-rule]: there is no rule `marginz`",
        f"proceedings/volume.yaml:{LINE + 2}:3: error[unknown-limit]: there is no limit `megabyts`",
        "proceedings/agenda.yaml:14:26: error[unknown-rule]: there is no rule `untaged`",
        "proceedings/agenda.yaml:15:26: error[unknown-limit]: there is no limit `page`",
    ):
        assert line in said.stdout + said.stderr
