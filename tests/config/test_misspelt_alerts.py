"""An overlay that misspells an alert is told by the name that was meant, whatever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config.model import Alert
from setpoint.config.model.section import fields_by_key
from tests.config.conftest import SHARED, problems_of

if TYPE_CHECKING:
    from tests.config.conftest import Load

CHANGES = {
    "with": "{ with: { a: 1 } }",
    "levels": "{ levels: { high: 80% } }",
    "severity": "{ severity: high }",
    "summary": "{ summary: Slow }",
    "description": "{ description: Slow }",
    "runbook": "{ runbook: https://shop.example/slow }",
    "owner": "{ owner: nobody }",
    "region": "{ region: us-east-1 }",
    "enabled": "{ enabled: 5 }",
    "respond_within": "{ respond_within: 5m }",
    "notify": "{ notify: { slack: ['#alerts'] } }",
    "escalation": "{ escalation: nobody }",
    "page": "{ page: low }",
    "allow": "{ allow: [] }",
    "cloudwatch": "{ cloudwatch: { threshold: 90% } }",
    "cloudwatch_math": "{ cloudwatch_math: { threshold: 90% } }",
    "cloudwatch_anomaly": "{ cloudwatch_anomaly: { band: 2 } }",
    "cloudwatch_logs": "{ cloudwatch_logs: { threshold: 5 } }",
    "composite": "{ composite: { any: {} } }",
    "http_check": "{ http_check: { url: https://shop.example } }",
    "sentry_metric": "{ sentry_metric: { threshold: 4 } }",
    "sentry_issue": "{ sentry_issue: { frequency: 5m } }",
    "sentry_uptime": "{ sentry_uptime: { interval: 5m } }",
    "sentry_cron": "{ sentry_cron: { every: 15m } }",
    "prometheus": "{ prometheus: { threshold: 5 } }",
    "an unknown key": "{ treshold: 5 }",
    "a misspelt signal": "{ cloudwach: { threshold: 5 } }",
    "keys of a level": "{ levels: { high: { treshold: 5 } }, enabled: false }",
    "levels and all else": "{ summary: Slow, severity: high, levels: { high: 5 } }",
    "no keys": "{}",
    "no mapping": "5",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_misspelt_alert_is_told_by_its_name(change: str, loader: Load) -> None:
    services = (SHARED / "services.yaml").read_text()
    changes = f"services: {{ api: {{ alerts: {{ sloww: {change} }} }} }}"
    overlay = f"config:\n  setpoint:config:\n    {changes}\n"
    (found,) = problems_of(loader, {"services.yaml": services}, overlay)
    assert found == (
        "Pulumi.prod.yaml:3:34: services.api.alerts.sloww: does not exist in the base,"
        " and is not complete enough to be new; did you mean slow?"
    )


def test_every_key_of_an_alert_is_tried() -> None:
    # a use of a template may be all that a new alert is
    assert set(fields_by_key(Alert)) - set(CHANGES) == {"template"}
