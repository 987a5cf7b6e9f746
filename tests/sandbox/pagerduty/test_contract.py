"""The emulator's answers are those that PagerDuty's OpenAPI describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.pagerduty.contract import Contract
from tests.sandbox.pagerduty.recorded import SCENARIOS, Client, Replay, exchanges, seeded

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

# What the official plugin needs otherwise than the contract has it (see test_recordings).
_NEEDED_OTHERWISE = (
    "escalation_rule_assignment_strategy",  # an object, as in the API's examples
    "contact_method/type",  # without _reference
    "default_role",  # a recorded team has responder
    "alert_grouping_parameters: {}",  # of nulls only, where there is no grouping
    "email_parsers: []",
    "email_filters: []",
    "service_integration",  # the type of a vendor's integration
)


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
            assert not _faults(contract, row["method"], path, response), (row["method"], path)


# Where the official plugin doesn't keep the contract, and the API takes it all the same.
_LIBERTIES = (
    "'type' is a required property",
    "user/type: 'user'",
    "service/type: 'service'",
    "vendor/type: 'vendor'",
    "actions/severity: ''",
    "actions/event_action: ''",
    "'extension' is a required property",
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_requests_of_the_official_plugin_follow_the_contract_but_for_known_liberties(
    contract: Contract, recorded: dict[str, list[dict[str, Any]]], scenario: str
) -> None:
    for row in recorded[scenario]:
        if row.get("request") and row["method"] != "GET":
            body = _without_nulls(row["request"])
            faults = contract.request_faults(row["method"], row["path"], body)
            known = _LIBERTIES + _NEEDED_OTHERWISE
            assert [one for one in faults if not any(name in one for name in known)] == []


def _faults(
    contract: Contract, method: str, path: str, response: httpx.Response
) -> list[str] | None:
    """What is wrong, but for nulls: the contract doesn't say where they may be."""
    body = _without_nulls(response.json())
    faults = contract.faults(method, path, response.status_code, body)
    return faults and [
        fault for fault in faults if not any(name in fault for name in _NEEDED_OTHERWISE)
    ]


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value


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
    "/extension_schemas",
    "/extension_schemas/PJFWPEP",
    "/event_orchestrations",
    "/event_orchestrations/11111111-2222-4333-8444-555555555555/router",
    "/event_orchestrations/11111111-2222-4333-8444-555555555555/unrouted",
    "/event_orchestrations/11111111-2222-4333-8444-555555555555/global",
    "/event_orchestrations/services/PSVC001",
    "/business_services",
    "/service_dependencies/business_services/PBIZ001",
    "/tags",
    "/maintenance_windows",
    "/extensions",
    "/webhook_subscriptions",
    "/alert_grouping_settings",
    "/incidents",
    "/oncalls",
)


@pytest.mark.parametrize("path", _READS)
def test_reads_follow_the_contract(shared_dir: Path, contract: Contract, path: str) -> None:
    response = Client(seeded(shared_dir)).request("GET", path)
    assert response.status_code == 200
    assert _faults(contract, "GET", path.partition("?")[0], response) == []
