"""Who hears that an alarm is over or has no data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.route_words import states_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog

METRIC = "metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }"
OPS = {"slack": ["#extra"]}


@pytest.fixture
def one(catalog_of: Callable[..., Catalog]) -> Callable[..., tuple[Alert, Catalog]]:
    """A function from a severity's addition, an alert's notify and more of its signal."""

    def make(
        severity: str, own: dict[str, Any] | None = None, notify: str = "", signal: str = ""
    ) -> tuple[Alert, Catalog]:
        catalog = catalog_of(
            f"it: {{ severity: {severity}, summary: X, {notify}"
            f' cloudwatch: {{ {METRIC}, comparison: ">", threshold: 1%, {signal} }} }}',
            overlay=json.dumps({"severities": {severity: own or {}}}),
        )
        return catalog.alerts["shop/it"], catalog

    return make


def test_as_a_rule_ok_goes_where_the_alarm_goes_and_missing_data_nowhere(
    one: Callable[..., tuple[Alert, Catalog]],
) -> None:
    alert, catalog = one("high")

    assert (alert.route.ok, alert.route.insufficient_data) == (None, None)
    assert list(catalog.topics) == ["high"]


@pytest.mark.parametrize(
    "given",
    [
        {"own": {"ok": []}},
        {"notify": "notify: { ok: [] },"},
        {"own": {"ok": OPS}, "notify": "notify: { ok: [] },"},
        {"signal": "ok_actions: []"},
    ],
)
def test_nobody_hears_that_it_is_over(
    given: dict[str, Any], one: Callable[..., tuple[Alert, Catalog]]
) -> None:
    alert, catalog = one("high", **given)

    assert alert.route.ok is not None
    assert (alert.route.ok.topics, alert.route.ok.actions) == ((), ())
    assert alert.route.topics == ("high",)
    assert list(states_text(alert.route)) == ["OK to nobody"]
    assert list(catalog.topics) == ["high"]


def test_a_page_is_resolved_in_any_case(one: Callable[..., tuple[Alert, Catalog]]) -> None:
    alert, _ = one("critical", {"ok": []})

    assert alert.route.ok is not None
    assert alert.route.ok.topics == ("page-shop",)
    assert alert.route.topics == ("page-shop", "critical")


def test_others_hear_that_it_is_over_or_has_no_data(
    one: Callable[..., tuple[Alert, Catalog]],
) -> None:
    arn = "arn:aws:lambda:us-east-1:123456789012:function:note"
    alert, catalog = one(
        "high",
        {"ok": OPS, "insufficient_data": {"email": ["ops@example.com"]}},
        signal=f"ok_actions: ['{arn}']",
    )

    assert alert.route.ok is not None
    assert alert.route.insufficient_data is not None
    (over,), (silent,) = alert.route.ok.topics, alert.route.insufficient_data.topics
    assert [each.endpoint for each in catalog.topics[over].subscriptions] == ["#extra"]
    assert [each.endpoint for each in catalog.topics[silent].subscriptions] == ["ops@example.com"]
    assert alert.route.all_topics == ("high", over, silent)
    told = [f"OK to #extra, {arn}", "no data to ops@example.com"]
    assert list(states_text(alert.route)) == told


def test_an_alert_leaves_out_what_its_severity_says_of_missing_data(
    one: Callable[..., tuple[Alert, Catalog]],
) -> None:
    alert, _ = one("high", {"insufficient_data": OPS}, "notify: { insufficient_data: [] },")

    assert alert.route.insufficient_data is None


def test_alertmanager_leaves_out_that_it_is_over(catalog_of: Callable[..., Catalog]) -> None:
    alerts = "it: { severity: high, summary: X, prometheus: { expr: up == 0 } }"
    more = "prometheus: { workspace: managed }"

    usual = catalog_of(alerts, more=more).prometheus
    silent = catalog_of(alerts, more=more, overlay="{ severities: { high: { ok: [] } } }")

    assert usual is not None
    assert silent.prometheus is not None
    assert [each.send_resolved for each in usual.receivers.values()] == [True]
    assert [each.send_resolved for each in silent.prometheus.receivers.values()] == [False]
