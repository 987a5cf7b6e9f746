"""What lint holds for unreachable, a review holds for unable to go off, and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from setpoint.catalog.kinds.judging import obstacle
from setpoint.lint import lint
from setpoint.metrics import known_namespace
from tests.lint.cases import expand, project_in, write

NAMESPACES = ("AWS/EC2", "AWS/ECS", "AWS/SES", "AWS/ApiGateway", "AWS/RDS", "ContainerInsights")
METRICS = [
    (namespace, name)
    for namespace in NAMESPACES
    for name in known_namespace(namespace).metrics  # type: ignore[union-attr]
]
ALARMS = st.fixed_dictionaries(
    {
        "metric": st.tuples(
            st.sampled_from([*METRICS, ("Shop", "Orders"), ("Shop", "Load")]),
            st.sampled_from(["Average", "Sum", "Maximum", "p99", "SampleCount", "PR(:5)", "tc99"]),
        ),
        "comparison": st.sampled_from([">", ">=", "<", "<="]),
        "threshold": st.sampled_from([-1, 0, 0.5, 1, 1.5, 99, 100, 101, 1e9]),
    }
)
UNREACHABLE = "threshold/unreachable"


def signal(drawn: dict[str, Any]) -> dict[str, Any]:
    (namespace, name), statistic = drawn["metric"]
    metric = {"namespace": namespace, "name": name, "statistic": statistic}
    return {**drawn, "metric": metric, "period": "5m", "evaluation_periods": 2}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ALARMS, min_size=1, max_size=5))
def test_both_go_by_the_same_values(drawn: list[dict[str, Any]]) -> None:
    alerts = {
        f"a{place}": {
            "severity": "high",
            "summary": f"It fails {place}",
            "cloudwatch": signal(each),
        }
        for place, each in enumerate(drawn)
    }
    case = {"config": {"services": {"shop": {"alerts": alerts}}}}
    with tempfile.TemporaryDirectory() as folder:
        project = project_in(write(Path(folder), expand(case)))
        linted = {found.subject for found in lint(project) if found.check == UNREACHABLE}
    catalog = project.environments["prod"].catalog
    reviewed = {alert.id for alert in catalog.alerts.values() if obstacle(alert, catalog)}

    assert reviewed == linted


def test_a_busy_service_may_exceed_its_share(tmp_path: Path) -> None:
    case = {"alarm": "Average AWS/ECS CPUUtilization > 150%"}
    project = project_in(write(tmp_path, expand(case)))
    catalog = project.environments["prod"].catalog

    assert obstacle(catalog.alerts["shop/it"], catalog) is None
    assert UNREACHABLE not in {found.check for found in lint(project)}
