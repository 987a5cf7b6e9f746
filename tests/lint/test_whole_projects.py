"""Checks on whole projects: the example is clean, big and odd ones don't break anything."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.config_scale import write_project
from setpoint.config import ConfigError
from setpoint.lint import SEVERITIES, all_checks, lint
from tests.lint.cases import TODAY, base, expand, merged, project_in, write

ROOT = Path(__file__).parents[2]
NAMES = ("CPUUtilization", "HTTPCode_Target_5XX_Count", "TargetResponseTime", "HealthyHostCount")
alarms = st.fixed_dictionaries(
    {
        "metric": st.fixed_dictionaries(
            {
                "namespace": st.sampled_from(["AWS/EC2", "AWS/SQS", "Acme", "AWS/Ec2", "CWAgent"]),
                "name": st.sampled_from(NAMES),
                "statistic": st.sampled_from(["Average", "Sum", "Minimum", "p99", "p0", "IQM"]),
                "dimensions": st.sampled_from([{}, {"QueueName": "q"}, {"Host": "h"}]),
            }
        ),
        "comparison": st.sampled_from([">", ">=", "<", "<="]),
        "threshold": st.sampled_from([0, -1, 0.5, 1, 50, 100, 101, 1e9]),
        "period": st.sampled_from(["10s", "1m", "5m", "1d"]),
        "evaluation_periods": st.integers(1, 3),
        "treat_missing_data": st.sampled_from(["missing", "ignore", "breaching", "notBreaching"]),
    }
)
alerts = st.fixed_dictionaries(
    {
        "severity": st.sampled_from(["critical", "high"]),
        "summary": st.sampled_from(["It fails", "CPU above 80 %", "x" * 200, "<b>&`|"]),
        "cloudwatch": alarms,
    },
    optional={
        "enabled": st.booleans(),
        "page": st.sampled_from(["high", "low", "never"]),
        "runbook": st.sampled_from(["pay", "https://runbooks.example.com/x#y", "pay#no"]),
        "owner": st.sampled_from(["ana", "core"]),
    },
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), alerts, max_size=3),
    st.sampled_from([{}, {"paging": True}, {"services": {"shop": {"alerts": {"a": None}}}}]),
)
def test_whatever_is_valid_can_be_judged(shop: dict[str, Any], staging: dict[str, Any]) -> None:
    case = {"config": {"services": {"shop": {"alerts": shop}}}, "staging": staging}
    with tempfile.TemporaryDirectory() as folder:
        try:
            project = project_in(write(Path(folder), expand(case)))
        except ConfigError:
            return
        found = lint(project)
        assert found == lint(project), "the same every time"
        for each in found:
            lines = (Path(folder) / each.origin.file).read_text("utf-8").splitlines()
            assert 1 <= each.origin.line <= len(lines)
            assert each.check in all_checks()
            assert "\n" not in each.message


def test_the_example_is_clean_or_says_why() -> None:
    project = project_in(ROOT, TODAY)
    assert [f"{f.origin}: {f.message}" for f in lint(project)] == []
    allowed = {a.check for e in project.environments.values() for a in e.catalog.allowances}
    assert allowed, "the example shows how something is allowed"


def test_what_the_example_allows_counts_again_one_day() -> None:
    project = project_in(ROOT, TODAY.replace(year=2028))
    found = {finding.check for finding in lint(project)}
    assert {"allow/expired", "window/flapping", "statistic/average-of-latency"} <= found


def test_many_alerts_are_all_looked_at(tmp_path: Path) -> None:
    found = lint(project_in(write_project(tmp_path / "big", 1000)))
    assert {finding.check for finding in found} >= {"runbook/missing", "percentile/low-traffic"}


@pytest.mark.parametrize("check", all_checks().values(), ids=list(all_checks()))
def test_a_check_is_called_like_its_module(check: Any) -> None:
    name = check.name.replace("/", "_").replace("-", "_")
    module = import_module(f"setpoint.lint.checks.{name}")
    assert module.__doc__ == f"The check `{check.name}`."
    assert check.severity in SEVERITIES
    assert check.summary[0].isupper()
    assert not check.summary.endswith(".")


def test_there_are_enough_checks_of_each_weight() -> None:
    weights = [check.severity for check in all_checks().values()]
    assert len(weights) >= 40
    assert set(weights) == set(SEVERITIES)


def test_pages_outside_the_project_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# Short\n")
    case = {
        "alarm": "Average AWS/EC2 CPUUtilization > 80%",
        "alert": {"runbook": "https://runbooks.example.com/outside"},
        "config": {
            "defaults": {"runbooks": "../"},
        },
    }
    own = merged(base(), expand(case).config)
    own["services"]["shop"]["alerts"].pop("base-signal")
    folder = write(tmp_path / "project", expand({}))
    (folder / "alerts.yaml").write_text(yaml.safe_dump(own))
    assert not [f for f in lint(project_in(folder)) if f.check.startswith("runbook/")]
