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


def test_check_says_what_binding_will_say_of_masks_and_links(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    volume = root / "proceedings/volume.yaml"
    volume.write_text(volume.read_text("utf-8") + "mask: {paper: {top: 34mm}}\n", "utf-8")
    checked = json.loads(run("check", "--json", cwd=root).stdout)
    built = json.loads(run("build", "--json", cwd=root).stdout)
    told = [{(d["code"], d["file"], d["page"], d["message"]) for d in found} for found in (checked, built)]
    assert told[0] == told[1]
    assert "mask-cuts-text" in {code for code, *_ in told[0]}
