"""`build --explain`: why each step ran or did not;
and that a build does no more than it must, whatever befell it.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from weasyprint import HTML

from proceedings.engine.explaining import Journal
from proceedings.engine.store import Store
from small_workspaces import meeting, run

COMMAND = Path(sys.executable).with_name("proceedings")


def steps(root: Path, *arguments: str) -> dict[str, str]:
    """What a build says of each step, by the step's name."""
    done = run("build", "--explain", *arguments, root)
    assert done.returncode == 0, done.stderr
    named = (line.split(": ", 1) for line in done.stderr.splitlines() if ": ran, " in line or ": not run, " in line)
    return {name: said for name, said in named}


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with its volume and a full store, to be copied."""
    root = meeting(tmp_path_factory.mktemp("explain"))
    first = steps(root)
    assert first["the volume"] == "ran, no record of an earlier build"
    assert first["intake of papers/hopper.pdf (session-1-hopper-paper)"] == "ran, it was not done before"
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_nothing_to_do_is_one_line(built: Path) -> None:
    assert steps(built) == {"the volume": "not run, nothing changed"}


def test_a_copy_elsewhere_rebuilds_nothing(copy: Path) -> None:
    assert steps(copy) == {"the volume": "not run, nothing changed"}


def test_touching_every_file_rebuilds_nothing(copy: Path) -> None:
    steps(copy)
    for path in (p for p in copy.rglob("*") if p.is_file() and "build" not in p.parts):
        os.utime(path)
    assert steps(copy) == {"the volume": "not run, nothing changed"}


def test_a_changed_text_sets_the_pages_that_show_it_and_no_others(copy: Path) -> None:
    (copy / "proceedings/front/foreword.md").write_text("# Foreword\n\nOther words.\n", "utf-8")
    said = steps(copy)
    assert "proceedings/front/foreword.md changed" in said.pop("the volume")
    assert "the text or a folio of front-foreword changed" in said.pop("typesetting of half-title and 3 more")
    assert said.pop("binding").startswith("ran, ")
    assert set(said.values()) == {"not run, nothing changed"}


def test_a_changed_paper_is_the_only_one_that_is_read(copy: Path) -> None:
    HTML(string="<p>Other words<p style='break-before: page'>Two").write_pdf(copy / "papers/hopper.pdf")
    said = steps(copy)
    assert said["intake of papers/hopper.pdf (session-1-hopper-paper)"] == "ran, papers/hopper.pdf changed"
    assert said["intake of papers/notes.md (session-1-hopper-paper-2)"] == "not run, nothing changed"


def test_a_setting_is_named_with_what_it_was(copy: Path) -> None:
    volume = copy / "proceedings/volume.yaml"
    volume.write_text(volume.read_text("utf-8") + "conformance: 3b\n", "utf-8")
    said = steps(copy)["intake of papers/hopper.pdf (session-1-hopper-paper)"]
    assert said == "ran, level was 2b and is 3b"


def test_a_draft_asked_for_is_a_reason(copy: Path) -> None:
    assert "draft was no and is yes" in steps(copy, "--draft")["the volume"]


def test_going_back_finds_what_was_there_before(copy: Path) -> None:
    foreword = copy / "proceedings/front/foreword.md"
    before = foreword.read_text("utf-8")
    foreword.write_text("# Foreword\n\nOther words.\n", "utf-8")
    steps(copy)
    foreword.write_text(before, "utf-8")
    said = steps(copy)["typesetting of half-title and 3 more"]
    assert said.startswith("not run, the store has it from an earlier build")


def test_a_flipped_byte_in_the_store_is_noticed_and_its_entry_made_again(copy: Path) -> None:
    whole = sum_of(copy / "build/proceedings.pdf")
    for kept in (copy / "build/.store").glob("*/*/submission.pdf"):
        damaged = bytearray(kept.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        kept.write_bytes(damaged)
    (copy / "build/proceedings.pdf").unlink()
    said = steps(copy)
    assert "proceedings.pdf was changed or removed" in said["the volume"]
    assert said["intake of papers/hopper.pdf (session-1-hopper-paper)"] == "ran, its entry in the store was damaged"
    assert sum_of(copy / "build/proceedings.pdf") == whole


def test_two_builds_at_once_make_one_sound_volume(copy: Path) -> None:
    shutil.rmtree(copy / "build")
    both = [
        subprocess.Popen([COMMAND, "build", "--jobs", "1", copy], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for build in both:
        _, said = build.communicate()
        assert build.returncode == 0, said
    assert run("verify", copy / "build/proceedings.pdf").returncode == 0
    assert steps(copy) == {"the volume": "not run, nothing changed"}
    assert list((copy / "build/.store/tmp").iterdir()) == []


def test_a_killed_build_leaves_nothing_that_hinders_the_next(copy: Path) -> None:
    whole = sum_of(copy / "build/proceedings.pdf")
    shutil.rmtree(copy / "build/.store")
    (copy / "build/contents.json").unlink()
    build = subprocess.Popen([COMMAND, "build", copy], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list((copy / "build").glob(".store/??")) and time.monotonic() < deadline:
        time.sleep(0.02)
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert sum_of(copy / "build/proceedings.pdf") == whole
    steps(copy)
    assert sum_of(copy / "build/proceedings.pdf") == whole


@pytest.mark.parametrize("kilobytes", [40, 400])
def test_a_full_disk_leaves_the_volume_and_a_store_that_works(copy: Path, kilobytes: int) -> None:
    shutil.rmtree(copy / "build/.store")
    whole = sum_of(copy / "build/proceedings.pdf")
    limit = kilobytes * 1024
    done = subprocess.run(
        [COMMAND, "build", "--draft", "--jobs", "1", copy],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert "Traceback" not in done.stderr
    assert "fault of proceedings" not in done.stderr
    if done.returncode != 0:
        assert sum_of(copy / "build/proceedings.pdf") == whole
    steps(copy)
    assert sum_of(copy / "build/proceedings.pdf") == whole


def test_a_store_elsewhere_serves_two_workspaces(built: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(built, tmp_path / name, ignore=shutil.ignore_patterns("build"))
    steps(tmp_path / "one", "--store", str(tmp_path / "store"))
    said = steps(tmp_path / "two", "--store", str(tmp_path / "store"))
    assert said["intake of papers/hopper.pdf (session-1-hopper-paper)"] == "not run, the store had it already"
    assert not list((tmp_path / "two/build/.store").glob("??/*"))


def test_the_store_of_volume_yaml_is_relative_to_the_workspace(built: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built, tmp_path / "work", ignore=shutil.ignore_patterns("build")))
    volume = root / "proceedings/volume.yaml"
    volume.write_text(volume.read_text("utf-8") + "store: ../shared\n", "utf-8")
    steps(root)
    assert list((tmp_path / "shared").glob("??/*/manifest.json"))


def test_object_storage_serves_a_machine_whose_cache_is_empty(built: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(built, tmp_path / name, ignore=shutil.ignore_patterns("build"))
    address = (tmp_path / "bucket").as_uri()
    steps(tmp_path / "one", "--store", address)
    said = steps(tmp_path / "two", "--store", address)
    assert said["intake of papers/hopper.pdf (session-1-hopper-paper)"] == "not run, the store had it already"
    assert sum_of(tmp_path / "one/build/proceedings.pdf") == sum_of(tmp_path / "two/build/proceedings.pdf")


def test_an_entry_damaged_in_object_storage_counts_as_absent(tmp_path: Path) -> None:
    near, far = Store(tmp_path / "near"), Store(tmp_path / "far")
    for store in (near, far):
        store.settle((tmp_path / "bucket").as_uri(), tmp_path)
    key = near.key("s", 1, "a")
    near.keep(key, {"x": b"abc"})
    found = far.lookup(key)
    assert found is not None and found.is_relative_to(tmp_path / "far")
    (damaged,) = (tmp_path / "bucket").glob("*/*/x")
    damaged.write_bytes(b"abd")
    empty = Store(tmp_path / "empty")
    empty.settle((tmp_path / "bucket").as_uri(), tmp_path)
    assert empty.lookup(key) is None


def test_an_unknown_kind_of_address_is_wrong_usage(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "work", ignore=shutil.ignore_patterns("build"))
    done = run("build", "--store", "nosuch://place", tmp_path / "work")
    assert done.returncode == 2
    assert "nosuch://place" in done.stderr


def test_a_step_done_twice_in_one_build_is_compared_with_the_first_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.note("typesetting of contents", {"a folio": "1"}, ran=True)
    journal.note("typesetting of contents", {"a folio": "2"}, ran=True)
    assert [step.reason for step in journal.steps] == [
        "it was not done before",
        "once more in this build: a folio was 1 and is 2",
    ]
