"""The store: what is kept is found again, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from proceedings.engine.store import Store

PAPER = b"%PDF-1.7 " + b"x" * 200_000


def test_what_was_kept_is_found_under_its_key(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    source = tmp_path / "a.pdf"
    source.write_bytes(PAPER)
    folder = store.keep(store.key("intake", 1, "a"), {"facts.json": b"{}", "submission.pdf": source})
    assert Store(tmp_path / "store").lookup(store.key("intake", 1, "a")) == folder
    assert (folder / "facts.json").read_bytes() == b"{}"
    assert (folder / "submission.pdf").read_bytes() == PAPER


def test_nothing_is_found_under_another_key(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(store.key("intake", 1, "a"), {"x": b"1"})
    for other in (store.key("intake", 2, "a"), store.key("typeset", 1, "a"), store.key("intake", 1, "a", "")):
        assert store.lookup(other) is None


def test_a_key_depends_on_where_one_input_ends_and_the_next_begins(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.key("s", 1, "ab", "c") != store.key("s", 1, "a", "bc")
    assert store.key("s", 1, "ab") == store.key("s", 1, b"ab")
    assert store.key("s", 1, "a") == Store(tmp_path / "elsewhere").key("s", 1, "a")


@pytest.mark.parametrize("name", ["small", "large"])
def test_an_entry_with_a_flipped_bit_is_dropped_and_made_again(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path)
    key = store.key("s", 1, "a")
    files: dict[str, bytes | Path] = {"small": b"abc", "large": PAPER}
    folder = store.keep(key, files)
    damaged = bytearray((folder / name).read_bytes())
    damaged[-1] ^= 1
    (folder / name).write_bytes(damaged)
    assert store.lookup(key) is None
    assert not folder.exists()
    assert store.keep(key, files) == folder
    assert store.lookup(key) == folder


@pytest.mark.parametrize("damage", ["truncated", "missing", "no manifest", "broken manifest", "manifest of a list"])
def test_an_incomplete_entry_counts_as_absent(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    key = store.key("s", 1, "a")
    folder = store.keep(key, {"large": PAPER})
    match damage:
        case "truncated":
            (folder / "large").write_bytes(PAPER[:1000])
        case "missing":
            (folder / "large").unlink()
        case "no manifest":
            (folder / "manifest.json").unlink()
        case "broken manifest":
            (folder / "manifest.json").write_text('{"files": {"lar')
        case _:
            (folder / "manifest.json").write_text("[1]")
    assert store.lookup(key) is None
    assert store.keep(key, {"large": PAPER}) == folder
    assert store.lookup(key) == folder


def test_a_store_copied_elsewhere_still_holds_its_entries(tmp_path: Path) -> None:
    store = Store(tmp_path / "here")
    key = store.key("s", 1, "a")
    store.keep(key, {"large": PAPER})
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    found = Store(tmp_path / "there").lookup(key)
    assert found is not None
    assert (found / "large").read_bytes() == PAPER


def test_two_builds_that_keep_the_same_entry_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    key = Store(tmp_path).key("s", 1, "a")
    with ThreadPoolExecutor(8) as threads:
        folders = set(threads.map(lambda _: Store(tmp_path).keep(key, {"large": PAPER}), range(40)))
    assert len(folders) == 1
    assert Store(tmp_path).lookup(key) is not None
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_store_that_cannot_be_written_does_not_stop_the_build(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    store = Store(tmp_path / "store")
    folder = store.keep(store.key("s", 1, "a"), {"x": b"1"})
    assert (folder / "x").read_bytes() == b"1"
    assert store.lookup(store.key("s", 1, "a")) is None
    store.flush()
    assert not folder.exists()


def test_a_folder_spilled_by_a_worker_is_removed_by_the_build(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    store = Store(tmp_path / "store")
    spilled = pickle.loads(pickle.dumps(store)).keep(store.key("s", 1, "a"), {"x": b"1"})
    store.adopt(spilled)
    store.flush()
    assert not spilled.exists()


def test_the_sum_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(PAPER)
    assert Store(tmp_path / "store").sha256_of(path) == hashlib.sha256(PAPER).hexdigest()


def test_an_unchanged_file_is_not_read_again_in_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    aged(path)
    store = Store(tmp_path / "store")
    honest = store.sha256_of(path)
    store.flush()
    known = tmp_path / "store" / "known.json"
    known.write_text(known.read_text().replace(honest, "0" * 64))
    assert Store(tmp_path / "store").sha256_of(path) == "0" * 64


def test_a_moved_file_keeps_its_sum_and_a_changed_one_gets_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    aged(path)
    store = Store(tmp_path / "store")
    first = store.sha256_of(path)
    store.flush()
    moved = path.rename(tmp_path / "b")
    assert Store(tmp_path / "store").sha256_of(moved) == first
    moved.write_bytes(b"abd")
    assert Store(tmp_path / "store").sha256_of(moved) == hashlib.sha256(b"abd").hexdigest()


def test_a_file_changed_twice_within_one_tick_of_the_clock_is_seen_to_change(tmp_path: Path) -> None:
    path = tmp_path / "a"
    store = Store(tmp_path / "store")
    path.write_bytes(b"abc")
    stat = path.stat()
    store.sha256_of(path)
    store.flush()
    path.write_bytes(b"xyz")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Store(tmp_path / "store").sha256_of(path) == hashlib.sha256(b"xyz").hexdigest()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}'])
def test_a_damaged_list_of_sums_is_ignored(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "known.json").write_text(content)
    store = Store(tmp_path / "store")
    assert store.sha256_of(path) == hashlib.sha256(b"abc").hexdigest()
    store.flush()


def aged(path: Path) -> None:
    """Make a file look older than the clock's doubt;
    its status change cannot be set, so wait it out.
    """
    os.utime(path, ns=(10**18, 10**18))
    while time.time_ns() - path.stat().st_ctime_ns < 2_100_000_000:
        time.sleep(0.1)
