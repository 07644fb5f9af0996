"""`proceedings clean`: old results go, leftovers go, the volume stays."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from proceedings.engine.store import Store
from proceedings.engine.unfinished import in_use, sweep, unfinished_folder
from small_workspaces import meeting, run

DAY = 86_400


def age(path: Path, days: float) -> None:
    os.utime(path, (time.time() - days * DAY,) * 2)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = meeting(tmp_path_factory.mktemp("clean"))
    assert run("check", root).returncode == 0
    assert run("build", root).returncode == 0
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_clean_leaves_the_volume_and_nothing_else(copy: Path) -> None:
    assert run("clean", copy).returncode == 0
    left = {str(p.relative_to(copy / "build")) for p in (copy / "build").rglob("*")}
    assert left == {"proceedings.pdf", "contents.json", ".store"}


def test_a_build_after_cleaning_makes_the_same_volume(copy: Path) -> None:
    before = (copy / "build/proceedings.pdf").read_bytes()
    run("clean", copy)
    assert run("build", copy).returncode == 0
    assert (copy / "build/proceedings.pdf").read_bytes() == before


def test_results_are_kept_by_when_they_were_last_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = {days: store.key("s", 1, str(days)) for days in (0.5, 3.5, 5)}
    for days, key in keys.items():
        age(store.keep(key, {"x": b"1"}), days)
    assert store.prune(3)[0] == 1
    assert [days for days, key in keys.items() if store.lookup(key)] == [0.5, 3.5]


def test_looking_an_entry_up_counts_as_use(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = store.key("s", 1, "a")
    age(store.keep(key, {"x": b"1"}), 30)
    assert store.lookup(key)
    assert store.prune(3) == (0, 0)


def test_what_a_killed_build_left_in_the_store_goes(tmp_path: Path) -> None:
    left, fresh = tmp_path / "tmp/left", tmp_path / "tmp/fresh"
    for folder in (left, fresh):
        folder.mkdir(parents=True)
    age(left, 1)
    Store(tmp_path).prune(30)
    assert not left.exists()
    assert fresh.exists()


def test_folders_of_builds_that_still_run_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.engine.unfinished._YOUNG", -1)
    dead = tmp_path / ".unfinished-dead"
    dead.mkdir()
    with unfinished_folder(tmp_path) as running:
        assert sweep(tmp_path) == 1
        assert running.is_dir()
    assert not dead.exists()
    assert not running.exists()


def test_sums_of_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    store = Store(tmp_path / "store")
    for path in (kept, gone):
        path.write_text(path.name)
    time.sleep(2.1)
    for path in (kept, gone):
        store.sha256_of(path)
    store.flush()
    gone.unlink()
    store.forget([kept])
    known = (tmp_path / "store/known.json").read_text()
    assert known.count(":") - 3 * known.count('","') == 4


def test_cleaning_waits_for_no_build_but_refuses(copy: Path) -> None:
    with in_use(copy / "build/.store"):
        done = run("clean", copy)
    assert done.returncode == 1
    assert "is running" in done.stderr
    assert list((copy / "build/.store").glob("??/*"))


def test_a_store_elsewhere_is_pruned_only_by_age(copy: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("build", "--draft", "--store", elsewhere, copy).returncode == 0
    run("clean", "--store", elsewhere, copy)
    assert list(elsewhere.glob("??/*"))
    run("clean", "--keep", "0", "--store", elsewhere, copy)
    assert not list(elsewhere.glob("??/*"))
