"""An ordinary team's config has no finding, and each slip in it has one."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from setpoint.config import find_project
from setpoint.lint import Project, lint
from tests.lint.cases import TODAY, project_in

FOLDER = Path(__file__).parent / "ordinary"
SERVICES = (
    *("AWS/ApplicationELB", "AWS/RDS", "AWS/SQS", "AWS/Lambda", "AWS/ECS", "ContainerInsights"),
    *("AWS/CloudFront", "AWS/CertificateManager", "AWS/ApiGateway", "AWS/DynamoDB"),
    *("AWS/ElastiCache", "AWS/States", "AWS/Backup"),
)
# What people slip on: the file, what is written, what they write, and the check that finds it.
SLIPS = (
    ("edge", 'LoadBalancer: "${alb}", TargetGroup', "TargetGroup", "dimension/other-set"),
    ("acme", "alb: app/shop-prod/0123456789abcdef", "alb: shop-prod", "dimension/form"),
    ("edge", "name: RejectedConnectionCount", "name: rejectedConnectionCount", "metric/unknown"),
    ("data", 'dimensions: { QueueName: "orders-${env}" }, ', "", "dimension/none"),
    ("data", 'TableName: "carts-${env}" }', 'Table: "carts-${env}" }', "dimension/unknown"),
    ("data", "threshold: 85%", "threshold: 105%", "threshold/unreachable"),
    ("compute", "90%\n      stream", "90\n      stream", "threshold/unreachable"),
    ("edge", "threshold: 1.44%", "threshold: 0.0144", "threshold/fraction"),
    ("edge", "statistic: p95", "statistic: Average", "statistic/average-of-latency"),
    ("edge", "period: 1d", "period: 1h", "window/finer-than-metric"),
    ("data", "CPU is above 85 %", "CPU is above 75 %", "summary/other-threshold"),
    ("data", "period: 6h", "period: 5m", "window/finer-than-metric"),
    (
        "data",
        "period: 1h\n          evaluation_periods: 1",
        "period: 10s",
        "window/finer-than-metric",
    ),
    ("edge", "treat_missing_data: breaching", "", "missing-data/fine-when-silent"),
    ("data", "namespace: AWS/SNS", "namespace: AWS/Sns", "namespace/misspelt"),
    ("data", "        runbook: https://runbooks.acme.example/queues\n", "", "runbook/missing"),
)

# What a slip brings with it: the summary still tells the threshold of before.
BESIDE = {"threshold/unreachable": ("summary/other-threshold",)}


@pytest.fixture(scope="module")
def ordinary() -> Project:
    return project_in(FOLDER, TODAY)


def test_it_watches_what_most_teams_have(ordinary: Project) -> None:
    alarms = ordinary.environments["prod"].alarms
    watched = Counter(metric.namespace for alarm in alarms for metric in alarm.metrics)

    assert set(SERVICES) <= set(watched)
    assert len(ordinary.environments["prod"].catalog.alerts) >= 50


def test_it_has_no_finding(ordinary: Project) -> None:
    assert [f"{found.check}: {found.origin}: {found.message}" for found in lint(ordinary)] == []


@pytest.mark.parametrize(("file", "right", "wrong", "check"), SLIPS)
def test_a_slip_is_found_and_nothing_else(
    file: str, right: str, wrong: str, check: str, tmp_path: Path
) -> None:
    folder = tmp_path / "ordinary"
    shutil.copytree(FOLDER, folder)
    alerts = folder / "alerts" / f"{file}.yaml"
    text = alerts.read_text("utf-8")
    assert right in text
    alerts.write_text(text.replace(right, wrong, 1), "utf-8")

    found = lint(project_in(find_project(folder).root, TODAY))

    assert check in {each.check for each in found}
    assert {each.check for each in found} <= {check, *BESIDE.get(check, ())}
