"""What metrics are: shares, complete lists, dimensions, and units of statistics."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

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


def test_percent_of_a_share_from_zero_to_one(case_of: CaseOf, run: Run) -> None:
    case = case_of("10-percent-of-fraction")

    alerts = catalog_of(case).alerts
    sent = {name: alert.signal.threshold for name, alert in alerts.items()}  # type: ignore[union-attr]
    shown = run("--project", case, "show", "--env", "prod").stdout

    assert sent == {name: value for name, (value, _) in SHARES.items()}
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


def test_metrics_that_aws_publishes_are_known_or_not_judged(case_of: CaseOf, run: Run) -> None:
    assert findings(run, case_of("18-metric-unknown")) == []


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


def test_what_is_right_beside_them_is_not_found(case_of: CaseOf, run: Run) -> None:
    found = findings(run, case_of("04-dimension-values"))
    assert {check for _, check in found} == {"dimension/form"}


@pytest.mark.parametrize(
    "name",
    [
        *("01-prom-same-name", "07-guarded-sms", "10-percent-of-fraction", "14-math-period/before"),
        *("14-math-period/after", "18-metric-unknown", "20-region-of-metric"),
        *("21-ok-and-other-actions", "23-round-robin", "27-support-hours/before"),
    ],
)
def test_cases_that_are_right_have_no_finding(
    shared_dir: Path, tmp_path: Path, run: Run, name: str
) -> None:
    case = tmp_path / "case"
    shutil.copytree(shared_dir / "cases" / name, case)
    assert findings(run, case) == []
