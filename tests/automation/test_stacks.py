"""What a local backend's checkpoints hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from setpoint.automation.stacks import read_stacks

if TYPE_CHECKING:
    from pathlib import Path


def _write(backend: Path, stack: str, types: list[tuple[str, bool]]) -> None:
    folder = backend / ".pulumi" / "stacks" / "quicksell"
    folder.mkdir(parents=True, exist_ok=True)
    resources = [
        {"urn": f"urn:pulumi:prod::acme::acme:one:One::{number}", "type": kind, "custom": custom}
        for number, (kind, custom) in enumerate(types)
    ]
    latest = {"manifest": {"version": "v3.276.0"}, "resources": resources}
    document = {"checkpoint": {"latest": latest}}
    (folder / f"{stack}.json").write_text(json.dumps(document))


def test_only_what_is_at_a_vendor_is_counted(tmp_path: Path) -> None:
    alarm = "aws:cloudwatch/metricAlarm:MetricAlarm"
    provider, component = "pulumi:providers:aws", "setpoint:cloudwatch:ServiceAlarms"
    topic = "aws:sns/topic:Topic"
    held = [(topic, True), (alarm, True), (alarm, True), (provider, True), (component, False)]
    _write(tmp_path, "prod", held)
    (stack,) = read_stacks(tmp_path)
    assert (stack.name, stack.total) == ("prod", 3)
    assert list(stack.kinds.items()) == [("MetricAlarm", 2), ("Topic", 1)]


def test_an_empty_stack_is_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "prod", [("pulumi:providers:aws", True)])
    assert list(read_stacks(tmp_path)) == []


def test_a_backend_never_used_has_none(tmp_path: Path) -> None:
    assert list(read_stacks(tmp_path)) == []


@pytest.mark.parametrize("content", ["", "{}", "null", '{"version": 3, "checkpoint": {}}', "[7]"])
def test_a_damaged_state_is_told_as_that(tmp_path: Path, content: str) -> None:
    _write(tmp_path, "prod", [("aws:sns/topic:Topic", True)])
    (tmp_path / ".pulumi" / "stacks" / "quicksell" / "staging.json").write_text(content)
    prod, staging = read_stacks(tmp_path)
    assert (prod.name, prod.is_damaged) == ("prod", False)
    assert (staging.name, staging.total, staging.is_damaged) == ("staging", 0, True)
