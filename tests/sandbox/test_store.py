"""The sandbox's state files."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from sandbox.store import Store, StoreError, write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_saved_is_there_for_the_next_process(tmp_path: Path) -> None:
    first = Store(tmp_path / "new", "pagerduty")
    first.data["teams"] = {"P1": {"name": "platform"}}
    first.save()
    assert Store(tmp_path / "new", "pagerduty").data == {"teams": {"P1": {"name": "platform"}}}


def test_what_was_not_saved_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path, "sentry")
    store.data["teams"] = {}
    assert Store(tmp_path, "sentry").data == {}


def test_two_accounts_share_a_folder_and_nothing_else(tmp_path: Path) -> None:
    with Store(tmp_path, "aws").edit() as data:
        data["alarms"] = [1]
    assert Store(tmp_path, "sentry").data == {}


def test_an_edit_that_raises_is_not_saved(tmp_path: Path) -> None:
    def half_an_edit() -> None:
        with Store(tmp_path, "aws").edit() as data:
            data["half"] = True
            raise KeyError

    with pytest.raises(KeyError):
        half_an_edit()
    assert Store(tmp_path, "aws").data == {}


def test_without_a_folder_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(None, "aws").edit() as data:
        data["alarms"] = []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["{", "[1]", "\x00"])
def test_a_broken_file_is_named_with_the_way_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "aws.json").write_text(content)
    with pytest.raises(StoreError, match=r"aws\.json.*reset the sandbox"):
        Store(tmp_path, "aws")


def test_a_value_that_is_no_json_leaves_the_old_file_and_no_scraps(tmp_path: Path) -> None:
    store = Store(tmp_path, "aws")
    with store.edit() as data:
        data["good"] = 1
    store.data["bad"] = object()
    with pytest.raises(TypeError):
        store.save()
    assert json.loads((tmp_path / "aws.json").read_text()) == {"good": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["aws.json"]


def test_a_write_that_fails_leaves_no_scraps(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="target"):
        write_atomically(tmp_path / "target", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_concurrent_edits_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, "aws")
    store.data["count"] = 0

    def count() -> None:
        for _ in range(50):
            with store.edit() as data:
                data["count"] += 1

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Store(tmp_path, "aws").data == {"count": 200}


def test_clear_forgets_on_disk_too(tmp_path: Path) -> None:
    store = Store(tmp_path, "aws")
    with store.edit() as data:
        data["x"] = 1
    store.clear()
    assert Store(tmp_path, "aws").data == {}
