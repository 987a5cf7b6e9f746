from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert

ERRORS = "{ namespace: Shop, name: Errors, statistic: Sum }"


@pytest.mark.parametrize(
    ("signal", "sentence"),
    [
        (
            (
                f"cloudwatch: {{ metric: {ERRORS}, comparison: '>', threshold: 5, period: 5m,"
                " treat_missing_data: breaching }"
            ),
            "Sum of Shop Errors > 5 over 5m; missing data breaches",
        ),
        (
            (
                f"cloudwatch: {{ metric: {ERRORS}, comparison: '<=', threshold: 5, period: 1m,"
                " evaluation_periods: 3 }"
            ),
            "Sum of Shop Errors <= 5 in 3 periods of 1m in a row",
        ),
        (
            (
                f"cloudwatch_math: {{ expression: 100 * e / 7, metrics: {{ e: {ERRORS} }},"
                " comparison: '>', threshold: 5%, measured_in: Percent, period: 5m }"
            ),
            "100 * e / 7 > 5% over 5m (e is Sum of Shop Errors)",
        ),
        (
            (
                "cloudwatch_logs: { log_group: /shop, pattern: '', comparison: '<', threshold: 1,"
                " metric: { namespace: Shop, name: Lines, default: 0 }, period: 5m }"
            ),
            "Sum over all lines of /shop < 1 over 5m",
        ),
        (
            (
                "http_check: { url: 'https://a.example.com/x', search_string: ok,"
                " failure_threshold: 2, interval: 10s }"
            ),
            (
                "a.example.com:443/x does not answer with 'ok' in 2 checks in a row, one every 10s;"
                " judged over 1m"
            ),
        ),
        (
            "http_check: { url: 'https://a.example.com/x', availability: 99.9%, period: 1w }",
            "a.example.com:443/x is healthy less than 99.9% of the time over 1w",
        ),
        (
            (
                "sentry_metric: { aggregate: count(), time_window: 5m, comparison: '>',"
                " threshold: 10, query: 'level:error' }"
            ),
            "count() of events in shop where level:error > 10 over 5m",
        ),
        (
            (
                "sentry_metric: { aggregate: p95(transaction.duration), time_window: 5m,"
                " comparison: '>', threshold: 1m }"
            ),
            "p95(transaction.duration) of events in shop > 1m over 5m",
        ),
        (
            (
                "sentry_metric: { aggregate: count(), time_window: 1h, comparison: '>',"
                " threshold: 50, detection: percent, comparison_delta: 1d }"
            ),
            "count() of events in shop 50% more than 1d before over 1h",
        ),
        (
            (
                "sentry_metric: { aggregate: count(), time_window: 1h, comparison: above,"
                " detection: dynamic }"
            ),
            "count() of events in shop above what is usual (sensitivity medium) over 1h",
        ),
        (
            "sentry_issue: { triggers: [first_seen, regression] }",
            "an issue of shop is seen for the first time or back after being resolved",
        ),
        (
            (
                "sentry_issue: { triggers: [reappeared], filters: [{ match: none, conditions:"
                " [{ event_attribute: { attribute: message, match: contains, value: x } },"
                " { event_frequency_count: { value: 5, interval: 15m } }] }] }"
            ),
            (
                "an issue of shop is back after being archived,"
                " if not (message contains 'x' or more than 5 events in 15m)"
            ),
        ),
    ],
)
def test_a_condition_is_a_sentence(
    alert_of: Callable[..., Alert], signal: str, sentence: str
) -> None:
    assert alert_of(signal).condition == sentence
