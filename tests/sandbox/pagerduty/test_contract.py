"""The emulator's answers are those that PagerDuty's OpenAPI describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.pagerduty.contract import (
    NEEDED_OTHERWISE,
    Contract,
    answer_faults,
    without_nulls,
)
from tests.sandbox.pagerduty.recorded import SCENARIOS, Client, Replay, exchanges, seeded

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def contract(shared_dir: Path) -> Contract:
    return Contract(shared_dir)


@pytest.fixture(scope="module")
def recorded(shared_dir: Path) -> dict[str, list[dict[str, Any]]]:
    return exchanges(shared_dir)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_answers_to_the_official_plugin_follow_the_contract(
    shared_dir: Path,
    contract: Contract,
    recorded: dict[str, list[dict[str, Any]]],
    scenario: str,
) -> None:
    replay = Replay(shared_dir)
    for row in recorded[scenario]:
        response = replay.send(row)
        if response.is_success and response.content:
            path = replay.translated(row["path"])
            assert not answer_faults(contract, row["method"], path, response), (row["method"], path)


# Where the official plugin doesn't keep the contract, and the API takes it all the same.
_LIBERTIES = (
    "'type' is a required property",
    "user/type: 'user'",
    "service/type: 'service'",
    "vendor/type: 'vendor'",
    "actions/severity: ''",
    "actions/event_action: ''",
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_requests_of_the_official_plugin_follow_the_contract_but_for_known_liberties(
    contract: Contract, recorded: dict[str, list[dict[str, Any]]], scenario: str
) -> None:
    for row in recorded[scenario]:
        if row.get("request") and row["method"] != "GET":
            body = without_nulls(row["request"])
            faults = contract.request_faults(row["method"], row["path"], body)
            known = _LIBERTIES + NEEDED_OTHERWISE
            assert [one for one in faults if not any(name in one for name in known)] == []


_READS = (
    "/abilities",
    "/users",
    "/users/PUALICE",
    "/users/PUALICE/contact_methods",
    "/users/PUALICE/contact_methods/PUALICECM",
    "/users/PUALICE/notification_rules",
    "/users/PUALICE/license",
    "/teams",
    "/teams/PTEAM01/members",
    "/schedules",
    "/schedules/PSCHED1",
    "/schedules/PSCHED1?since=2026-11-23T00:00:00Z&until=2026-12-20T00:00:00Z",
    "/schedules/PSCHED1/users",
    "/escalation_policies",
    "/services",
    "/services/PSVC001",
    "/vendors",
    "/priorities",
    "/licenses",
    "/event_orchestrations/services/PSVC001",
    "/maintenance_windows",
    "/incidents",
    "/oncalls",
    "/log_entries",
    "/notifications?since=2026-11-22T00:00:00Z&until=2026-11-23T00:00:00Z",
)


@pytest.mark.parametrize("path", _READS)
def test_reads_follow_the_contract(shared_dir: Path, contract: Contract, path: str) -> None:
    response = Client(seeded(shared_dir)).request("GET", path)
    assert response.status_code == 200
    assert answer_faults(contract, "GET", path.partition("?")[0], response) == []
