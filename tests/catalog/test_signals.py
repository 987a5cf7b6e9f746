from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    Metric,
    MetricAlarm,
    MetricQuery,
)
from setpoint.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert


LATENCY = "{ namespace: AWS/ApplicationELB, name: TargetResponseTime, statistic: p95 }"
ERRORS = "{ namespace: Shop, name: Errors, statistic: Sum }"
REQUESTS = "{ namespace: Shop, name: Requests, statistic: Sum }"


def test_a_metric_alarm(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f"""
        runbook: https://runbooks.example.com/slow
        cloudwatch:
          metric: {LATENCY}
          comparison: ">"
          threshold: 1500ms
          period: 1m
          evaluation_periods: 5
          datapoints_to_alarm: 3
          low_samples: ignore
        """
    )
    assert alert.signal == MetricAlarm(
        alarm_name="acme-prod-shop-it",
        description=(
            "Something is wrong\n"
            "Condition: p95 of AWS/ApplicationELB TargetResponseTime > 1.5s"
            " in 3 of 5 periods of 1m\n"
            "Owner: Core\nRespond within: 5m\n"
            "Runbook: https://runbooks.example.com/slow"
        ),
        comparison_operator="GreaterThanThreshold",
        period=60,
        evaluation_periods=5,
        datapoints_to_alarm=3,
        treat_missing_data="missing",
        metric=Metric(
            namespace="AWS/ApplicationELB",
            name="TargetResponseTime",
            dimensions={},
            statistic="p95",
        ),
        threshold=1.5,
        threshold_unit="Seconds",
        evaluate_low_sample_count_percentiles="ignore",
    )


def test_the_threshold_moves_with_the_config(alert_of: Callable[..., Alert]) -> None:
    def threshold(text: str) -> float:
        alert = alert_of(
            f'cloudwatch: {{ metric: {LATENCY}, comparison: ">", threshold: {text}, period: 1m }}'
        )
        assert isinstance(alert.signal, MetricAlarm)
        return alert.signal.threshold

    assert (threshold("1s"), threshold("1001ms")) == (1.0, 1.001)


def test_a_rate_counts_a_period(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f'cloudwatch: {{ metric: {ERRORS}, comparison: ">=", threshold: 5/min, period: 5m }}'
    )
    assert isinstance(alert.signal, MetricAlarm)
    assert alert.signal.threshold == 25
    assert alert.signal.comparison_operator == "GreaterThanOrEqualToThreshold"


@pytest.mark.parametrize(
    ("name", "threshold", "sent"),
    [("ReadIOPS", "1000/s", 1000), ("ReadIOPS", "60/min", 1), ("ReadThroughput", "100MB/s", 1e8)],
)
def test_a_rate_of_what_is_published_per_second_is_compared_as_it_is(
    alert_of: Callable[..., Alert], name: str, threshold: str, sent: float
) -> None:
    metric = f"{{ namespace: AWS/RDS, name: {name}, statistic: Average }}"
    alert = alert_of(
        f'cloudwatch: {{ metric: {metric}, comparison: ">", threshold: {threshold}, period: 5m }}'
    )
    assert isinstance(alert.signal, MetricAlarm)
    assert alert.signal.threshold == sent


def test_a_math_alarm_returns_one_line(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f"""
        cloudwatch_math:
          expression: 100 * errors / total
          metrics: {{ errors: {ERRORS}, requests: {REQUESTS} }}
          expressions: {{ total: "FILL(requests, 1)" }}
          comparison: ">"
          threshold: 5%
          period: 5m
        """
    )
    signal = alert.signal
    assert isinstance(signal, MathAlarm)
    assert [(query.id, query.return_data) for query in signal.queries] == [
        ("errors", False),
        ("requests", False),
        ("total", False),
        ("value", True),
    ]
    assert signal.queries[0] == MetricQuery(
        id="errors",
        metric=Metric(namespace="Shop", name="Errors", dimensions={}, statistic="Sum"),
        period=300,
    )
    assert signal.queries[-1].expression == "100 * errors / total"
    assert (signal.threshold, signal.threshold_unit) == (5.0, "Percent")


def test_the_id_of_the_result_avoids_those_of_the_config(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f"""
        cloudwatch_math:
          expression: value * 2
          metrics: {{ value: {ERRORS} }}
          comparison: ">"
          threshold: 5
          period: 5m
        """
    )
    assert isinstance(alert.signal, MathAlarm)
    assert [query.id for query in alert.signal.queries] == ["value", "value2"]


@pytest.mark.parametrize(
    ("side", "operator"),
    [
        ("above", "GreaterThanUpperThreshold"),
        ("below", "LessThanLowerThreshold"),
        ("outside", "LessThanLowerOrGreaterThanUpperThreshold"),
    ],
)
def test_an_anomaly_alarm_compares_with_a_band(
    alert_of: Callable[..., Alert], side: str, operator: str
) -> None:
    alert = alert_of(
        f"cloudwatch_anomaly: {{ metric: {REQUESTS}, band: 2.5, comparison: {side}, period: 5m }}"
    )
    signal = alert.signal
    assert isinstance(signal, AnomalyAlarm)
    assert signal.comparison_operator == operator
    assert signal.band == 2.5
    assert signal.threshold_metric_id == "band"
    assert [(query.id, query.return_data) for query in signal.queries] == [("value", True)]
    assert alert.condition == (
        f"Sum of Shop Requests {side} the expected band of 2.5 standard deviations over 5m"
    )


def test_an_anomaly_alarm_on_an_expression(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(
        f"""
        cloudwatch_anomaly:
          expression: band / requests
          metrics: {{ band: {ERRORS}, requests: {REQUESTS} }}
          band: 2
          comparison: above
        """
    )
    assert isinstance(alert.signal, AnomalyAlarm)
    assert alert.signal.threshold_metric_id == "band2"
    assert alert.signal.queries[-1].expression == "band / requests"


def test_a_log_metric_has_a_filter_and_an_alarm_on_what_it_publishes(
    alert_of: Callable[..., Alert],
) -> None:
    alert = alert_of(
        """
        cloudwatch_logs:
          log_group: /shop/prod
          pattern: '{ $.level = "error" }'
          metric: { namespace: Shop/Logs, name: Errors, default: 0 }
          comparison: ">"
          threshold: 50
          period: 5m
        """
    )
    signal = alert.signal
    assert isinstance(signal, LogMetric)
    assert signal.filter_name == "acme-prod-shop-it"
    assert (signal.metric_namespace, signal.metric_name) == ("Shop/Logs", "Errors")
    assert (signal.metric_value, signal.default_value) == ("1", 0)
    assert signal.alarm.metric == Metric(
        namespace="Shop/Logs", name="Errors", dimensions={}, statistic="Sum"
    )
    assert signal.alarm.threshold == 50


def test_an_alarm_watches_the_values_of_a_log_metric_s_dimensions(
    alert_of: Callable[..., Alert],
) -> None:
    alert = alert_of(
        """
        cloudwatch_logs:
          log_group: /shop/prod
          pattern: "[host, level = ERROR]"
          metric: { namespace: Shop/Logs, name: Errors, dimensions: { Host: $host } }
          dimensions: { Host: one }
          comparison: ">"
          threshold: 50
          period: 5m
        """
    )
    signal = alert.signal
    assert isinstance(signal, LogMetric)
    assert signal.dimensions == {"Host": "$host"}
    assert signal.alarm.metric.dimensions == {"Host": "one"}
    assert (
        "lines of /shop/prod matching [host, level = ERROR] with Host=one > 50" in alert.condition
    )


@pytest.mark.parametrize(
    ("url", "more", "expected"),
    [
        ("https://a.example.com/x?y=1", "", ("HTTPS", "a.example.com", 443, "/x?y=1")),
        ("https://a.example.com:8443", "", ("HTTPS", "a.example.com", 8443, "")),
        (
            "http://a.example.com",
            ", search_string: ok",
            ("HTTP_STR_MATCH", "a.example.com", 80, ""),
        ),
        ("tcp://a.example.com:5432", "", ("TCP", "a.example.com", 5432, "")),
    ],
)
def test_a_health_check_knows_its_endpoint(
    alert_of: Callable[..., Alert], url: str, more: str, expected: tuple[str, str, int, str]
) -> None:
    alert = alert_of(f"http_check: {{ url: '{url}', interval: 10s, failure_threshold: 2{more} }}")
    check = alert.signal
    assert isinstance(check, HealthCheck)
    assert (check.type, check.fqdn, check.port, check.resource_path) == expected
    assert (check.request_interval, check.failure_threshold) == (10, 2)


def test_a_health_check_is_watched_by_its_minimum(alert_of: Callable[..., Alert]) -> None:
    check = alert_of("http_check: { url: https://a.example.com/ }").signal
    assert isinstance(check, HealthCheck)
    alarm = check.alarm
    assert (alarm.metric.namespace, alarm.metric.name) == ("AWS/Route53", "HealthCheckStatus")
    assert (alarm.metric.statistic, alarm.comparison_operator, alarm.threshold) == (
        "Minimum",
        "LessThanThreshold",
        1.0,
    )


def test_a_health_check_with_a_target_is_watched_by_its_share_of_healthy_time(
    alert_of: Callable[..., Alert],
) -> None:
    check = alert_of("http_check: { url: https://a.example.com/, availability: 99.9% }").signal
    assert isinstance(check, HealthCheck)
    assert check.availability == 99.9
    assert (check.alarm.metric.statistic, check.alarm.threshold) == ("Average", 0.999)


CHILD = f'cloudwatch: {{ metric: {ERRORS}, comparison: ">", threshold: 1, period: 1m }}'


def test_a_composite_of_any_names_its_childrens_alarms_in_quotes(
    alert_of: Callable[..., Alert],
) -> None:
    alert = alert_of(f"composite: {{ any: {{ one: {{ {CHILD} }}, two: {{ {CHILD} }} }} }}")
    signal = alert.signal
    assert isinstance(signal, CompositeAlarm)
    assert signal.alarm_rule == 'ALARM("acme-prod-shop-it-one") OR ALARM("acme-prod-shop-it-two")'
    assert list(signal.children) == ["one", "two"]
    child = signal.children["one"]
    assert isinstance(child, MetricAlarm)
    assert child.alarm_name == "acme-prod-shop-it-one"
    assert child.description.startswith("Something is wrong (one)\n")
    assert signal.depends_on == ()
    assert signal.suppressor is None


def test_a_composite_of_all_joins_with_and(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(f"composite: {{ all: {{ one: {{ {CHILD} }}, two: {{ {CHILD} }} }} }}")
    assert isinstance(alert.signal, CompositeAlarm)
    assert " AND " in alert.signal.alarm_rule


def test_a_rule_gets_alarm_names_and_keeps_its_words_and_numbers(
    catalog_of: Callable[..., object],
) -> None:
    catalog = catalog_of(
        f"""
        other: {{ severity: high, summary: Other, {CHILD} }}
        quiet: {{ severity: high, summary: Quiet, {CHILD} }}
        it:
          severity: critical
          summary: Both
          composite:
            rule: AT_LEAST(1, ALARM, (a, b)) AND NOT OK(shop/other)
            children: {{ a: {{ {CHILD} }}, b: {{ {CHILD} }} }}
            suppressed_by: shop/quiet
            wait: 1m
            extension: 2m
        """
    )
    signal = catalog.alerts["shop/it"].signal
    assert isinstance(signal, CompositeAlarm)
    assert signal.alarm_rule == (
        'AT_LEAST(1, ALARM, ("acme-prod-shop-it-a", "acme-prod-shop-it-b"))'
        ' AND NOT OK("acme-prod-shop-other")'
    )
    assert signal.depends_on == ("shop/other", "shop/quiet")
    assert signal.suppressor == "acme-prod-shop-quiet"
    assert (signal.suppressor_wait_period, signal.suppressor_extension_period) == (60, 120)


def test_health_checks_below_a_composite_take_it_to_route_53s_region(
    alert_of: Callable[..., Alert],
) -> None:
    check = "web: { http_check: { url: https://a.example.com/ } }"
    alert = alert_of(f"composite: {{ any: {{ {check} }} }}", region="eu-west-1")
    assert isinstance(alert.signal, CompositeAlarm)
    assert alert.region == "us-east-1"

    metric = "metric: { namespace: Shop, name: Errors, statistic: Sum }"
    near = f"near: {{ cloudwatch: {{ {metric}, comparison: '>', threshold: 1, period: 1m }} }}"
    with pytest.raises(ConfigError, match="doesn't see it"):
        alert_of(f"composite: {{ any: {{ {check}, {near} }} }}", region="eu-west-1")


def test_a_disabled_alert_has_no_actions(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(f"enabled: false\n{CHILD}")
    assert isinstance(alert.signal, MetricAlarm)
    assert not alert.signal.actions_enabled


def test_a_threshold_that_does_not_fit_is_an_error_at_its_line(
    alert_of: Callable[..., Alert],
) -> None:
    with pytest.raises(ConfigError) as error:
        alert_of(f'cloudwatch: {{ metric: {ERRORS}, comparison: ">", threshold: 2s, period: 1m }}')
    (problem,) = error.value.problems
    assert problem.path == "services.shop.alerts.it.cloudwatch.threshold"
    assert "name it with `measured_in`" in problem.message
    assert problem.origin.file == "alerts/a.yaml"


def test_two_alerts_whose_alarms_would_be_called_alike_are_an_error(
    catalog_of: Callable[..., object],
) -> None:
    with pytest.raises(ConfigError, match="acme-prod-shop-it-one, like that of shop/it"):
        catalog_of(
            f"""
            it: {{ severity: high, summary: A, composite: {{ any: {{ one: {{ {CHILD} }} }} }} }}
            it-one: {{ severity: high, summary: B, {CHILD} }}
            """
        )
