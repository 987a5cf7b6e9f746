"""Sentry's uptime and cron monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from setpoint.catalog.sentry_monitor_words import assertion_text
from setpoint.review.effect import PAGING_STAYS, Effect, Judgement, falling
from setpoint.review.signals.owners import owned
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import SentryCronMonitor, SentryUptimeMonitor
    from setpoint.config.path import Path

    Monitor: TypeAlias = SentryUptimeMonitor | SentryCronMonitor

_MINUTE: Final = 60
_ELSE: Final = Judgement(Effect.unknown, "watches something else")
# Keys of the config to fields of the monitor: more of it is less sensitive.
_SLOWER: Final = {
    "interval": "interval",
    "timeout": "timeout_ms",
    "downtime_threshold": "downtime_threshold",
    "checkin_margin": "checkin_margin",
    "max_runtime": "max_runtime",
    "failure_threshold": "failure_threshold",
}


def uptime_readings(monitor: SentryUptimeMonitor) -> dict[Path, Reading]:
    """Return an uptime monitor's values by path below `sentry_uptime`."""
    values: dict[Path, Reading | None] = {
        ("url",): plain(monitor.url),
        ("method",): plain(monitor.method),
        ("headers",): _headers(monitor),
        ("body",): Reading(monitor.body, f"{len(str(monitor.body))} characters")
        if monitor.body
        else None,
        ("interval",): seconds(monitor.interval),
        ("timeout",): seconds(monitor.timeout_ms / 1000),
        ("downtime_threshold",): plain(monitor.downtime_threshold),
        ("recovery_threshold",): plain(monitor.recovery_threshold),
        ("assertions",): Reading(monitor.assertion, assertion_text(monitor.assertion))
        if monitor.assertion
        else None,
        ("trace_sampling",): plain(monitor.trace_sampling),
        ("environment",): plain(monitor.environment),
        ("project",): plain(monitor.project),
        ("owner",): plain(monitor.owner) if monitor.owner else None,
    }
    return present(values)


def _headers(monitor: SentryUptimeMonitor) -> Reading | None:
    """Return the headers by name alone: their values are often keys."""
    headers = tuple(monitor.headers.items())
    return Reading(headers, f"[{', '.join(monitor.headers)}]") if headers else None


def cron_readings(monitor: SentryCronMonitor) -> dict[Path, Reading]:
    """Return a cron monitor's values by path below `sentry_cron`."""
    values: dict[Path, Reading | None] = {
        ("schedule",): plain(monitor.crontab) if monitor.crontab else None,
        ("every",): Reading(monitor.interval, " ".join(map(str, monitor.interval)))
        if monitor.interval
        else None,
        ("checkin_margin",): seconds(monitor.checkin_margin * _MINUTE),
        ("max_runtime",): seconds(monitor.max_runtime * _MINUTE),
        ("failure_threshold",): plain(monitor.failure_threshold),
        ("recovery_threshold",): plain(monitor.recovery_threshold),
        ("time_zone",): plain(monitor.time_zone),
        ("project",): plain(monitor.project),
        ("owner",): plain(monitor.owner) if monitor.owner else None,
    }
    return present(values)


def judge(
    old: Monitor,
    new: Monitor,
    path: Path,
) -> Judgement:
    """Return the effect of a changed value of either."""
    key = str(path[0])
    if key in _SHOWN:
        return Judgement(Effect.unchanged, _SHOWN[key](new))
    field = _SLOWER.get(key)
    if field is None:
        return _ELSE
    before, after = getattr(old, field), getattr(new, field)
    effect = falling(before, after)
    return Judgement(effect, "goes off sooner" if effect is Effect.more else "goes off later")


def _recovers(monitor: Monitor) -> str:
    times = monitor.recovery_threshold
    return f"is over after {times} good answers in a row" if times > 1 else "is over when it works"


def _environment(monitor: Monitor) -> str:
    where = getattr(monitor, "environment", None)
    return f"Sentry files its issues under {where}; {PAGING_STAYS}"


def _traces(monitor: Monitor) -> str:
    traced = getattr(monitor, "trace_sampling", False)
    return f"its requests are {'' if traced else 'not '}traced; {PAGING_STAYS}"


_SHOWN: Final[dict[str, Callable[[Monitor], str]]] = {
    "owner": owned,
    "environment": _environment,
    "recovery_threshold": _recovers,
    "trace_sampling": _traces,
}
