"""Prices follow AWS's rules: by the metric, two more for a band, features of health checks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import (
    AnomalyAlarm,
    Channels,
    CompositeAlarm,
    HealthCheck,
    MathAlarm,
    Metric,
    MetricAlarm,
    MetricQuery,
    Prometheus,
    PrometheusReceiver,
)
from setpoint.cost import PriceError, estimate, load_prices
from setpoint.cost.signals import charges, custom_metrics
from tests.components import samples

if TYPE_CHECKING:
    from pathlib import Path

_METRIC = Metric(namespace="AWS/EC2", name="CPUUtilization", dimensions={}, statistic="Average")
_SELECT = 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)'
_EVALUATION = {
    "alarm_name": "a",
    "description": "",
    "evaluation_periods": 1,
    "datapoints_to_alarm": 1,
    "treat_missing_data": "missing",
    "comparison_operator": "GreaterThanThreshold",
}


def _alarm(period: int = 60, metric: Metric = _METRIC) -> MetricAlarm:
    return MetricAlarm(metric=metric, threshold=1, period=period, **_EVALUATION)


def _queries(count: int) -> tuple[MetricQuery, ...]:
    metrics = tuple(MetricQuery(id=f"m{i}", metric=_METRIC) for i in range(count))
    return (*metrics, MetricQuery(id="e", expression="m0 * 2", return_data=True))


def _total(signal: object) -> Decimal:
    return sum((charge.amount for charge in charges(signal, load_prices())), Decimal(0))


@pytest.mark.parametrize(
    ("signal", "dollars"),
    [
        (_alarm(), "0.10"),
        (_alarm(period=10), "0.30"),
        (MathAlarm(queries=_queries(2), threshold=1, period=60, **_EVALUATION), "0.20"),
        (
            AnomalyAlarm(
                queries=_queries(1), threshold_metric_id="b", band=2, period=60, **_EVALUATION
            ),
            "0.30",
        ),
        (
            AnomalyAlarm(
                queries=_queries(1), threshold_metric_id="b", band=2, period=10, **_EVALUATION
            ),
            "0.90",
        ),
        (
            MathAlarm(
                queries=(MetricQuery(id="q", expression=_SELECT, period=60, return_data=True),),
                threshold=1,
                period=60,
                **_EVALUATION,
            ),
            "0.10",
        ),
        (
            CompositeAlarm(
                alarm_name="c",
                description="",
                alarm_rule="",
                children={"one": _alarm(), "two": _alarm(period=30)},
                depends_on=(),
            ),
            "0.90",
        ),
    ],
    ids=["standard", "high resolution", "math", "anomaly", "fast anomaly", "query", "composite"],
)
def test_an_alarm_costs_what_its_metrics_do(signal: object, dollars: str) -> None:
    assert _total(signal) == Decimal(dollars)


def test_each_optional_feature_of_a_health_check_is_charged() -> None:
    check = HealthCheck(
        name="h",
        type="HTTPS_STR_MATCH",
        fqdn="example.com",
        port=443,
        resource_path="/",
        search_string="ok",
        request_interval=10,
        failure_threshold=3,
        measure_latency=True,
        enable_sni=True,
        inverted=False,
        regions=(),
        availability=None,
        alarm=_alarm(),
    )
    assert _total(check) == Decimal("0.75") + 4 * Decimal("2.00") + Decimal("0.10")


def test_metrics_outside_aws_are_custom_and_counted_once() -> None:
    own = Metric(namespace="Shop", name="Orders", dimensions={"Env": "prod"}, statistic="Sum")
    twice = CompositeAlarm(
        alarm_name="c",
        description="",
        alarm_rule="",
        children={"one": _alarm(metric=own), "two": _alarm(metric=own), "three": _alarm()},
        depends_on=(),
    )
    assert set(custom_metrics(twice)) == {("Shop", "Orders", "Env=prod")}


@pytest.mark.parametrize(
    ("namespace", "billed"),
    [
        ("Shop", True),
        ("CWAgent", True),
        ("ContainerInsights", True),
        ("AWS/EC2", False),
        ("CloudWatchSynthetics", False),
        ("AWS/NewThing", False),
    ],
)
def test_whose_metrics_are_billed_by_the_metric(namespace: str, billed: bool) -> None:
    metric = Metric(namespace=namespace, name="Load", dimensions={}, statistic="Average")
    assert bool(list(custom_metrics(_alarm(metric=metric)))) == billed


def test_a_price_table_with_a_missing_entry_is_named(tmp_path: Path) -> None:
    table = tmp_path / "prices.yaml"
    table.write_text("region: eu-west-1\n")
    with pytest.raises(PriceError, match=r"prices\.yaml is no price table: .*alarms"):
        load_prices(table)


def test_how_many_metrics_a_query_finds_is_left_open_and_none_of_them_is_free() -> None:
    query = MetricQuery(id="q", expression=_SELECT, period=60, return_data=True)
    signal = MathAlarm(queries=(query,), threshold=1, period=60, **_EVALUATION)
    named = samples.catalog(samples.alert("cpu", samples.metric_alarm()))
    selected = samples.catalog(samples.alert("any-cpu", signal))

    priced = estimate(selected, load_prices())

    assert [(line.what, line.free) for line in priced.lines] == [("metric selected by a query", 0)]
    assert "AWS bills every metric that it finds" in priced.notes[0]
    assert estimate(named, load_prices()).notes == ()


def _rules(workspace: str, service: str | None) -> Prometheus:
    receiver = PrometheusReceiver(
        name="critical",
        pagerduty_service=service,
        pagerduty_severity="critical",
        topics=(),
        channels=Channels(slack=(), email=(), sms=()),
    )
    return Prometheus(
        workspace=workspace,
        alias="acme-prod",
        namespaces={"shop": "acme-prod-shop"},
        evaluation_interval=60,
        repeat_interval=60,
        secrets="/etc",
        smtp=None,
        receivers={"critical": receiver},
        routes=(),
    )


@pytest.mark.parametrize(
    ("workspace", "service", "lines", "notes"),
    [("managed", "shop", ["KMS key", "secret"], 1), ("managed", None, [], 1), ("none", "a", [], 0)],
)
def test_rules_of_prometheus_cost_the_keys_of_pages_and_what_nobody_knows(
    workspace: str, service: str | None, lines: list[str], notes: int
) -> None:
    catalog = samples.catalog(prometheus=_rules(workspace, service))
    found = estimate(catalog, load_prices())
    assert [line.what for line in found.lines] == lines
    assert found.total == (Decimal("1.40") if lines else 0)
    assert len(found.notes) == notes
