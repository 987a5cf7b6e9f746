from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import SentryMonitor
from setpoint.catalog.sentry_units import limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert


@pytest.mark.parametrize(
    ("aggregate", "threshold", "extra", "told"),
    [
        ("failure_rate()", "7%", "", "7%"),
        ("failure_rate()", "0.07", "", "7%"),
        ("failure_rate()", "5%", "detection: percent, comparison_delta: 1h,", "5%"),
        ("percentage(sessions_crashed, sessions)", "0.5%", "dataset: metrics,", "0.5%"),
        ("p95(span.duration)", "1m", "", "1m"),
        ("p95(span.duration)", "1500", "", "1.5s"),
        ("p95()", "2s", "", "2s"),
        ("percentile(transaction.duration, 0.95)", "3s", "dataset: transactions,", "3s"),
        ("p75(measurements.lcp)", "2.5s", "", "2.5s"),
        ("avg(span.self_time)", "250ms", "", "250ms"),
        ("p75(measurements.cls)", "0.1", "", "0.1"),
        ("count(span.duration)", "60000", "", "60000"),
        ("count()", "10/min", "", "300"),
        ("epm()", "10/min", "", "10"),
        ("eps()", "120/min", "", "2"),
        ("tpm()", "1/s", "dataset: transactions,", "60"),
    ],
)
def test_a_threshold_is_told_in_what_its_aggregate_measures(
    alert_of: Callable[..., Alert], aggregate: str, threshold: str, extra: str, told: str
) -> None:
    extra += "" if "dataset" in extra else " dataset: events_analytics_platform,"
    alert = alert_of(
        f"sentry_metric: {{ aggregate: {aggregate!r}, {extra} time_window: 30m,"
        f" comparison: '>', threshold: {threshold} }}"
    )
    assert isinstance(alert.signal, SentryMonitor)
    assert limit(alert.signal, alert.signal.critical or 0) == told
