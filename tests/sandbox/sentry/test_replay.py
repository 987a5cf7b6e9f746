"""Requests that real clients were recorded to send get the recorded answers, in their contracts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.sandbox.sentry.contracts import contract, departures
from tests.sandbox.sentry.replaying import MONITORS, OFFICIAL, emulated, missing, recorded

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.sentry import Seed

RECORDINGS: dict[str, tuple[Seed, Literal["workflows", "rules"]]] = {
    "sentry-monitors/sentry-monitors.jsonl": (MONITORS, "workflows"),
    "official-plugins/sentry-rules.jsonl": (OFFICIAL, "rules"),
}


@dataclass(frozen=True)
class Played:
    """A recorded exchange and what the emulator answered to it."""

    recorded: dict[str, Any]
    path: str
    status: int
    content: Any

    @property
    def name(self) -> str:
        exchange = self.recorded
        return f"{exchange['scenario']} {exchange['seq']} {exchange['method']} {self.path}"


@cache
def _played(shared: Path, name: str) -> list[Played]:
    seed, api = RECORDINGS[name]
    found = []
    for exchanges in recorded(shared / "recordings" / name).values():
        with emulated(seed, api=api) as replay:
            for exchange in exchanges:
                if not _was_changed_by_hand(exchange):
                    answer = replay.send(exchange)
                    content = answer.json() if answer.content else None
                    path = answer.request.url.path
                    found.append(Played(exchange, path, answer.status_code, content))
    return found


def _was_changed_by_hand(exchange: dict[str, Any]) -> bool:
    """The recorder emptied itself for these, or held an object that no request had made."""
    phase = exchange["phase"]
    return "-404" in phase or phase == "import-cron-as-metric"


@pytest.mark.parametrize("name", RECORDINGS)
def test_statuses_are_those_recorded(shared_dir: Path, name: str) -> None:
    played = _played(shared_dir, name)
    wrong = [
        f"{one.name}: {one.status} {one.content} instead of {one.recorded['status']}"
        for one in played
        if one.status != one.recorded["status"]
    ]
    assert wrong == []
    assert len(played) > 100


@pytest.mark.parametrize("name", RECORDINGS)
def test_answers_hold_what_the_recorded_ones_hold(shared_dir: Path, name: str) -> None:
    wrong = [
        f"{one.name}{lack}"
        for one in _played(shared_dir, name)
        if one.content and one.status < 300 and not _is_probe(one.recorded)
        for lack in missing(one.recorded["response"], one.content)
    ]
    assert wrong == []


def _is_probe(exchange: dict[str, Any]) -> bool:
    """Scenarios in which the recorder bent its answers to see what the client does."""
    return exchange["scenario"].startswith("probe_")


@pytest.mark.parametrize("name", RECORDINGS)
@pytest.mark.parametrize("file", ["sentry-public.json", "sentry-monitors.yaml"])
def test_answers_follow_the_contracts(shared_dir: Path, name: str, file: str) -> None:
    document = contract(shared_dir / "openapi" / file)
    wrong = [
        f"{one.name}: {departure}"
        for one in _distinct(_played(shared_dir, name))
        for departure in departures(
            document, one.recorded["method"], one.path, one.status, one.content
        )
    ]
    assert wrong == []


def _distinct(played: list[Played]) -> list[Played]:
    """Leave out what would be judged twice."""
    shapes = {
        (one.recorded["method"], one.path, json.dumps(one.content)): one
        for one in played
        if one.content
    }
    return list(shapes.values())


def test_objects_deleted_by_somebody_else_answer_404(shared_dir: Path) -> None:
    recording = recorded(shared_dir / "recordings/sentry-monitors/sentry-monitors.jsonl")
    gone = [
        exchange
        for exchange in recording["gone_404"]
        if exchange["status"] == 404 and "/integrations/" not in exchange["path"]
    ]
    with emulated(MONITORS) as replay:
        replay.client.delete("/api/0/projects/acme/shop-api/")
        replay.client.delete("/api/0/projects/acme/shop-web/")
        statuses = {exchange["path"]: replay.send(exchange).status_code for exchange in gone}
    assert set(statuses.values()) == {404}, statuses
    assert len(statuses) > 8
