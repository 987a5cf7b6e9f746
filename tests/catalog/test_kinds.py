"""QuickSell has every kind of signal: each is told in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog import load_catalog
from setpoint.catalog.kinds import kind_of, parts
from setpoint.catalog.kinds.composite import combination
from setpoint.catalog.kinds.judging import detection_seconds
from setpoint.catalog.model import (
    Addressee,
    Channels,
    CompositeAlarm,
    Route,
    SentryAction,
    Webhook,
)
from setpoint.catalog.route_words import route_text

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog


@pytest.fixture(scope="module")
def prod() -> Catalog:
    return load_catalog(Path(__file__).parents[2], "prod")


@pytest.mark.parametrize(
    ("alert", "told"),
    [
        ("hosts/high-cpu", [("cloudwatch", "> 80%", "10 of 10 x 1m")]),
        ("auth/login-failures", [("cloudwatch_math", "> 50%", "1 of 1 x 5m")]),
        ("api/request-spike", [("sentry_metric", "> 100%", "15m")]),
        ("api/log-errors", [("cloudwatch_logs", "> 50", "2 of 2 x 5m")]),
        ("app-stores/apple-unreachable", [("http_check", "4 failures", "4 x 30s")]),
        ("api/sentry-error-rate", [("sentry_metric", "> 10", "1m")]),
        (
            "marketplace/signup-errors",
            [
                (
                    "sentry_issue",
                    "message ~ marketplace, message ~ signup, > 5 in 15m",
                    "<= 1 in 30m",
                )
            ],
        ),
        (
            "api/suspicious-activity",
            [("sentry_issue", "suspicious_activity = true", "<= 1 in 30m")],
        ),
        ("api/latency", [("p95", "> 1s", "5 of 5 x 1m"), ("p99", "> 2s", "5 of 5 x 1m")]),
    ],
)
def test_thresholds_and_windows(
    prod: Catalog, alert: str, told: list[tuple[str, str, str]]
) -> None:
    assert [tuple(part)[:3] for part in parts(prod.alerts[alert])] == told


def test_what_sentry_counts_is_found_within_the_time_over_which_it_counts(prod: Catalog) -> None:
    alert = prod.alerts["marketplace/signup-errors"]

    assert detection_seconds(alert, prod) == 15 * 60
    assert kind_of(alert.signal).delay_of(alert.signal) == "counted over 15m"


@pytest.mark.parametrize(
    ("alert", "watches"),
    [
        ("hosts/high-cpu", ["Average of AWS/EC2 CPUUtilization"]),
        ("auth/login-failures", ["100 * failures / attempts"]),
        ("api/request-spike", ["count(span.duration) of is_transaction:true"]),
        (
            "api/latency",
            [f"{p} of AWS/ApplicationELB TargetResponseTime" for p in ("p95", "p99")],
        ),
        ("marketplace/signup-errors", ["issues of backend"]),
    ],
)
def test_what_is_watched(prod: Catalog, alert: str, watches: list[str]) -> None:
    assert [part.watches for part in parts(prod.alerts[alert])] == watches


def test_a_band_is_told_in_standard_deviations(prod: Catalog) -> None:
    told = [tuple(part) for part in parts(prod.alerts["api/error-rate"])]
    assert told[-1] == (
        "baseline",
        "above band of 2",
        "1 of 1 x 5m",
        "100 * (FILL(targets, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
    )


def test_a_rule_of_prometheus_tells_its_threshold_as_it_was_written() -> None:
    storesync = load_catalog(Path(__file__).parents[2] / "examples" / "storesync", "prod")
    limits = {
        name: parts(storesync.alerts[name])[0].threshold
        for name in ("sync/worker-memory", "database/connection-pool", "api/high-error-rate")
    }
    assert limits == {
        "sync/worker-memory": "> 3.5GiB",
        "database/connection-pool": "> 80%",
        "api/high-error-rate": "> 0.05",
    }


def test_routes(prod: Catalog) -> None:
    assert route_text(prod.alerts["api/latency"].route) == "#alerts"
    assert route_text(prod.alerts["payments/stripe-errors"].route) == (
        "page high (platform), #incidents, oncall@quicksell.monster,"
        " billing@quicksell.monster, sms +15550100099"
    )


def test_people_webhooks_and_tickets_are_part_of_a_route() -> None:
    channels = Channels(
        slack=("#alerts",),
        email=(),
        sms=(),
        people=(Addressee(id="ana", name="Ana", email="ana@example.com"),),
        webhooks=(Webhook(id="in-app", url="https://app.example.com", sentry_app="app"),),
    )
    ticket = SentryAction(type="github", target="acme/shop", options={})
    route = Route(
        page=None, pagerduty_service=None, escalation=None, channels=channels, topics=(),
        tickets=(ticket,),
    )  # fmt: skip
    assert route_text(route) == "#alerts, ana, webhook in-app, ticket github acme/shop"


def test_a_rule_names_the_alert_whose_whole_id_an_alarm_has() -> None:
    alarm = CompositeAlarm(
        alarm_name="acme-prod-shop-all",
        description="",
        alarm_rule='ALARM("acme-prod-old-web-slow") AND NOT OK("acme-prod-web-slow")',
        children={},
        depends_on=("web/slow", "old-web/slow"),
    )

    assert combination(alarm).text == "ALARM(old-web/slow) AND NOT OK(web/slow)"


def test_a_kind_has_the_key_of_its_section_in_the_config(prod: Catalog) -> None:
    for alert in prod.alerts.values():
        assert kind_of(alert.signal).key == alert.kind
