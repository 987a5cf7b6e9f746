"""What the published plugin makes of an answer that lacks a field, so does this one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from tests.sandbox.pagerduty.recorded import read_json, read_lines
from tests.sandbox.plugins.pagerduty.driven import Driven, revealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCENARIOS = (
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
    "eo-service",
)
_FATAL = ("CRASH", "error:", "retries")
# What was recorded there is a strange state and no failure.
_OTHERWISE = {
    # The recorder took the field out of the layers' users, too.
    ("schedule", "GET /schedules/PREC007", "schedule.users.[].id"),
}


@pytest.fixture(scope="module")
def ablations(shared_dir: Path) -> dict[str, dict[str, Any]]:
    return {item["scenario"]: item for item in read_json(shared_dir, "required-fields.json")}


@pytest.fixture(scope="module")
def inputs(shared_dir: Path) -> dict[str, dict[str, Any]]:
    return {
        row["scenario"]: revealed(row)
        for row in reversed(read_lines(shared_dir, "plugin-calls.jsonl"))
        if row["method"] == "Check"
    }


def _variants(text: str) -> Iterator[tuple[str, bool]]:
    """Field and whether it is null, or else missing, out of `team.id (missing or null)`."""
    field, _, how = text.partition(" (")
    if field.endswith("=null"):
        yield field.removesuffix("=null"), True
    if how.startswith("missing"):
        yield field, False
    if "or null" in how:
        yield field, True


def _without(value: Any, path: list[str], *, null: bool) -> Any:
    if isinstance(value, list):
        inner = path[1:] if path[0] == "[]" else path
        return [_without(item, inner, null=null) for item in value]
    if not isinstance(value, dict) or path[0] not in value:
        return value
    if path[1:]:
        return {**value, path[0]: _without(value[path[0]], path[1:], null=null)}
    rest = {key: item for key, item in value.items() if key != path[0]}
    return {**rest, path[0]: None} if null else rest


class _Spoiler:
    """Takes a field out of the answers to one kind of request."""

    def __init__(self, call: str, field: str, *, null: bool) -> None:
        self.method, path = call.split(" ")
        path = re.sub(r"PREC\d{3}|fdad94f9-[0-9a-f-]+", "[^/]+", path)
        self.pattern = re.compile(f"{path}$")
        self.field = field.split(".")
        self.null = null

    def __call__(self, method: str, path: str, body: Any) -> Any:
        if method != self.method or not self.pattern.match(path) or "error" in body:
            return body
        return _without(body, self.field, null=self.null)


def _cases(item: dict[str, Any], key: str) -> Iterator[tuple[str, str, _Spoiler]]:
    for call, outcomes in item[key].items():
        for outcome, fields in outcomes.items():
            for text in fields:
                for field, null in _variants(text):
                    if (item["scenario"], call, field) not in _OTHERWISE:
                        name = f"{call} {field} {'null' if null else 'missing'}"
                        yield outcome, name, _Spoiler(call, field, null=null)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_read_ends_as_recorded(
    shared_dir: Path, ablations: dict[str, Any], inputs: dict[str, Any], scenario: str
) -> None:
    row = inputs[scenario]
    driven = Driven(shared_dir)
    news = row["response"]["inputs"]
    made = driven.resource(row["type"]).create(urn="", inputs=news, preview=False)
    for outcome, name, spoiler in _cases(ablations[scenario], "when_read_response_lacks"):
        driven.restart()
        driven.wire.spoil = spoiler
        resource = driven.resource(row["type"])
        if outcome.startswith(_FATAL):
            with pytest.raises(PluginError):
                resource.read(id=made.id, inputs=news, state=made.outputs)
            continue
        found = resource.read(id=made.id, inputs=news, state=made.outputs)
        assert (found is None) == (outcome == "treated as deleted"), name
        if found is not None and outcome.startswith("next preview"):
            known = {"olds": found.outputs, "old_inputs": found.inputs}
            assert resource.diff(id=made.id, news=news, **known).changes, (name, outcome)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_create_ends_as_recorded(
    shared_dir: Path, ablations: dict[str, Any], inputs: dict[str, Any], scenario: str
) -> None:
    row = inputs[scenario]
    for outcome, name, spoiler in _cases(ablations[scenario], "when_create_response_lacks"):
        if not outcome.startswith(_FATAL):
            continue
        driven = Driven(shared_dir)
        driven.wire.spoil = spoiler
        resource, news = driven.resource(row["type"]), row["response"]["inputs"]
        with pytest.raises(PluginError):
            resource.create(urn=name, inputs=news, preview=False)
