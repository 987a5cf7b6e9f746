"""Finding an engine that is there: PATH first, then the cache."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setpoint.engine import engine_status, find_engine
from setpoint.engine.cache import cache_dir, cached_engine, checksum_matches, store_engine
from setpoint.engine.errors import AttemptFailedError

if TYPE_CHECKING:
    from tests.engine.conftest import Machine


def cache_version(machine: Machine, version: str) -> Path:
    """Put an engine into the cache by the project's own way."""
    folder = machine.folder / f"made-{version}"
    machine.program("pulumi", f"echo v{version}", folder=folder)
    return store_engine(folder, "build").path


def reasons() -> dict[str, str]:
    return {attempt.way: attempt.reason for attempt in engine_status().attempts}


def test_a_bare_machine_has_none_and_says_where_it_looked(machine: Machine) -> None:
    assert find_engine() is None
    assert reasons() == {
        "pulumi on PATH": "not there",
        "the cache": f"{machine.cache}/engine holds none",
    }


@pytest.mark.parametrize("said", ["v3.250.0", "3.300.1", "v3.251.0-alpha.1791"])
def test_a_new_enough_one_on_path_is_used(machine: Machine, said: str) -> None:
    executable = machine.program("pulumi", f"echo {said}")
    cache_version(machine, "3.999.0")
    found = find_engine()
    assert found is not None
    assert (found.path, found.source) == (executable, "path")
    assert found.version == said.removeprefix("v").partition("-")[0]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo v3.249.9", "is 3.249.9, too old: Setpoint needs at least 3.250.0 and less than 4"),
        ("echo v4.0.0", "is 4.0.0, too new"),
        ("echo no idea", "told no version, it said: no idea"),
        ("echo broken library >&2; exit 127", "told no version, it said: broken library"),
        ("exit 1", "told no version, it said: nothing"),
    ],
)
def test_an_unusable_one_on_path_is_explained_and_the_cache_is_used(
    machine: Machine, script: str, reason: str
) -> None:
    machine.program("pulumi", script)
    cached = cache_version(machine, "3.250.0")
    found = find_engine()
    assert found is not None
    assert (found.path, found.source) == (cached, "cache")
    assert reason in reasons()["pulumi on PATH"]


def test_one_that_does_not_answer_is_given_up(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setpoint.engine.version._ANSWER_SECONDS", 0.2)
    machine.program("pulumi", "exec /bin/sleep 60")
    assert "did not tell its version within 0.2 s" in reasons()["pulumi on PATH"]


def test_one_for_another_machine_is_explained(machine: Machine) -> None:
    path = machine.program("pulumi", "")
    path.write_bytes(b"\x7fELF nonsense")
    assert "does not run" in reasons()["pulumi on PATH"]


def test_the_newest_of_the_cache_is_used(machine: Machine) -> None:
    for version in ("3.251.0", "3.1000.0", "3.260.0"):
        cache_version(machine, version)
    assert cached_engine().version == (3, 1000, 0)


def test_the_cache_records_version_way_size_and_checksum(machine: Machine) -> None:
    path = cache_version(machine, "3.250.0")
    record = json.loads((path.parent.parent / "engine.json").read_text())
    assert record["version"] == "3.250.0"
    assert record["obtained_by"] == "build"
    assert record["size"] == path.stat().st_size
    assert checksum_matches(cached_engine())
    path.write_text(path.read_text().replace("echo", "ECHO"))
    assert not checksum_matches(cached_engine())


def test_an_engine_that_was_cut_short_is_not_used(machine: Machine) -> None:
    path = cache_version(machine, "3.250.0")
    path.write_text("#!/bin/sh")
    assert find_engine() is None
    assert "is damaged: 9 bytes" in reasons()["the cache"]


@pytest.mark.parametrize("record", ["", "{}", '{"version": "new"}', "[]"])
def test_a_broken_record_is_not_used(machine: Machine, record: str) -> None:
    path = cache_version(machine, "3.250.0")
    (path.parent.parent / "engine.json").write_text(record)
    assert find_engine() is None
    assert "is damaged" in reasons()["the cache"]


def test_a_damaged_one_is_replaced_by_the_next_of_its_version(machine: Machine) -> None:
    cache_version(machine, "3.250.0").write_text("#!/bin/sh")
    cache_version(machine, "3.250.0")
    assert cached_engine().version == (3, 250, 0)
    assert machine.scraps() == []


def test_nothing_wrong_enters_the_cache(machine: Machine) -> None:
    with pytest.raises(AttemptFailedError, match="too old"):
        cache_version(machine, "3.1.0")
    assert find_engine() is None


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.delenv("SETPOINT_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_dir() == Path("/home/ana/.cache/setpoint/engine")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_dir() == Path("/caches/setpoint/engine")
    monkeypatch.setenv("SETPOINT_CACHE_DIR", "/own")
    assert cache_dir() == Path("/own/engine")
