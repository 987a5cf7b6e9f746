"""What is open in a state, and the state once that is settled."""

from __future__ import annotations

import json
from typing import Any

import pytest

from setpoint.recovery import deployment

_STACK = "urn:pulumi:prod::acme::"
_QUERY = f"{_STACK}aws:cloudwatch/queryDefinition:QueryDefinition::errors"
_TEAM = f"{_STACK}pagerduty:index/team:Team::core"


def _resource(urn: str, identifier: str = "", **more: Any) -> dict[str, Any]:
    kind = deployment.type_of(urn)
    made = {"id": identifier, "outputs": {"name": "x"}} if identifier else {}
    return {"urn": urn, "custom": True, "type": kind, "inputs": {"name": "x"}, **made, **more}


def _state(*held: dict[str, Any], pending: tuple[tuple[str, dict[str, Any]], ...] = ()) -> Any:
    operations = [{"type": kind, "resource": resource} for kind, resource in pending]
    return {
        "version": 3,
        "deployment": {"resources": list(held), "pending_operations": operations},
    }


def _held(state: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = state["deployment"]["resources"]
    return found


def test_nothing_is_open_in_a_state_without_operations() -> None:
    assert deployment.open_operations(_state(_resource(_TEAM, "P1"))) == []
    assert deployment.open_operations({"version": 3}) == []


def test_an_adopted_create_is_held_and_read_as_an_import() -> None:
    state = _state(pending=(("creating", _resource(_TEAM)),))
    (team,) = _held(deployment.settled(state, {_TEAM: "P1"}))
    assert team["id"] == "P1"
    assert "outputs" not in team
    assert deployment.MARK in team["initErrors"]


def test_a_create_that_made_nothing_is_dropped() -> None:
    settled = deployment.settled(_state(pending=(("creating", _resource(_TEAM)),)), {})
    assert _held(settled) == []
    assert deployment.open_operations(settled) == []


def test_what_was_updated_or_deleted_is_read_again() -> None:
    held = (_resource(_TEAM, "P1"), _resource(_QUERY, "q1"))
    state = _state(*held, pending=(("deleting", held[0]), ("updating", held[1])))
    settled = deployment.settled(state, {})
    assert [deployment.MARK in one["initErrors"] for one in _held(settled)] == [True, True]
    assert {one.urn for one in deployment.open_operations(settled)} == {_TEAM, _QUERY}


def test_a_mark_stays_until_the_engine_takes_it_away() -> None:
    """A recovery that is killed itself is taken up again."""
    once = deployment.settled(_state(pending=(("creating", _resource(_TEAM)),)), {_TEAM: "P1"})
    again = deployment.settled(once, {})
    assert _held(again) == _held(once)


def test_a_replacement_made_first_leaves_the_old_one_to_delete() -> None:
    old = _resource(_QUERY, "old")
    state = _state(old, pending=(("creating", _resource(_QUERY)),))
    new, replaced = _held(deployment.settled(state, {_QUERY: "new"}))
    assert (new["id"], replaced["id"]) == ("new", "old")
    assert replaced["delete"]
    assert "delete" not in new


def test_a_replacement_made_after_the_delete_takes_the_place() -> None:
    old = _resource(_QUERY, "old", pendingReplacement=True)
    state = _state(old, pending=(("creating", _resource(_QUERY)),))
    (new,) = _held(deployment.settled(state, {_QUERY: "new"}))
    assert new["id"] == "new"
    assert "pendingReplacement" not in new


def test_a_replacement_that_was_not_made_leaves_the_old_one_as_it_was() -> None:
    old = _resource(_QUERY, "old")
    state = _state(old, pending=(("creating", _resource(_QUERY)),))
    assert _held(deployment.settled(state, {})) == [old]


def test_a_failed_create_is_noted_until_it_is_settled() -> None:
    begun = _resource(_TEAM)
    noted = deployment.noted(_state(), [begun], [])
    (operation,) = deployment.open_operations(noted)
    assert (operation.kind, operation.urn, operation.type) == (
        "creating",
        _TEAM,
        "pagerduty:index/team:Team",
    )
    assert deployment.resources(noted) == []
    assert deployment.noted(noted, [begun], []) == noted
    (team,) = _held(deployment.settled(noted, {_TEAM: "P1"}))
    assert team["id"] == "P1"


def test_secrets_are_in_the_clear_only_where_they_were_shown() -> None:
    shown = {"a": [deployment.secret({"b": 1})]}
    assert deployment.plain(shown) == {"a": [{"b": 1}]}
    hidden = json.loads(json.dumps(shown).replace("plaintext", "ciphertext"))
    assert deployment.plain(hidden) == {"a": [None]}


def test_a_fingerprint_is_of_what_is_held_and_not_of_when() -> None:
    state = _state(_resource(_TEAM, "P1"))
    later = {**state, "deployment": {**state["deployment"], "manifest": {"time": "now"}}}
    assert deployment.fingerprint(state) == deployment.fingerprint(later)
    assert deployment.fingerprint(state) != deployment.fingerprint(_state(_resource(_TEAM, "P2")))
    opened = _state(_resource(_TEAM, "P1"), pending=(("updating", _resource(_TEAM, "P1")),))
    assert deployment.fingerprint(state) != deployment.fingerprint(opened)


@pytest.mark.parametrize(
    "held",
    [
        "null",
        "{}",
        "[]",
        '{"manifest": {"time": "0001-01-01T00:00:00Z", "magic": "", "version": ""}}',
        '{"manifest": {"version": "v3.276.0"}, "resources": 7}',
        '{"manifest": {"version": "v3.276.0"}, "resources": [{"urn": "x", "type": "a:b:c"}]}',
        '{"manifest": {"version": "v3.276.0"}, "pending_operations": [5]}',
        '{"manifest": {"version": "v3.276.0"}, "pending_operations": {"type": "creating"}}',
        '{"manifest": {"version": "v3"}, "pending_operations": [{"type": "x", "resource": {}}]}',
        '{"manifest": {"version": "v3.276.0"}, "resources": [{"urn": "", "type": ""}]}',
    ],
)
def test_json_that_is_no_state_is_not_whole(held: str) -> None:
    assert not deployment.is_whole(json.loads(held))


def test_a_state_of_nothing_is_whole() -> None:
    assert deployment.is_whole({"manifest": {"version": "v3.276.0"}, "metadata": {}})
