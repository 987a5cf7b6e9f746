"""cfn-lint, which has CloudFormation's own schemas, finds no error in alarms and dashboards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cfnlint
import pytest

from setpoint.automation.plan import PlannedResource, render_plan
from setpoint.catalog import load_catalog
from tests.examples.cloudformation import TYPES, template
from tests.organizations import ENVIRONMENT_IDS, ENVIRONMENTS

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog
    from tests.organizations import Organization

ON_CLOUDWATCH = {
    *("cloudwatch", "cloudwatch_math", "cloudwatch_anomaly", "cloudwatch_logs"),
    *("composite", "http_check"),
}


def errors(resources: list[PlannedResource], region: str) -> list[str]:
    """Return what cfn-lint calls an error in the template of a plan."""
    found = cfnlint.lint(template(resources), regions=[region])
    return [f"{one.rule.id} {one.path}: {one.message}" for one in found if one.rule.id[0] == "E"]


@pytest.mark.parametrize(("organization", "environment"), ENVIRONMENTS, ids=ENVIRONMENT_IDS)
def test_alarms_and_dashboards_are_valid_cloudformation(
    organization: Organization, environment: str
) -> None:
    catalog: Catalog = load_catalog(organization.root, environment)
    planned = [one for one in render_plan(catalog) if one.type in TYPES]
    watched = {alert.kind for alert in catalog.alerts.values()} & ON_CLOUDWATCH
    assert bool(planned) == bool(watched or catalog.dashboards)
    assert not planned or errors(planned, catalog.region) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"comparisonOperator": "MoreThan"}, "MoreThan"),
        ({"evaluationPeriods": 0}, "EvaluationPeriods"),
        ({"howOften": 3}, "HowOften"),
        ({"statistic": "Mean"}, "Mean"),
    ],
)
def test_an_alarm_that_aws_would_refuse_is_found(changed: dict[str, Any], said: str) -> None:
    inputs = {
        "name": "acme-prod-api-cpu",
        "namespace": "AWS/EC2",
        "metricName": "CPUUtilization",
        "dimensions": {"InstanceId": "i-0123456789abcdef0"},
        "statistic": "Average",
        "period": 60,
        "comparisonOperator": "GreaterThanThreshold",
        "threshold": 80,
        "evaluationPeriods": 1,
    }
    kind = "aws:cloudwatch/metricAlarm:MetricAlarm"

    def alarm(values: dict[str, Any]) -> list[PlannedResource]:
        return [PlannedResource(type=kind, name="api/cpu", parent=None, inputs=values)]

    assert errors(alarm(inputs), "us-east-1") == []
    assert said in " ".join(errors(alarm({**inputs, **changed}), "us-east-1"))
