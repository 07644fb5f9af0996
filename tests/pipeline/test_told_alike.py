"""`check` says what `build` says."""

from __future__ import annotations

import json
from pathlib import Path

from small_workspaces import MEETING_AGENDA, PEOPLE, meeting, run


def test_check_says_all_that_a_build_says_and_nothing_else(tmp_path: Path) -> None:
    root = meeting(tmp_path, MEETING_AGENDA, people=PEOPLE.replace("Grace Hopper", "Grace Brewster"))
    (root / "proceedings/people").mkdir()
    (root / "proceedings/people/hopper.md").write_text("She knew $x^2$ and $\\nonsense$.", "utf-8")
    built = json.loads(run("build", "--draft", "--json", cwd=root).stdout)
    checked = json.loads(run("check", "--json", cwd=root).stdout)
    told = {(d["code"], d["file"], d["line"], d["message"]) for d in built}
    assert told == {(d["code"], d["file"], d["line"], d["message"]) for d in checked}
    assert {"formulas-not-set", "authors-differ"} <= {code for code, *_ in told}
