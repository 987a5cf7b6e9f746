"""What official plugins refuse of what the config can say is an error of `check` at its key.

Each line of the recordings has an entry: how the config says it, or why it can't.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from setpoint.automation.plan import render_plan
from setpoint.config import ConfigError
from setpoint.vendors.time_zones import sent_time_zone
from tests.config.saying import ALARM, LINES, METRIC, QUERY, alert, checked
from tests.sandbox.plugins.recorded_values import LEFT_OUT, REFUSALS, recorded_refusals
from tests.sandbox.plugins.stand_ins import MAKERS, check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from setpoint.catalog.model import Catalog
    from tests.sandbox.plugins.recorded_values import Refusal


class Said(NamedTuple):
    """How the config says it: the key's path, and a config of a value; a good value."""

    path: str
    config: Callable[[Any], dict[str, Any]]
    good: Any


def key(name: str, value: Any) -> dict[str, Any]:
    return {} if value == LEFT_OUT else {name: value}


def with_query(**changed: Any) -> dict[str, Any]:
    return {**alert("cloudwatch", ALARM), "queries": {"slow": {**QUERY, **changed}}}


def with_lines(**changed: Any) -> dict[str, Any]:
    return alert("cloudwatch_logs", {**LINES, **changed})


def with_log_metric(**changed: Any) -> dict[str, Any]:
    return with_lines(metric={"namespace": "Shop", "name": "Fatal", **changed})


def with_statistic(value: Any) -> dict[str, Any]:
    figures = {"comparison": ">", "threshold": 1, "period": "1m"}
    metrics = {"a": {**METRIC, "statistic": value}, "b": METRIC}
    return alert("cloudwatch_math", {"expression": "a / b", "metrics": metrics, **figures})


def with_composite(**changed: Any) -> dict[str, Any]:
    parts = {"a": {"cloudwatch": ALARM}, "b": {"cloudwatch": {**ALARM, "threshold": 2}}}
    return alert("composite", {"all": parts, **changed})


def with_escalation(*rules: Any, **changed: Any) -> dict[str, Any]:
    levels = rules or ({"notify": [{"person": "ana"}]},)
    second = {"own": {"rules": [*levels], **changed}}
    config = alert("cloudwatch", ALARM)
    config["services"]["shop"]["escalation"] = "own"
    return {**config, "escalations": second}


def with_layer(**changed: Any) -> dict[str, Any]:
    layer: dict[str, Any] = {"rotation": "weekly", "handoff": "monday 09:00", "start": "2025-11-24"}
    layer = {**layer, "people": ["ana"], **changed}
    return with_schedule(layers=[{name: one for name, one in layer.items() if one != LEFT_OUT}])


def with_schedule(**changed: Any) -> dict[str, Any]:
    layer = {"rotation": "daily", "handoff": "09:00", "start": "2025-11-24", "people": ["ana"]}
    levels = {"notify": [{"schedule": "own"}]}
    own = {"time_zone": "UTC", "layers": [layer], **changed}
    return {**with_escalation(levels), "schedules": {"own": own}}


def with_person(**changed: Any) -> dict[str, Any]:
    eve = {"name": "Eve", "email": "eve@shop.example", **changed}
    return {**with_escalation({"notify": [{"person": "eve"}]}), "people": {"eve": eve}}


def with_severity(**changed: Any) -> dict[str, Any]:
    config = alert("cloudwatch", ALARM)
    config["services"]["shop"]["alerts"]["it"]["severity"] = "own"
    return {**config, "severities": {"own": {"page": "high", **changed}}}


def with_service(**changed: Any) -> dict[str, Any]:
    config = alert("cloudwatch", ALARM)
    config["services"]["shop"].update(changed)
    return config


_SHOP: Final = "services.shop.alerts.it"
_LOGS: Final = f"{_SHOP}.cloudwatch_logs"
_NOTIFY: Final = "escalations.own.rules[0].notify"
_LAYER: Final = "schedules.own.layers[0]"
_LATER: Final = {"notify": [{"person": "ben"}]}
MINUTES: Final = {0.5: "30s"}

SAID: Final = {
    "CompositeAlarm okActions.*": Said(
        f"{_SHOP}.composite.ok_actions[0]",
        lambda given: with_composite(ok_actions=[given]),
        "arn:aws:sns:us-east-1:123456789012:own",
    ),
    "LogMetricFilter logGroupName": Said(
        f"{_LOGS}.log_group", lambda given: with_lines(log_group=given), "/a/b"
    ),
    "LogMetricFilter metricTransformation.name": Said(
        f"{_LOGS}.metric.name", lambda given: with_log_metric(name=given), "a"
    ),
    "LogMetricFilter metricTransformation.namespace": Said(
        f"{_LOGS}.metric.namespace", lambda given: with_log_metric(namespace=given), "A/B"
    ),
    "LogMetricFilter metricTransformation.unit": Said(
        f"{_LOGS}.metric.unit", lambda given: with_log_metric(unit=given), "Count"
    ),
    "MetricAlarm metricQueries.*.metric.stat": Said(
        f"{_SHOP}.cloudwatch_math.metrics.a.statistic", with_statistic, "p99"
    ),
    "QueryDefinition logGroupNames.*": Said(
        "queries.slow.log_groups[0]", lambda given: with_query(log_groups=[given]), "/a"
    ),
    "QueryDefinition name": Said("queries.slow.name", lambda given: with_query(name=given), "a/b"),
    "EscalationPolicy name": Said(
        "escalations.own.name", lambda given: with_escalation(name=given), "A & B"
    ),
    "EscalationPolicy rules.*": Said(
        "escalations.own.rules[0].notify",
        with_escalation,
        {"notify": [{"person": "ana"}]},
    ),
    "EscalationPolicy rules.*.escalationDelayInMinutes": Said(
        "escalations.own.rules[1].after",
        lambda given: with_escalation(
            {"notify": [{"person": "ana"}]}, {**key("after", MINUTES.get(given, given)), **_LATER}
        ),
        "1m",
    ),
    "EscalationPolicy rules.*.targets": Said(
        _NOTIFY, lambda given: with_escalation(key("notify", given)), [{"person": "ana"}]
    ),
    "EscalationPolicy rules.*.targets.*": Said(
        f"{_NOTIFY}[0]", lambda given: with_escalation({"notify": [given]}), {"person": "ana"}
    ),
    "EscalationPolicy rules.*.targets.*.id": Said(
        f"{_NOTIFY}[0]",
        lambda given: with_escalation({"notify": [key("person", given)]}),
        "ana",
    ),
    "EscalationPolicy rules.*.targets.*.type": Said(
        f"{_NOTIFY}[0]", lambda given: with_escalation({"notify": [{given: "ana"}]}), "person"
    ),
    "EventOrchestrationService sets.*.rules.*.actions.severity": Said(
        "severities.own.pagerduty_severity",
        lambda given: with_severity(pagerduty_severity=given),
        "error",
    ),
    "Schedule layers.*": Said(
        _LAYER,
        lambda given: with_schedule(layers=[given]),
        {"rotation": "2h", "handoff": "09:00", "start": "2025-11-24", "people": ["ana"]},
    ),
    "Schedule layers.*.rotationTurnLengthSeconds": Said(
        f"{_LAYER}.rotation", lambda given: with_layer(rotation=given), "weekly"
    ),
    "Schedule layers.*.rotationVirtualStart": Said(
        f"{_LAYER}.handoff", lambda given: with_layer(handoff=given), "friday 10:00"
    ),
    "Schedule layers.*.start": Said(
        f"{_LAYER}.start", lambda given: with_layer(start=given), "2026-01-05"
    ),
    "Schedule layers.*.users": Said(
        f"{_LAYER}.people", lambda given: with_layer(people=given), ["ben"]
    ),
    "Schedule timeZone": Said(
        "schedules.own.time_zone", lambda given: with_schedule(time_zone=given), "Asia/Tokyo"
    ),
    "Service name": Said("services.shop.name", lambda given: with_service(name=given), "Shop <b>"),
    "User role": Said("people.eve.role", lambda given: with_person(role=given), "observer"),
    "User timeZone": Said(
        "people.eve.time_zone", lambda given: with_person(time_zone=given), "Asia/Tokyo"
    ),
    "UserContactMethod address": Said(
        "people.eve.phone", lambda given: with_person(phone=given), "+1 555 010 0003"
    ),
}
_MADE: Final = "the program writes it itself"
_OF_ALERTS: Final = "the program makes the rules, one from each alert"
_ALWAYS: Final = "each has all that it needs, by its type"
UNSAID: Final = {
    "CompositeAlarm alarmActions.*": "alarms tell topics that are made here, and no others",
    "Dashboard dashboardBody": _MADE,
    "LogMetricFilter name": "it is made of ids, which have no colon",
    "Role assumeRolePolicy": _MADE,
    "Role name": "it is made of ids",
    "Role path": _MADE,
    "RolePolicy name": _MADE,
    "RolePolicy policy": _MADE,
    "RolePolicy role": "it is the role's output",
    "TopicPolicy policy": _MADE,
    "EventOrchestrationService catchAll": _MADE,
    "EventOrchestrationService catchAll.actions": _MADE,
    "EventOrchestrationService sets.*": _MADE,
    "EventOrchestrationService sets.*.id": _MADE,
    "EventOrchestrationService sets.*.rules.*": _OF_ALERTS,
    "EventOrchestrationService sets.*.rules.*.actions": _OF_ALERTS,
    "EventOrchestrationService sets.*.rules.*.conditions.*": _OF_ALERTS,
    "EventOrchestrationService sets.*.rules.*.conditions.*.expression": _OF_ALERTS,
    "Service incidentUrgencyRule": "it follows from support hours",
    "Service incidentUrgencyRule.type": "it follows from support hours",
    "TeamMembership role": "a team's manager is its manager, everybody else a responder",
    "UserContactMethod countryCode": "it is read off the phone number",
    "UserContactMethod type": _MADE,
    "UserNotificationRule contactMethod": _ALWAYS,
    "UserNotificationRule contactMethod.id": _ALWAYS,
    "UserNotificationRule contactMethod.type": _MADE,
    "UserNotificationRule startDelayInMinutes": _MADE,
    "UserNotificationRule urgency": _MADE,
}


def official(shared: Path) -> dict[str, tuple[str, Refusal]]:
    """File and line of what official plugins alone refused, by type and path."""
    every = ((file, one) for file in REFUSALS for one in recorded_refusals(shared, file))
    return {f"{one.type} {one.path}": (file, one) for file, one in every if one.official}


def test_every_line_has_an_entry(shared_dir: Path) -> None:
    assert official(shared_dir).keys() == SAID.keys() | UNSAID.keys()
    assert SAID.keys().isdisjoint(UNSAID)


@pytest.mark.parametrize("entry", SAID)
def test_what_official_plugins_refuse_is_refused_at_its_key(
    shared_dir: Path, tmp_path: Path, entry: str
) -> None:
    file, line = official(shared_dir)[entry]
    said = SAID[entry]
    for number, value in enumerate(line.values):
        try:
            catalog = checked(tmp_path / str(number), said.config(value))
        except ConfigError as error:
            found = {one.path: one.message for one in error.problems}
            assert any(path.startswith(said.path) for path in found), (value, found)
            assert not re.search(own_names(line), " ".join(found.values())), (value, found)
        else:
            assert_planned_is_taken(catalog, file, line.type)


@pytest.mark.parametrize("entry", SAID)
def test_a_good_value_is_taken(tmp_path: Path, entry: str) -> None:
    said = SAID[entry]
    checked(tmp_path, said.config(said.good))


def test_time_zones_are_those_of_the_official_plugin(shared_dir: Path, tmp_path: Path) -> None:
    recorded = shared_dir / "recordings" / "checks" / "pagerduty-time-zones.txt"
    listed = set(recorded.read_text("utf-8").split())
    names = sorted(listed | set((files("tzdata") / "zones").read_text("utf-8").split()))
    people = {
        f"p{n}": {"name": "P", "email": f"p{n}@shop.example", "time_zone": name}
        for n, name in enumerate(names)
    }

    with pytest.raises(ConfigError) as refused:
        checked(tmp_path, {**alert("cloudwatch", ALARM), "people": people})

    paths = {problem.path for problem in refused.value.problems}
    taken = {name for n, name in enumerate(names) if f"people.p{n}.time_zone" not in paths}
    assert len(paths) == len(names) - len(taken)
    assert listed <= taken
    assert {sent_time_zone(name) for name in taken} == listed


def own_names(line: Refusal) -> str:
    """The plugin's names of the property, which mean nothing to who writes a config."""
    camel = [step for step in line.path.split(".") if re.search("[A-Z]", step)]
    snake = [re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", step) for step in camel]
    return "|".join((*camel, *snake, line.type))


def assert_planned_is_taken(catalog: Catalog, file: str, kind: str) -> None:
    """What check lets pass is sent in another form, which the plugin takes."""
    planned = [one.inputs for one in render_plan(catalog) if one.type.endswith(f":{kind}")]
    assert planned
    for inputs in planned:
        assert check(MAKERS[file](kind), inputs).failures == []
