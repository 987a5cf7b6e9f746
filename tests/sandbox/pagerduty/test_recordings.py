"""The emulator answers what the official plugin asks, with what it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.pagerduty.recorded import SCENARIOS, Replay, exchanges, read_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def recorded(shared_dir: Path) -> dict[str, list[dict[str, Any]]]:
    return exchanges(shared_dir)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_recorded_requests_are_answered_with_the_same_status(
    shared_dir: Path, recorded: dict[str, list[dict[str, Any]]], scenario: str
) -> None:
    replay = Replay(shared_dir)
    for row in recorded[scenario]:
        response = replay.send(row)
        assert response.status_code == row["status"], (row["method"], row["path"], response.text)


def _needed(shared: Path) -> dict[str, dict[str, Any]]:
    return {
        item["scenario"]: item
        for item in read_json(shared, "required-fields.json")
        if item["type"].startswith("pagerduty")
    }


def _fields(outcomes: dict[str, list[str]]) -> list[str]:
    """Names of fields out of texts such as `team.id (missing or null)` and `team=null`."""
    names = [text.split(" (")[0].split("=")[0] for texts in outcomes.values() for text in texts]
    return list(dict.fromkeys(names))


def _at(value: Any, path: str) -> list[Any]:
    """Every value at a path such as `service.scheduled_actions.[].at`; None where there is none."""
    found = [value]
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d*)\]", path):
        if name:
            found = [item.get(name) for item in found if item is not None]
        else:
            lists = [item or [] for item in found]
            found = [
                entry for items in lists for entry in ([items[int(index)]] if index else items)
            ]
    return found


def _kind(value: Any) -> str:
    if value in (None, ""):  # to the plugin, written in Go, they are one
        return "nothing"
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return "number" if number else type(value).__name__


# Those whose answers were recorded with each field left out in turn.
_ABLATED = (
    "team",
    "user",
    "contact-phone",
    "contact-sms",
    "contact-email",
    "notification-rule",
    "schedule",
    "escalation-policy",
    "service",
    "service-support-hours",
    "service-minimal",
    "integration-cloudwatch",
    "integration-eventsv2",
    "integration-email",
    "eo-service",
    "maintenance-window",
)


@pytest.mark.parametrize("scenario", _ABLATED)
def test_answers_hold_every_field_that_the_official_plugin_needs(
    shared_dir: Path, recorded: dict[str, list[dict[str, Any]]], scenario: str
) -> None:
    item = _needed(shared_dir)[scenario]
    needed = {**item["when_read_response_lacks"], **item["when_create_response_lacks"]}
    replay, seen = Replay(shared_dir), set()
    for row in recorded[scenario]:
        response = replay.send(row)
        call = f"{row['method']} {row['path']}"
        if call not in needed or not row.get("response") or row["status"] >= 400:
            continue
        seen.add(call)
        for path in _fields(needed[call]):
            expected = [_kind(value) for value in _at(row["response"], path)]
            assert [_kind(value) for value in _at(response.json(), path)] == expected, (call, path)
    assert seen
