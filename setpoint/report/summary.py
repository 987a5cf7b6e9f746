"""An alert in a few words: what it watches against what, over which window, who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.catalog.conditions import comparison_symbol, window
from setpoint.catalog.hours import page_text
from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
    PrometheusRule,
    SentryAlert,
    SentryCronMonitor,
    SentryMonitor,
    SentryUptimeMonitor,
)
from setpoint.catalog.quantity import number, quantity
from setpoint.catalog.route_words import channels_text, states_text
from setpoint.catalog.sentry_brief import brief
from setpoint.catalog.sentry_monitor_words import COMPARISONS, cron_schedule
from setpoint.catalog.sentry_units import limit
from setpoint.catalog.watched import watched
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert, Route, Signal


class Part(NamedTuple):
    """One threshold of an alert; `label` is a composite's child, else the signal's kind."""

    label: str
    threshold: str
    window: str
    watches: str = ""

    @property
    def told(self) -> str:
        """Both in one text."""
        return f"{self.threshold}, {self.window}" if self.window else self.threshold


def parts(alert: Alert) -> tuple[Part, ...]:
    """Return an alert's thresholds, one for each child of a composite."""
    return tuple(_parts(alert.kind, alert.signal))


def route_text(route: Route) -> str:
    """Return whom a route reaches: `page high (platform), #incidents, oncall@..., ana, sms`.

    Those who alone hear of another state stand behind: `#alerts; OK to nobody`.
    """
    told = []
    if route.page:
        told.append(f"page {page_text(route)} ({route.escalation})")
    told += channels_text(route.channels)
    told += [f"ticket {ticket.type} {ticket.target}" for ticket in route.tickets]
    return "; ".join([", ".join(told) or "nobody", *states_text(route)])


def _parts(label: str, signal: Signal) -> Iterator[Part]:
    for part in _limits(label, signal):
        parted = isinstance(signal, CompositeAlarm)  # its parts say what they watch
        yield part if parted else part._replace(watches=watched(signal))


def _limits(label: str, signal: Signal) -> Iterator[Part]:
    match signal:
        case MetricAlarm() | MathAlarm():
            yield Part(label, _limit(signal), window(signal))
        case AnomalyAlarm():
            side = comparison_symbol(signal.comparison_operator)
            yield Part(label, f"{side} band of {number(signal.band)}", window(signal))
        case LogMetric():
            yield Part(label, _limit(signal.alarm), window(signal.alarm))
        case HealthCheck():
            yield Part(label, *_health(signal))
        case CompositeAlarm():
            yield from _composite(label, signal)
        case PrometheusRule():
            pending = signal.pending_period
            lasting = f"for {write_duration(pending)}" if pending else "at once"
            yield Part(label, _rule_limit(signal), lasting)
        case _:
            yield _sentry_part(label, signal)


def _sentry_part(
    label: str, signal: SentryMonitor | SentryUptimeMonitor | SentryCronMonitor | SentryAlert
) -> Part:
    match signal:
        case SentryMonitor():
            return Part(label, _sentry_limit(signal), write_duration(signal.time_window))
        case SentryUptimeMonitor():
            rhythm = f"{signal.downtime_threshold} x {write_duration(signal.interval)}"
            return Part(label, _times(signal.downtime_threshold, "failure"), rhythm)
        case SentryCronMonitor():
            return Part(label, _times(signal.failure_threshold, "failure"), cron_schedule(signal))
        case SentryAlert():
            every = write_duration(signal.frequency * 60)
            return Part(label, brief(signal), f"<= 1 in {every}")


def _health(check: HealthCheck) -> tuple[str, str]:
    if check.availability is not None:
        return f"< {quantity(check.availability, 'Percent')}", window(check.alarm)
    failures = check.failure_threshold
    return f"{failures} failures", f"{failures} x {write_duration(check.request_interval)}"


def _composite(label: str, signal: CompositeAlarm) -> Iterator[Part]:
    for name, child in signal.children.items():
        yield from _parts(name, child)
    if signal.depends_on:
        yield Part(label, ", ".join(signal.depends_on), "")


def _limit(alarm: MetricAlarm | MathAlarm) -> str:
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    return f"{comparison_symbol(alarm.comparison_operator)} {limit}"


def _rule_limit(rule: PrometheusRule) -> str:
    if rule.comparison is None or rule.threshold_text is None:
        return "condition holds"
    return f"{rule.comparison} {rule.threshold_text}"


def _sentry_limit(monitor: SentryMonitor) -> str:
    side = COMPARISONS[monitor.comparison]
    threshold = monitor.warning if monitor.critical is None else monitor.critical
    if threshold is None:
        return f"{monitor.detection_type} {side}"
    return f"{side} {limit(monitor, threshold)}"


def _times(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
