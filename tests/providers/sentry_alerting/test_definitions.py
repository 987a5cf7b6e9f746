"""What the definitions send: judged by both contracts, and compared with recorded traffic."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from providers.sentry_alerting.package import SentryAlerting
from tests.providers.sentry_alerting.contracts import departures
from tests.providers.sentry_alerting.definitions import DEFINITIONS, Definition

if TYPE_CHECKING:
    from pathlib import Path

RESOURCES: Any = {one.declaration.name: one for one in SentryAlerting().resources}


def checked(kind: str, inputs: dict[str, Any]) -> dict[str, Any]:
    result = RESOURCES[kind].check(name="x", olds={}, news=inputs, random_seed=b"")
    assert result.failures == []
    found: dict[str, Any] = result.inputs
    return found


def bodies(definition: Definition) -> list[dict[str, Any]]:
    """What its create and its update send."""
    encode = RESOURCES[definition.kind].encode
    wanted = (definition.inputs, definition.changed)
    return [encode(checked(definition.kind, inputs)) for inputs in wanted]


def test_there_are_eighty_at_least_of_different_names() -> None:
    assert len({one.name for one in DEFINITIONS}) == len(DEFINITIONS) >= 80


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.name)
def test_both_contracts_accept_what_is_sent(definition: Definition, shared_dir: Path) -> None:
    resource = RESOURCES[definition.kind]
    folder = shared_dir / "openapi"
    base = "/api/0/organizations/acme"
    inputs = checked(definition.kind, definition.inputs)
    created = f"/api/0/{resource.creation_path('acme', inputs)}"
    assert departures(folder, "POST", created, resource.encode(inputs)) == []
    changed = resource.replacement("1", checked(definition.kind, definition.changed), inputs)
    assert departures(folder, "PUT", f"{base}/{resource.kind}/1/", changed) == []


def test_the_contracts_refuse_what_is_wrong(shared_dir: Path) -> None:
    path = "/api/0/organizations/acme/projects/p/detectors/"
    sent = bodies(DEFINITIONS[0])[0]
    for broken in (
        {**sent, "name": 5},
        {key: value for key, value in sent.items() if key != "dataSources"},
        {**sent, "conditionGroup": {"logicType": "some", "conditions": []}},
    ):
        assert departures(shared_dir / "openapi", "POST", path, broken)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.name)
def test_a_change_is_seen_and_the_same_inputs_are_none(definition: Definition) -> None:
    resource = RESOURCES[definition.kind]
    before = checked(definition.kind, definition.inputs)
    after = checked(definition.kind, definition.changed)
    assert resource.diff(id="1", olds={}, old_inputs=before, news=after).changes
    assert not resource.diff(id="1", olds={}, old_inputs=before, news=dict(before)).changes


# -- recorded traffic: each shape is sent by a definition, but for what that client does wrong

UNSENT = {
    # It sends a window of 0 seconds where none is set; here a window is required.
    ("detector metric_issue dataSource", '"timeWindow": 0'),
}


def pieces() -> dict[str, list[Any]]:
    """What the definitions send, taken apart as the recording is."""
    found: dict[str, list[Any]] = {}
    for definition in DEFINITIONS:
        take_apart = _alert_pieces if definition.kind == "Alert" else _detector_pieces
        for sent in bodies(definition):
            take_apart(found, sent)
    return found


def _detector_pieces(found: dict[str, list[Any]], sent: dict[str, Any]) -> None:
    found.setdefault("detector whole body", []).append(sent)
    if sent["type"] == "metric_issue":
        found.setdefault("detector metric_issue config", []).append(sent["config"])
        found.setdefault("detector metric_issue dataSource", []).extend(sent["dataSources"])
        conditions = sent["conditionGroup"]["conditions"]
        found.setdefault("detector condition", []).extend(conditions)


def _alert_pieces(found: dict[str, list[Any]], sent: dict[str, Any]) -> None:
    envelope = {k: v for k, v in sent.items() if k not in {"triggers", "actionFilters"}}
    found.setdefault("workflow envelope", []).append(envelope)
    found.setdefault("trigger condition", []).extend(sent["triggers"]["conditions"])
    for one in sent["actionFilters"]:
        found.setdefault("filter condition", []).extend(one["conditions"])
        found.setdefault("action", []).extend(one["actions"])


def shapes(folder: Path) -> list[tuple[str, Any]]:
    recorded = json.loads((folder / "recordings/sentry-monitors/shapes.json").read_text())
    return [
        (group, shape["json"])
        for group, kinds in recorded.items()
        if group != "other"
        for entries in kinds.values()
        for shape in entries
    ]


def comparable(piece: Any) -> str:
    """A piece without ids and with its sets in order."""
    bare = {key: value for key, value in piece.items() if key != "id"}
    if bare.get("type") in {"pagerduty", "opsgenie"}:
        bare["config"] = {"targetType": bare["config"]["targetType"]}
    for source in bare.get("dataSources") or []:
        if "headers" in source:
            source["headers"] = sorted(source["headers"])
    return json.dumps(bare, sort_keys=True)


def test_each_recorded_shape_is_sent_by_a_definition(shared_dir: Path) -> None:
    sent = {
        group: {comparable(json.loads(json.dumps(one))) for one in found}
        for group, found in pieces().items()
    }
    recorded = shapes(shared_dir)
    assert len(recorded) > 100
    missing = [
        (group, shape)
        for group, shape in recorded
        if comparable(shape) not in sent[group]
        and not any(group == where and mark in json.dumps(shape) for where, mark in UNSENT)
    ]
    assert missing == []


def test_a_category_is_included_unless_the_program_says_otherwise() -> None:
    """The recorded client inverts the condition where nothing is said."""
    filters = [
        {
            "conditions": [{"type": "issue_category", "category": "error"}],
            "actions": [{"type": "plugin"}],
        }
    ]
    sent = RESOURCES["Alert"].encode(checked("Alert", {"name": "a", "actionFilters": filters}))
    assert sent["actionFilters"][0]["conditions"][0]["comparison"] == {"value": 1, "include": True}


def test_a_query_type_goes_when_it_is_removed() -> None:
    """The recorded client sends it for ever."""
    typed = {"name": "m", "project": "p", "aggregate": "count()", "timeWindow": 60, "critical": 1}
    sent = RESOURCES["MetricMonitor"].encode(checked("MetricMonitor", typed))
    assert "queryType" not in sent["dataSources"][0]
