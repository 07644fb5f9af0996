"""Renaming a speaker redoes what shows the name, and no other paper."""

from __future__ import annotations

from pathlib import Path

from small_workspaces import MEETING_AGENDA, PEOPLE, meeting, run

AGENDA = MEETING_AGENDA.replace(
    "          - General Discussion\n",
    """\
          - speaker: lovelace
            documents:
              - {kind: paper, file: papers/engine.md, title: On the engine}
              - {kind: paper, file: papers/letter.txt, title: A letter}
""",
)


def explained(root: Path) -> dict[str, str]:
    """What the build says of each submission: `ran, …` or that it was there already."""
    done = run("build", root, "--explain")
    assert done.returncode == 0, done.stderr
    lines = (done.stdout + done.stderr).splitlines()
    steps = (line.removeprefix("intake of ").partition(": ") for line in lines if line.startswith("intake of "))
    return {what.partition(" ")[0]: said for what, _, said in steps}


def test_renaming_a_speaker_sets_the_speakers_own_texts_again_and_nothing_else(tmp_path: Path) -> None:
    root = meeting(tmp_path, AGENDA)
    (root / "papers/engine.md").write_text("# On the engine\n\nA text that does not say who wrote it.\n")
    (root / "papers/letter.txt").write_text("A letter\n\nby Ada Lovelace, or Augusta Lovelace, who signs it.\n")
    assert all(said.startswith("ran") for said in explained(root).values())
    people = root / "proceedings/people.yaml"
    people.write_text(PEOPLE.replace("Ada Lovelace", "Augusta Lovelace"))
    again = explained(root)
    assert len(again) == 4
    # hopper.pdf and notes.md are somebody else's;
    # letter.txt names both forms, so that it prints no line of authors.
    assert {path for path, said in again.items() if said.startswith("ran")} == {"papers/engine.md"}
    assert "its line of authors" in again["papers/engine.md"]
