"""What the recordings tell in words: adoption, caching, use elsewhere, bad values, cut lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from providers.plugin import UNKNOWN, PluginError
from sandbox.pagerduty import create_app
from sandbox.plugins.pagerduty.plugin import PagerDutyPlugin
from sandbox.serving import served
from sandbox.store import Store
from tests.sandbox.plugins.pagerduty.driven import Driven

if TYPE_CHECKING:
    from pathlib import Path

USER = "pagerduty:index/user:User"
TEAM = "pagerduty:index/team:Team"
MEMBER = "pagerduty:index/teamMembership:TeamMembership"
SCHEDULE = "pagerduty:index/schedule:Schedule"
SERVICE = "pagerduty:index/service:Service"
POLICY = "pagerduty:index/escalationPolicy:EscalationPolicy"

ALICE = {"email": "alice@example.com", "name": "Alice Ops", "role": "limited_user"}
LAYER: dict[str, Any] = {
    "name": "L",
    "rotationTurnLengthSeconds": 604_800,
    "rotationVirtualStart": "2026-01-05T09:00:00Z",
    "start": "2026-01-05T09:00:00Z",
    "users": ["PUALICE"],
}
ROTA = {"name": "Rota", "timeZone": "Etc/UTC", "layers": [LAYER]}


def _create(driven: Driven, token: str, inputs: dict[str, Any]) -> Any:
    return driven.resource(token).create(urn="", inputs=inputs, preview=False)


def _lines(driven: Driven) -> list[str]:
    return [one.line for one in driven.wire.sent if one.path != "/abilities"]


def test_a_user_with_the_same_name_and_role_is_adopted(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    assert _create(driven, USER, ALICE).id == "PUALICE"
    assert _lines(driven) == [
        "POST /users 400",
        "GET /users 200",
        "GET /users/PUALICE 200",
        "PUT /users/PUALICE 200",
        "GET /users/PUALICE 200",
        "GET /users/PUALICE/license 200",
    ]


def test_a_user_with_another_name_is_not(shared_dir: Path) -> None:
    with pytest.raises(PluginError, match="Email has already been taken"):
        _create(Driven(shared_dir), USER, {**ALICE, "name": "Somebody"})


def test_memberships_of_a_team_are_read_once(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    for user in ("PUALICE", "PUBOBBY", "PUCAROL"):
        _create(driven, MEMBER, {"teamId": "PTEAM01", "userId": user, "role": "responder"})
    assert sum(line.startswith("GET") for line in _lines(driven)) == 1


def test_a_member_needed_by_the_teams_policy_stays(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    made = _create(driven, MEMBER, {"teamId": "PTEAM01", "userId": "PUALICE"})
    rules = [{"escalationDelayInMinutes": 5, "targets": [{"id": "PUALICE"}]}]
    policy = {"name": "Has Alice", "rules": rules, "teams": "PTEAM01"}
    _create(driven, POLICY, policy)
    driven.restart()
    with pytest.raises(PluginError, match="one of the following remediation measures"):
        driven.resource(MEMBER).delete(id=made.id, state=made.outputs)
    lines = _lines(driven)
    assert lines == ["DELETE /teams/PTEAM01/users/PUALICE 400"] * 6 + ["GET /oncalls 200"]


def _policy(driven: Driven, schedule: str, *others: str) -> str:
    rules = [
        {"escalationDelayInMinutes": 5, "targets": [{"id": target, "type": kind}]}
        for target, kind in [
            (schedule, "schedule_reference"),
            *[(other, "user_reference") for other in others],
        ]
    ]
    made = _create(driven, POLICY, {"name": "Uses it", "rules": rules})
    assert isinstance(made.id, str)
    return made.id


def test_a_schedule_in_use_is_taken_out_of_the_policy(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    made = _create(driven, SCHEDULE, ROTA)
    policy = _policy(driven, made.id, "PUCAROL")
    driven.restart()
    driven.resource(SCHEDULE).delete(id=made.id, state=made.outputs)
    assert _lines(driven) == [
        f"GET /schedules/{made.id} 200",
        f"DELETE /schedules/{made.id} 400",
        "GET /incidents 200",
        f"GET /escalation_policies/{policy} 200",
        f"PUT /escalation_policies/{policy} 200",
        f"DELETE /schedules/{made.id} 204",
    ]


def test_a_schedule_that_is_a_policys_only_target_crashes_the_plugin(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    made = _create(driven, SCHEDULE, ROTA)
    _policy(driven, made.id)
    with pytest.raises(PluginError, match="nil pointer dereference"):
        driven.resource(SCHEDULE).delete(id=made.id, state=made.outputs)


@pytest.mark.parametrize(
    ("token", "inputs", "place"),
    [
        (
            SCHEDULE,
            {**ROTA, "layers": [{**LAYER, "start": "next week"}]},
            "layers[0].start",
        ),
        (
            SCHEDULE,
            {**ROTA, "layers": [{**LAYER, "rotationTurnLengthSeconds": 60}]},
            "layers[0].rotationTurnLengthSeconds",
        ),
        (POLICY, {"rules": [], "numLoops": 10}, "numLoops"),
        (
            POLICY,
            {"rules": [{"escalationDelayInMinutes": 0, "targets": []}]},
            "rules[0].escalationDelayInMinutes",
        ),
        (SERVICE, {"name": "S"}, "escalationPolicy"),
    ],
)
def test_a_bad_value_is_refused_before_anything_is_sent(
    shared_dir: Path, token: str, inputs: dict[str, Any], place: str
) -> None:
    driven = Driven(shared_dir)
    result = driven.resource(token).check(name="x", olds={}, news=inputs, random_seed=b"")
    assert [failure.property for failure in result.failures] == [place]


def test_a_preview_knows_what_is_not_known_yet(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    inputs = {"name": "S", "escalationPolicy": UNKNOWN}
    made = driven.resource(SERVICE).create(urn="", inputs=inputs, preview=True)
    assert (made.id, made.outputs["htmlUrl"], made.outputs["name"]) == ("", UNKNOWN, "S")
    layers = [{**LAYER, "users": [UNKNOWN], "start": UNKNOWN}]
    made = _create(driven, SCHEDULE, ROTA)
    known = {"olds": made.outputs, "old_inputs": ROTA, "news": {**ROTA, "layers": layers}}
    assert driven.resource(SCHEDULE).diff(id=made.id, **known).changes
    assert _lines(driven)[0] == "POST /schedules 201"


def test_what_a_hand_added_is_a_change_though_no_program_spoke_of_it(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    service, said = driven.resource(SERVICE), {"name": "S", "escalationPolicy": "PEPOL01"}
    inputs = service.check(name="s", olds={}, news=said, random_seed=b"").inputs
    made = _create(driven, SERVICE, inputs)
    hours = {
        "type": "fixed_time_per_day",
        "time_zone": "Etc/UTC",
        "start_time": "09:00:00",
        "end_time": "17:00:00",
        "days_of_week": [1],
    }
    half = {"type": "constant", "urgency": "low"}
    rule = {
        "type": "use_support_hours",
        "during_support_hours": half,
        "outside_support_hours": half,
    }
    change = {"service": {"support_hours": hours, "incident_urgency_rule": rule}}
    answer = driven.account.request("PUT", f"/services/{made.id}", json=change)
    assert answer.is_success, answer.text
    found = service.read(id=made.id, inputs=inputs, state=made.outputs)
    assert found is not None
    known = {"olds": found.outputs, "old_inputs": found.inputs}
    # Who is woken when is left to PagerDuty where a program says nothing; the hours are not.
    assert set(service.diff(id=made.id, news=inputs, **known).detailed) == {"supportHours"}


@pytest.fixture
def account() -> Any:
    with served(create_app(Store(None, "pagerduty"))) as url:
        plugin = PagerDutyPlugin()
        plugin.configure({"apiUrlOverride": url, "token": "t"})
        plugin.session.pauses.factor = 0.0
        yield url, {resource.token: resource for resource in plugin.resources}


def test_a_cut_connection_costs_the_newer_half_the_body(account: Any) -> None:
    url, resources = account
    fault = {"kind": "cut-before", "method": "POST", "path": "/teams$"}
    assert httpx.post(f"{url}/_sandbox/faults", json=fault).is_success
    with pytest.raises(PluginError, match="Request body must be provided"):
        resources[TEAM].create(urn="", inputs={"name": "SRE"}, preview=False)


def test_a_half_done_create_leaves_what_it_made(account: Any) -> None:
    url, resources = account
    fault = {"kind": "cut-after", "method": "POST", "path": "/users$"}
    assert httpx.post(f"{url}/_sandbox/faults", json=fault).is_success
    with pytest.raises(PluginError, match="EOF"):
        resources[USER].create(urn="", inputs=ALICE, preview=False)
    answer = httpx.get(f"{url}/users", headers={"Authorization": "Token token=t"})
    assert [user["email"] for user in answer.json()["users"]] == ["alice@example.com"]
