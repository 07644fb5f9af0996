"""The workspace in the repository:
the IOM workshop of October 2007, and what mutations of its files do.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from proceedings.reading.schema import json_schema
from proceedings.reading.workspace import read_workspace
from proceedings.values.book import ItemKind, Volume

ROOT = Path(__file__).resolve().parents[2]
FILES = ("volume.yaml", "agenda.yaml", "people.yaml")


@pytest.fixture(scope="module")
def iom() -> Volume:
    reading = read_workspace(ROOT)
    assert [d for d in reading.diagnostics if d.code not in ("missing-document", "unused-file")] == []
    assert reading.volume is not None
    return reading.volume


def test_it_names_the_book_and_the_event(iom: Volume) -> None:
    assert iom.title == "Making Global Labour Mobility a Catalyst for Development"
    assert (str(iom.event.starts), str(iom.event.ends), iom.event.timezone) == (
        "2007-10-08",
        "2007-10-09",
        "Europe/Zurich",
    )
    assert iom.publisher is not None and iom.publisher.name == "International Organization for Migration"
    assert (iom.isbn, iom.issn, iom.doi, iom.series) == (None, None, None, None)
    assert "specimens" in (iom.rights or "")


def test_its_front_texts_stand_in_the_order_of_the_parts(iom: Volume) -> None:
    assert [text.title for text in iom.front] == ["Foreword", "Background and objectives"]


def test_its_programme_is_that_of_the_two_days(iom: Volume) -> None:
    said = [
        [f"{i.starts or ''!s:.5}-{i.ends or ''!s:.5} {i.number or ''} {i.title}".strip() for i in day.items]
        for day in iom.days
    ]
    assert said == [
        [
            "09:00-10:00  Registration",
            "10:00-10:15  Welcome Remarks",
            "10:15-10:30  Keynote Presentation",
            "10:30-11:00  Setting the Scene; General Discussion",
            "11:00-13:00 I Towards More Effective Labour Migration Management: "
            "Assessing Labour Market Needs and Labour Force Skills Profiles",
            "13:00-15:00  Afternoon Break",
            "15:00-18:00 II Key Policy Elements in Comprehensive Labour Migration Management",
            "-  End of Day One",
        ],
        [
            "10:00-10:15  Migrant Story",
            "10:15-13:00 III The Role of Private Sector and Other Stakeholders "
            "in Making Labour Migration Work for Development",
            "13:00-15:00  Afternoon Break",
            "15:00-17:50 IV Leveraging the Development Potential of Temporary and Circular Migration",
            "17:50-18:00  Wrap-up and Closing Remarks",
            "-  End of the Workshop",
        ],
    ]


def test_its_sessions_have_their_moderators_and_speakers(iom: Volume) -> None:
    sessions = [item for item in iom.items if item.kind is ItemKind.SESSION]
    assert [[m.person.name for m in s.moderators] for s in sessions] == [
        ["Ibrahim Awad"],
        ["Ricardo Cordero"],
        ["Antonio Peñalosa"],
        ["Richard S. Newfarmer"],
    ]
    assert [[c.heading for c in s.contributions] for s in sessions] == [
        ["Kreshna Bunjun", "David Arkless", "Jung Mino", "General Discussion"],
        ["Carlos López", "Les Linklater", "Carmen Perez Gonzalez", "Rebecca Calzado", "General Discussion"],
        ["General Discussion"],
        ["General Discussion"],
    ]
    jung = sessions[0].contributions[2].speakers[0]
    assert jung.on_behalf_of is not None and jung.on_behalf_of.name == "Hyo-jung Hwang"


def test_its_seven_documents_stand_in_the_order_of_the_agenda(iom: Volume) -> None:
    assert [(d.id, str(d.source)) for d in iom.documents] == [
        ("session-1-bunjun-paper", "papers/bunjun-paper.pdf"),
        ("session-1-bunjun-slides", "papers/bunjun-presentation.pptx"),
        ("session-2-lopez-slides", "papers/lopez-presentation.odp"),
        ("session-2-linklater-slides", "papers/linklater-presentation.pdf"),
        ("session-2-calzado-slides", "papers/calzado-presentation.pptx"),
        ("session-2-calzado-paper", "papers/calzado-paper.docx"),
        ("migrant-story-haque-slides", "papers/haque-presentation.md"),
    ]


def test_it_says_of_people_only_what_the_agenda_says(iom: Volume) -> None:
    assert len(iom.people) == 15
    for person in iom.people:
        assert [person.bio, person.photo, person.email, person.url, person.orcid] == [None] * 5
        assert person.description


@pytest.mark.parametrize("kind", ["volume", "agenda", "people"])
def test_the_json_schema_beside_the_code_is_the_one_that_the_models_make(
    kind: Literal["volume", "agenda", "people"],
) -> None:
    kept = ROOT / f"src/proceedings/reading/schemas/{kind}.schema.json"
    made = json.dumps(json_schema(kind), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    assert kept.read_text("utf-8") == made, "write it again: see docs/editors-guide.md"


@pytest.mark.parametrize("kind", ["volume", "agenda", "people"])
def test_the_json_schema_accepts_the_workspace_and_refuses_an_unknown_key(
    kind: Literal["volume", "agenda", "people"],
) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(kind))
    validator.check_schema(json_schema(kind))
    written: dict[str, Any] = yaml.load((ROOT / f"proceedings/{kind}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert [e.message for e in validator.iter_errors(_as_yaml_1_2(written))] == []
    assert list(validator.iter_errors({**written, "nmae": {"nmae": "x"}}))


def _as_yaml_1_2(value: Any) -> Any:
    """Digits become numbers, as in an editor that reads YAML 1.2."""
    if isinstance(value, dict):
        return {key: _as_yaml_1_2(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_yaml_1_2(inner) for inner in value]
    return int(value) if isinstance(value, str) and value.isdecimal() else value


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("iom")
    shutil.copytree(ROOT / "proceedings", root / "proceedings")
    return root


PIECES = st.text(max_size=6) | st.sampled_from(
    [
        "\t",
        "\n",
        "  ",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "*a",
        "&a ",
        "!!x ",
        "#",
        "|\n",
        "---\n",
        "~",
        "..",
        "/",
    ]
)


@settings(deadline=None, max_examples=150)
@given(
    name=st.sampled_from(FILES),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=4),
)
def test_no_change_to_its_files_makes_reading_fail(
    copy: Path, name: str, changes: list[tuple[float, int, str]]
) -> None:
    text = (ROOT / "proceedings" / name).read_text("utf-8")
    for where, length, piece in changes:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + length :]
    changed = copy / "proceedings" / name
    changed.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        reading = read_workspace(copy)
    finally:
        shutil.copy(ROOT / "proceedings" / name, changed)
    assert reading.volume is not None or any(d.severity == "error" for d in reading.diagnostics)
    if reading.volume is not None:
        ids = [d.id for d in reading.volume.documents] + [i.id for i in reading.volume.items]
        assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=150)
@given(name=st.sampled_from(FILES), data=st.data())
def test_no_node_of_another_shape_makes_reading_fail(copy: Path, name: str, data: st.DataObject) -> None:
    tree = yaml.load((ROOT / "proceedings" / name).read_text("utf-8"), Loader=yaml.BaseLoader)
    here: Any = {"root": tree}
    slot: Any = "root"
    for _ in range(data.draw(st.integers(1, 9))):
        inner = here[slot]
        if not isinstance(inner, dict | list) or not inner:
            break
        here, slot = (
            inner,
            data.draw(st.sampled_from(list(inner) if isinstance(inner, dict) else list(range(len(inner))))),
        )
    here[slot] = data.draw(
        st.sampled_from(["", "x", [], ["x"], {}, {"x": "y"}, [[{"title": "x"}]], "2007-10-08", "no"])
    )
    changed = copy / "proceedings" / name
    changed.write_text(yaml.safe_dump(tree if slot != "root" else here["root"], allow_unicode=True), "utf-8")
    try:
        read_workspace(copy)
    finally:
        shutil.copy(ROOT / "proceedings" / name, changed)
