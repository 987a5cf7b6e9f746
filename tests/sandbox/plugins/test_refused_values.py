"""What the official plugins refuse, and nothing else, the sandbox's refuse in the same words."""

from __future__ import annotations

import copy
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT
from tests.sandbox.plugins.recorded_values import (
    LEFT_OUT,
    REFUSALS,
    recorded_refusals,
    recorded_values,
)
from tests.sandbox.plugins.stand_ins import MAKERS, aws, check, pagerduty

if TYPE_CHECKING:
    from pathlib import Path


GOLDEN = ROOT / "tests" / "golden" / "quicksell" / "plan-prod.json"
JSON = {"assumeRolePolicy", "dashboardBody", "policy"}
# Of Go's decoder only where it stops at the first character; of others the first value's words.
OTHER_WORDS = {"catchAll", "Configuration Read Error"}


def planned(kind: str, path: str) -> dict[str, Any]:
    """Inputs of the type in which the property is, from a golden plan."""
    first, *inner = path.replace(".*", "").split(".")
    for key, inputs in json.loads(GOLDEN.read_text("utf-8")).items():
        if re.match(rf"[\w:/-]*:{kind} ", key) and (first in inputs or not inner):
            if kind == "MetricAlarm" and not _has_metric(inputs, first):
                continue
            return {name: _text(name, one) for name, one in inputs.items() if name != "parent"}
    pytest.fail(f"no {kind} with {path}")


def _has_metric(inputs: dict[str, Any], first: str) -> bool:
    """Whether an alarm is on one metric, or for what is inside of queries has one with a metric."""
    if first != "metricQueries":
        return "metricName" in inputs
    return any("metric" in one for one in inputs[first])


def _text(name: str, value: Any) -> Any:
    """JSON, which golden plans hold read, as text again."""
    return json.dumps(value) if name in JSON else value


def changed(inputs: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The inputs with another value at the first place of a path."""
    found = copy.deepcopy(inputs)
    here: Any = found
    *steps, last = path.split(".")
    for step in steps:
        here = _first(here) if step == "*" else here[step]
    key: Any = here.index(_first(here)) if last == "*" else last
    if value == LEFT_OUT:
        del here[key]
    else:
        here[key] = value
    return found


def _first(items: list[Any]) -> Any:
    return next((one for one in items if not isinstance(one, dict) or "metric" in one), items[0])


@pytest.mark.parametrize("file", REFUSALS)
def test_the_sandbox_answers_as_the_official_plugins(shared_dir: Path, file: str) -> None:
    lines = recorded_refusals(shared_dir, file)
    assert lines
    for line in lines:
        resource, good = MAKERS[file](line.type), planned(line.type, line.path)
        assert check(resource, good).failures == [], line
        for value in line.values:
            failures = check(resource, changed(good, line.path, value)).failures
            assert bool(failures) is line.official, (line.type, line.path, value, failures)
            if line.official and value == line.values[0] and not is_said_otherwise(line.path):
                said = failures[0].reason
                assert line.words.startswith(said[: len(line.words)]) or said in line.words, line


def is_said_otherwise(path: str) -> bool:
    return bool(OTHER_WORDS & set(re.split(r"[. ](?=\b)", path)))


@pytest.mark.parametrize(
    ("kind", "path"),
    [("User", "timeZone"), ("Schedule", "timeZone"), ("Service", "supportHours.timeZone")],
)
def test_time_zones_are_those_of_the_official_plugin(
    shared_dir: Path, kind: str, path: str
) -> None:
    recorded = shared_dir / "recordings" / "checks" / "pagerduty-time-zones.txt"
    listed = set(recorded.read_text("utf-8").split())
    good = {**planned(kind, "*"), **({"supportHours": {}} if "." in path else {})}
    every = listed | set((files("tzdata") / "zones").read_text("utf-8").split())
    resource = pagerduty(kind)
    taken = {each for each in every if not check(resource, changed(good, path, each)).failures}
    assert taken == listed


def plain_alarm() -> dict[str, Any]:
    """Inputs of an alarm on one metric, whose statistic the value gives."""
    inputs = planned("MetricAlarm", "metricName")
    return {name: one for name, one in inputs.items() if name != "statistic"}


def test_single_values_get_the_official_answer(shared_dir: Path) -> None:
    values = recorded_values(shared_dir)
    assert len(values) > 80
    for one in values:
        path = one.path.replace(".0.", ".*.")
        plain = one.type == "MetricAlarm" and "." not in path
        good = plain_alarm() if plain else planned(one.type, path)
        failures = check(aws(one.type), changed(good, path, one.value)).failures
        assert bool(failures) is one.refused, (one.type, one.path, str(one.value)[:40], failures)
