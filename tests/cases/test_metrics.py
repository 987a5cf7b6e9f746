"""What metrics are: shares, complete lists, dimensions, and units of statistics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.catalog import build
from setpoint.config import find_project, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from setpoint.catalog.model import Catalog

    CaseOf = Callable[[str], Path]
    Run = Callable[..., CompletedProcess[str]]

SHARES = {
    "mail/bounces": (0.05, "5%"),
    "mail/complaints": (0.001, "0.1%"),
    "api/errors": (0.05, "5%"),
    "api/provisioned": (0.9, "90%"),
    "api/writes": (0.99, "99%"),
    "api/bucket": (0.01, "1%"),
    "api/provisioned-right": (0.9, "90%"),
}


def catalog_of(case: Path) -> Catalog:
    return build(load(find_project(case), "prod"))


def findings(run: Run, case: Path) -> list[tuple[str, str]]:
    told = json.loads(run("--project", case, "lint", "--format", "json").stdout)
    return [(found["subject"], found["check"]) for found in told["findings"]]


def is_alarm(resource: dict[str, Any]) -> bool:
    return bool(resource["type"] == "aws:cloudwatch/metricAlarm:MetricAlarm")


def test_percent_of_a_share_from_zero_to_one(case_of: CaseOf, run: Run) -> None:
    case = case_of("10-percent-of-fraction")

    alerts = catalog_of(case).alerts
    sent = {name: alert.signal.threshold for name, alert in alerts.items()}  # type: ignore[union-attr]
    shown = run("--project", case, "show", "--env", "prod").stdout

    assert sent == {name: value for name, (value, _) in SHARES.items()}
    planned = json.loads(run("--project", case, "plan", "--env", "prod", "--json").stdout)
    assert {one["name"]: one["inputs"]["threshold"] for one in planned if is_alarm(one)} == sent
    for name, (_, told) in SHARES.items():
        (line,) = [line for line in shown.splitlines() if line.split()[:1] == [name]]
        assert f" {told} " in line
        explained = run("--project", case, "explain", name, "--env", "prod").stdout
        assert told in explained
    assert findings(run, case) == []


def test_a_guarded_share_and_a_running_total(case_of: CaseOf, run: Run) -> None:
    case = case_of("07-guarded-sms")

    alerts = catalog_of(case).alerts

    assert alerts["sms/success-low"].signal.threshold == 0.6  # type: ignore[union-attr]
    assert findings(run, case) == []


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("case/slow-by-name", "case-lb is no LoadBalancer; write app/NAME/ID"),
        ("case/unhealthy-by-arn", "case-lb is no LoadBalancer; write app/NAME/ID"),
        ("case/unhealthy-by-arn", "is no TargetGroup; write targetgroup/NAME/ID"),
        ("case/queue-by-url", "is no QueueName; write its plain name"),
        ("case/function-by-arn", "is no FunctionName; write its plain name"),
        ("case/database-by-arn", "is no DBInstanceIdentifier; write its plain name"),
    ],
)
def test_dimensions_of_the_wrong_form(case_of: CaseOf, run: Run, subject: str, said: str) -> None:
    told = json.loads(
        run("--project", case_of("04-dimension-values"), "lint", "--format", "json").stdout
    )
    of_form = [each for each in told["findings"] if each["check"] == "dimension/form"]
    assert any(each["subject"] == subject and said in each["message"] for each in of_form)
    assert len(of_form) == 6


@pytest.mark.parametrize(
    ("alert", "dimensions", "said"),
    [
        (
            "unhealthy-by-arn",
            {"LoadBalancer": "app/case/0123456789abcdef"},
            "add TargetGroup: UnHealthyHostCount is published with LoadBalancer and TargetGroup",
        ),
        (
            "not-running",
            {"ServiceName": "case"},
            "add ClusterName: CPUUtilization is published with ClusterName",
        ),
        (
            "cdn-elsewhere",
            {"DistributionId": "E1ABCDEF234567"},
            "add Region: 5xxErrorRate is published with DistributionId and Region",
        ),
    ],
)
def test_incomplete_sets_of_dimensions(
    case_of: CaseOf, run: Run, alert: str, dimensions: dict[str, str], said: str
) -> None:
    case = case_of("04-dimension-values")
    with_metric(case, alert, dimensions=dimensions)

    ((subject, message),) = other_sets(run, case)

    assert subject == f"case/{alert}"
    assert message.startswith(said)


def test_the_set_of_a_search_domain_has_its_owner(case_of: CaseOf, run: Run) -> None:
    case = case_of("04-dimension-values")
    metric = {"namespace": "AWS/ES", "name": "ClusterStatus.red", "statistic": "Maximum"}
    with_metric(case, "not-running", **metric, dimensions={"DomainName": "case"})

    ((_, message),) = other_sets(run, case)

    assert message.startswith("add ClientId: ClusterStatus.red is published with ClientId")


def with_metric(case: Path, alert: str, **changed: Any) -> None:
    file = case / "alerts" / "case.yaml"
    config = yaml.safe_load(file.read_text())
    config["services"]["case"]["alerts"][alert]["cloudwatch"]["metric"].update(changed)
    file.write_text(yaml.safe_dump(config))


def other_sets(run: Run, case: Path) -> list[tuple[str, str]]:
    told = json.loads(run("--project", case, "lint", "--format", "json").stdout)["findings"]
    found = [each for each in told if each["check"] == "dimension/other-set"]
    return [(each["subject"], each["message"]) for each in found]
