"""What the official plugins refuse, the sandbox's own refuse in the same words."""

from __future__ import annotations

import copy
import importlib
import json
import pkgutil
import re
from ast import literal_eval
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.plugins.aws import resources
from sandbox.plugins.aws.account import AwsAccount
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.managed import Managed
from sandbox.plugins.pagerduty import people, policies, rules, schedules, services
from tests.conftest import ROOT
from tests.sandbox.plugins.recorded_values import recorded_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from providers.plugin import CheckResult

GOLDEN = ROOT / "tests" / "golden" / "quicksell" / "plan-prod.json"
LINE = re.compile(
    r"(?P<type>\w+) (?P<path>\S+) official refuses \| (?P<values>\[.*\]) \| ?(?P<words>.*)"
)
JSON = {"assumeRolePolicy", "dashboardBody", "policy"}
LEFT_OUT = "<left out>"
CUT = 24
# Of Go's decoder only where it stops at the first character; of others the first value's words.
OTHER_WORDS = {"catchAll", "Configuration Read Error"}


@dataclass(frozen=True)
class Refusal:
    """A line: values of a property that are refused, and the words for the first."""

    type: str
    path: str
    values: tuple[Any, ...]
    words: str


def refusals(folder: Path, file: str) -> Iterator[Refusal]:
    for line in (folder / "recordings" / "checks" / file).read_text("utf-8").splitlines():
        if match := LINE.match(line):
            texts = [one for one in literal_eval(match["values"]) if len(one) < CUT]
            words = match["words"].partition(". Examine values")[0]
            yield Refusal(match["type"], match["path"], tuple(map(json.loads, texts)), words)


def planned(kind: str, path: str) -> dict[str, Any]:
    """Inputs of the type in which the property is, from a golden plan."""
    first = path.replace(".*", "").split(".")
    for key, inputs in json.loads(GOLDEN.read_text("utf-8")).items():
        if re.match(rf"[\w:/-]*:{kind} ", key) and (first[0] in inputs or len(first) == 1):
            if kind == "MetricAlarm" and not any("metric" in one for one in inputs[first[0]]):
                continue
            return {name: _text(name, one) for name, one in inputs.items() if name != "parent"}
    pytest.fail(f"no {kind} with {path}")


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


def aws(kind: str) -> AwsResource:
    for module in pkgutil.iter_modules(resources.__path__):
        importlib.import_module(f"{resources.__name__}.{module.name}")
    (found,) = [one for one in AwsResource.__subclasses__() if one.token.endswith(f":{kind}")]
    return found(AwsAccount(Event()))


def pagerduty(kind: str) -> Any:
    modules = (people, policies, rules, schedules, services)
    found = next(getattr(module, kind) for module in modules if hasattr(module, kind))
    assert issubclass(found, Managed)
    return found(None)


def check(resource: Any, inputs: dict[str, Any]) -> CheckResult:
    result: CheckResult = resource.check(name="it", olds={}, news=inputs, random_seed=b"")
    return result


@pytest.mark.parametrize(("file", "make"), [("aws.txt", aws), ("pagerduty.txt", pagerduty)])
def test_what_is_refused_is_refused(shared_dir: Path, file: str, make: Any) -> None:
    lines = list(refusals(shared_dir, file))
    assert len(lines) > 15
    for line in lines:
        resource, good = make(line.type), planned(line.type, line.path)
        assert check(resource, good).failures == [], line
        for value in line.values:
            failures = check(resource, changed(good, line.path, value)).failures
            assert failures, f"{line.type} {line.path} takes {value!r}"
            if value == line.values[0] and not OTHER_WORDS & set(
                re.split(r"[. ](?=\b)", line.path)
            ):
                said = failures[0].reason
                assert line.words.startswith(said[: len(line.words)]) or said in line.words, line


def plain_alarm() -> dict[str, Any]:
    """Inputs of an alarm on one metric without expressions."""
    every = json.loads(GOLDEN.read_text("utf-8")).items()
    found = (one for key, one in every if ":MetricAlarm " in key and "metricName" in one)
    return {name: one for name, one in next(found).items() if name not in {"parent", "statistic"}}


def test_single_values_get_the_official_answer(shared_dir: Path) -> None:
    values = recorded_values(shared_dir)
    assert len(values) > 80
    for one in values:
        path = one.path.replace(".0.", ".*.")
        plain = one.type == "MetricAlarm" and "." not in path
        good = plain_alarm() if plain else planned(one.type, path)
        failures = check(aws(one.type), changed(good, path, one.value)).failures
        assert bool(failures) is one.refused, (one.type, one.path, str(one.value)[:40], failures)
