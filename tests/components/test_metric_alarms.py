"""Metric, math and anomaly alarms as CloudWatch gets them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import Channels, StateRoute
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render


def test_an_alarm_on_one_metric(render: Render) -> None:
    plan = render(samples.catalog(samples.alert("cpu", samples.metric_alarm())))

    alarm = plan.one("MetricAlarm", "api/cpu")

    assert alarm.parent == "setpoint:cloudwatch:ServiceAlarms::api"
    assert alarm.inputs == {
        "name": "acme-prod-api-cpu",
        "alarmDescription": "CPU of the database",
        "namespace": "AWS/RDS",
        "metricName": "CPUUtilization",
        "dimensions": {"DBInstanceIdentifier": "main"},
        "statistic": "Average",
        "comparisonOperator": "GreaterThanThreshold",
        "threshold": 80,
        "period": 60,
        "evaluationPeriods": 5,
        "datapointsToAlarm": 3,
        "treatMissingData": "missing",
        "actionsEnabled": True,
        "alarmActions": ["arn:aws:sns:us-east-1:${account}:acme-prod-critical"],
        "okActions": ["arn:aws:sns:us-east-1:${account}:acme-prod-critical"],
        "tags": {**samples.TAGS, "service": "api", "severity": "critical", "owner": "platform"},
    }


def test_a_percentile_is_an_extended_statistic_with_its_own_rule_for_few_samples(
    render: Render,
) -> None:
    metric = replace(samples.CPU, statistic="p99", unit="Seconds")
    signal = samples.metric_alarm(
        metric=metric, threshold=0.5, evaluate_low_sample_count_percentiles="ignore"
    )

    inputs = render(samples.catalog(samples.alert("slow", signal))).inputs(
        "MetricAlarm", "api/slow"
    )

    assert inputs["extendedStatistic"] == "p99"
    assert "statistic" not in inputs
    assert inputs["evaluateLowSampleCountPercentiles"] == "ignore"
    assert inputs["unit"] == "Seconds"
    assert inputs["threshold"] == 0.5


def test_a_metric_of_another_account_is_read_by_a_query(render: Render) -> None:
    signal = samples.metric_alarm(metric=replace(samples.CPU, account_id="123456789012"))

    inputs = render(samples.catalog(samples.alert("cpu", signal))).inputs("MetricAlarm", "api/cpu")

    (query,) = inputs["metricQueries"]
    assert query["accountId"] == "123456789012"
    assert query["returnData"] is True
    assert query["metric"]["period"] == 60
    assert "metricName" not in inputs
    assert inputs["threshold"] == 80


def test_math_reads_metrics_and_returns_one_line(render: Render) -> None:
    inputs = render(samples.catalog(samples.alert("errors", samples.math_alarm()))).inputs(
        "MetricAlarm", "api/errors"
    )

    requests, errors, ratio = inputs["metricQueries"]
    assert requests["metric"] == {
        "namespace": "AWS/RDS",
        "metricName": "Requests",
        "dimensions": {"DBInstanceIdentifier": "main"},
        "stat": "Sum",
        "period": 300,
    }
    assert errors["metric"]["period"] == 60, "a query's own period wins over the alarm's"
    assert ratio == {
        "id": "ratio",
        "expression": "100 * errors / requests",
        "label": "%",
        "returnData": True,
    }
    assert inputs["threshold"] == 1.5
    assert "period" not in inputs, "CloudWatch refuses a period beside queries"


def test_an_anomaly_alarm_watches_a_line_and_its_band(render: Render) -> None:
    inputs = render(samples.catalog(samples.alert("odd", samples.anomaly_alarm()))).inputs(
        "MetricAlarm", "api/odd"
    )

    watched, band = inputs["metricQueries"]
    assert watched["returnData"] is True
    assert band["expression"] == "ANOMALY_DETECTION_BAND(m1, 2.5)"
    assert band["returnData"] is True
    assert inputs["thresholdMetricId"] == "band"
    assert "threshold" not in inputs


@pytest.mark.parametrize(
    "signal",
    [samples.metric_alarm(), samples.math_alarm(), samples.anomaly_alarm(), samples.log_metric()],
    ids=lambda signal: type(signal).__name__,
)
def test_what_is_opened_is_closed_and_silence_notifies_nobody(
    render: Render, signal: samples.Signal
) -> None:
    topics = {"critical": samples.topic("critical"), "page-api": samples.topic("page-api")}
    alert = samples.alert("x", signal, topics=("critical", "page-api"))

    inputs = render(samples.catalog(alert, topics=topics)).inputs("MetricAlarm", "api/x")

    assert len(inputs["alarmActions"]) == 2
    assert inputs["okActions"] == inputs["alarmActions"]
    assert "insufficientDataActions" not in inputs


@pytest.mark.parametrize(
    ("signal", "kind"),
    [(samples.metric_alarm(), "MetricAlarm"), (samples.composite("TRUE"), "CompositeAlarm")],
    ids=["metric", "composite"],
)
def test_others_hear_that_it_is_over_or_has_no_data(
    render: Render, signal: samples.Signal, kind: str
) -> None:
    nobody, function = Channels(slack=(), email=(), sms=()), "arn:aws:lambda:us-east-1:1:function:f"
    alert = samples.alert("x", signal)
    route = replace(
        alert.route,
        ok=StateRoute(channels=nobody),
        insufficient_data=StateRoute(channels=nobody, topics=("ops",), actions=(function,)),
    )
    topics = {"critical": samples.topic("critical"), "ops": samples.topic("ops")}

    inputs = render(samples.catalog(replace(alert, route=route), topics=topics)).inputs(
        kind, "api/x"
    )

    assert inputs["alarmActions"] == ["arn:aws:sns:us-east-1:${account}:acme-prod-critical"]
    assert "okActions" not in inputs
    assert inputs["insufficientDataActions"] == [
        "arn:aws:sns:us-east-1:${account}:acme-prod-ops",
        function,
    ]


def test_a_disabled_alert_keeps_its_alarm_without_actions(render: Render) -> None:
    signal = samples.metric_alarm(actions_enabled=False)

    inputs = render(samples.catalog(samples.alert("cpu", signal))).inputs("MetricAlarm", "api/cpu")

    assert inputs["actionsEnabled"] is False
