from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path

from setpoint.catalog import load_catalog
from setpoint.catalog.model import Person, Restriction
from setpoint.config import Secret
from setpoint.report.catalog_json import alerts_as_json, as_json


def test_a_document_has_an_alert_a_line_and_is_json() -> None:
    catalog = load_catalog(Path(__file__).parents[2], "prod")
    alerts = list(catalog.alerts.values())
    lines = list(alerts_as_json({"prod": alerts, "none": []}))
    document = json.loads("\n".join(lines))
    assert [each["id"] for each in document["environments"]["prod"]["alerts"]] == list(
        catalog.alerts
    )
    assert document["environments"]["none"] == {"alerts": []}
    assert sum(line.startswith('{"id"') for line in lines) == len(alerts)


def test_every_signal_says_what_it_is() -> None:
    catalog = load_catalog(Path(__file__).parents[2], "prod")
    document = json.loads(as_json(dict(catalog.alerts)))
    assert {alert["signal"]["kind"] for alert in document.values()} == {
        "metric_alarm",
        "math_alarm",
        "log_metric",
        "composite_alarm",
        "health_check",
        "sentry_monitor",
        "sentry_alert",
    }
    composite = document["api/error-rate"]["signal"]
    assert composite["children"]["baseline"]["kind"] == "anomaly_alarm"


def test_secrets_are_masked_and_times_are_iso() -> None:
    person = Person(
        id="ana",
        name="Ana",
        email="ana@example.com",
        phone=Secret(("people", "ana", "phone")),
        time_zone="UTC",
        role="user",
    )
    assert json.loads(as_json(person))["phone"] == "[secret]"
    restriction = Restriction(
        type="daily_restriction",
        start_time_of_day=time(9),
        duration_seconds=3600,
        start_day_of_week=None,
    )
    assert json.loads(as_json(restriction))["start_time_of_day"] == "09:00:00"
    assert as_json(datetime(2025, 11, 24, 9, tzinfo=UTC)) == '"2025-11-24T09:00:00+00:00"'
