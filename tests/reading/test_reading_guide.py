"""The editor's guide names every field that may be written and every message that may come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proceedings.reading import book_entries, schema
from proceedings.reading.entries import Entry
from proceedings.reading.workspace import read_workspace
from proceedings.values.diagnostics import as_text
from small_workspaces import workspace

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/editors-guide.md").read_text("utf-8")
CODE = "[a-z]+(?:-[a-z0-9]+)+"
NAMED = (*vars(schema).values(), *vars(book_entries).values())
ENTRIES = sorted({c for c in NAMED if isinstance(c, type) and issubclass(c, Entry)} - {Entry}, key=str)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)
def test_every_field_is_in_the_guide(entry: type[Entry]) -> None:
    named = set(re.findall(r"`(\w+)`", GUIDE)) | set(re.findall(r"`\{?(\w+):", GUIDE)) | {"width", "height"}
    assert sorted(set(entry.model_fields) - named) == []


def test_every_code_of_this_room_is_in_the_guide_and_no_other() -> None:
    of_pictures = [ROOT / "src/proceedings/images" / name for name in ("raster.py", "drawings.py")]
    files = [*sorted((ROOT / "src/proceedings/reading").glob("*.py")), *of_pictures]
    source = "".join(path.read_text("utf-8") for path in files)
    calls = r"\b(?:error|warning|notice|refusal|_problem)\(\s*|_checked\([\w.]+, |return\s*\(?\s*|code = "
    raised = set(re.findall(rf'(?:{calls})"({CODE})"', source)) | set(
        re.findall(r'"((?:bio|photo)-for-nobody)"', source)
    )
    table = GUIDE.split("## Messages about these files")[1]
    explained = {code for row in table.splitlines() for code in re.findall(rf"`({CODE})`", row.split(" | ")[0])}
    assert explained == raised


def test_the_first_hour_makes_a_sound_workspace_and_the_message_that_it_shows(tmp_path: Path) -> None:
    volume, people, agenda = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[:3]
    workspace(tmp_path, volume, agenda, people, {"papers/bunjun-paper.pdf": b"%PDF", "papers/hopper.pdf": b"%PDF"})
    codes = [d.code for d in read_workspace(tmp_path).diagnostics]
    assert codes == ["unused-file", "missing-document"]
    workspace(tmp_path, volume, agenda.replace("speaker: bunjun", "speaker: bunjum"), people)
    shown = as_text([d for d in read_workspace(tmp_path).diagnostics if d.code == "unknown-person"], tmp_path)
    assert shown in GUIDE
