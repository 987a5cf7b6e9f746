"""Engine events as steps."""

from typing import Any

import pytest
from pulumi.automation.events import EngineEvent

from setpoint.automation.steps import Outcome, Step, step_of, value_at

_TYPE = "aws:cloudwatch/metricAlarm:MetricAlarm"
_URN = "urn:pulumi:prod::quicksell::setpoint:x$aws:cloudwatch/metricAlarm:MetricAlarm::cpu"


def _event(kind: str, op: str, *, type_: str = _TYPE, **more: Any) -> EngineEvent:
    metadata = {
        "op": op,
        "urn": _URN,
        "type": type_,
        "provider": "",
        "old": {"type": type_, "urn": _URN, "id": "cpu", "parent": "", "provider": "",
                "inputs": {"threshold": 1}, "outputs": {"threshold": 1}},
        "new": {"type": type_, "urn": _URN, "id": "cpu", "parent": "", "provider": "",
                "inputs": {"threshold": 2}, "outputs": {"threshold": 3}},
        **more,
    }  # fmt: skip
    return EngineEvent.from_json({"sequence": 1, "timestamp": 0, kind: {"metadata": metadata}})


_DIFF = {"threshold": {"diffKind": "update", "inputDiff": False}}


def test_an_update_names_old_and_new_inputs() -> None:
    step = step_of(_event("resOutputsEvent", "update", detailedDiff=_DIFF))
    assert step is not None
    assert (step.op, step.state, step.name) == ("update", "done", "cpu")
    assert [(c.path, c.old, c.new) for c in step.changes] == [("threshold", 1, 2)]


def test_a_refresh_compares_what_the_vendor_answered() -> None:
    step = step_of(_event("resOutputsEvent", "refresh", detailedDiff=_DIFF))
    assert step is not None
    assert [(c.old, c.new) for c in step.changes] == [(1, 3)]
    assert step.is_change


@pytest.mark.parametrize(
    ("kind", "state"), [("resourcePreEvent", "running"), ("resOpFailedEvent", "failed")]
)
def test_states_follow_the_kind_of_event(kind: str, state: str) -> None:
    step = step_of(_event(kind, "create"))
    assert step is not None
    assert step.state == state


def test_the_stack_providers_and_halves_of_a_replacement_are_left_out() -> None:
    assert step_of(_event("resOutputsEvent", "create", type_="pulumi:pulumi:Stack")) is None
    assert step_of(_event("resOutputsEvent", "create", type_="pulumi:providers:aws")) is None
    assert step_of(_event("resOutputsEvent", "create-replacement")) is None


def test_a_path_is_followed_through_lists_and_maps() -> None:
    properties = {"rules": [{"targets": [{"id": "A"}]}], "tags": {"a": "b"}}
    assert value_at(properties, "rules[0].targets[0].id") == "A"
    assert value_at(properties, "rules[3].targets") is None
    assert value_at(properties, 'tags["a"]') == "b"


def test_changes_are_counted_without_the_unchanged() -> None:
    outcome = Outcome(operation="up", environment="prod")
    outcome.counts = {"same": 100, "create": 2, "update": 1, "refresh": 4}
    assert outcome.changed == 3
    assert not Step("same", "done", "u", "t", "n").is_change
