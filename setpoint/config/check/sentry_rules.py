"""What a Sentry from before monitors (`sentry.api: rules`) can't say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.sentry_signals import actions_of, conditions_of, sentry_signals
from setpoint.config.model import (
    SentryCron,
    SentryIssue,
    SentryMetric,
    SentryMonitorSignal,
    SentryUptime,
)
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Condition
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_REASON = "sentry.api `rules` has no"
_FREQUENCIES = frozenset(
    ("event_frequency_count", "event_unique_user_frequency_count", "event_frequency_percent")
)
_UNKNOWN = frozenset(
    (
        "issue_priority_greater_or_equal",
        "issue_priority_deescalating",
        "issue_type",
        "latest_adopted_release",
    )
)
_TRIGGERS = frozenset(("first_seen", "reappeared", "regression"))
_MATCHES = frozenset(("more_than", "at_least", "less_than", "at_most"))


def check(draft: Draft) -> Iterator[Mistake]:
    """Signals that only monitors and their alerts have."""
    sentry = draft.config.sentry
    if sentry is None or sentry.api != "rules":
        return
    for path, signal in sentry_signals(draft):
        if isinstance(signal, SentryUptime | SentryCron):
            kind = "uptime" if isinstance(signal, SentryUptime) else "cron"
            yield Mistake(path, f"{_REASON} {kind} monitors", on_key=True)
            continue
        if isinstance(signal, SentryMetric):
            yield from _metric(signal, path)
        if isinstance(signal, SentryIssue):
            yield from _issue(signal, path)
        if isinstance(signal, SentryMonitorSignal) and signal.alert_name is not None:
            message = f"{_REASON} alert apart from its monitor; write name"
            yield Mistake((*path, "alert_name"), message, on_key=True)
        if signal.route:
            yield from _beyond(draft, path)
        for where, _ in actions_of(signal, path):
            message = "with sentry.api `rules` an alert does what its route says and nothing else"
            yield Mistake(where, message, on_key=True)


def _beyond(draft: Draft, path: Path) -> Iterator[Mistake]:
    """Webhooks and tickets, which rules of the older API could call and open by other ways."""
    service, name = str(path[1]), str(path[3])
    alert = draft.alerts.get((service, name))
    if alert is None:
        return
    severity = draft.config.severities.get(alert.severity)
    for key in ("webhooks", "tickets"):
        own = getattr(alert.notify, key, ())
        if own != "never" and (own or getattr(severity, key, ())):
            message = f"{_REASON} {key} here; write notify: {{ {key}: never }}"
            yield Mistake((*path[:4], "severity"), message, alert.severity)


def _metric(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Fixed thresholds only, above or below."""
    if signal.detection != "static":
        message = f"{_REASON} detection {signal.detection}; write static"
        yield Mistake((*path, "detection"), message, signal.detection, ("static",))
    elif signal.comparison not in (">", "<"):
        message = f"{_REASON} comparison {signal.comparison}; write > or <"
        yield Mistake((*path, "comparison"), message, signal.comparison, (">", "<"))
    elif signal.threshold is None and signal.warning is not None:
        message = f"{_REASON} warning without a threshold"
        yield Mistake((*path, "warning"), message, on_key=True)
    if signal.extrapolation_mode is not None:
        message = f"{_REASON} extrapolation mode"
        yield Mistake((*path, "extrapolation_mode"), message, on_key=True)


def _issue(signal: SentryIssue, path: Path) -> Iterator[Mistake]:
    """One filter, fewer triggers and conditions."""
    for n, trigger in enumerate(signal.triggers):
        if trigger not in _TRIGGERS:
            yield Mistake((*path, "triggers", n), f"{_REASON} trigger {trigger!r}", trigger)
    if signal.seer_activities:
        yield Mistake(
            (*path, "seer_activities"), f"{_REASON} activities of Sentry's analysis", on_key=True
        )
    if signal.owner is not None:
        yield Mistake((*path, "owner"), f"{_REASON} owner of an issue alert", on_key=True)
    if signal.monitors != ("issues",):
        yield Mistake((*path, "monitors"), f"{_REASON} monitors that feed an alert", on_key=True)
    if len(signal.filters) > 1:
        yield Mistake((*path, "filters"), f"{_REASON} second filter; keep one")
    for where, condition in conditions_of(signal, path):
        yield from _condition(condition, where, len(signal.triggers))


def _condition(condition: Condition, path: Path, triggers: int) -> Iterator[Mistake]:
    """Conditions, and forms of conditions, that came later."""
    given = condition.model_fields_set
    if given & _UNKNOWN:
        yield Mistake(path, f"{_REASON} condition {condition.kind}", on_key=True)
    if given & _FREQUENCIES and triggers > 1:
        message = f"{_REASON} {condition.kind} together with several triggers; keep one"
        yield Mistake(path, message, on_key=True)
    for kind in sorted(given):
        section = getattr(condition, kind)
        if getattr(section, "filters", ()):
            message = f"{_REASON} filters of the events that are counted"
            yield Mistake((*path, kind, "filters"), message, on_key=True)
        if getattr(section, "include", True) is False:
            yield Mistake(
                (*path, kind, "include"), f"{_REASON} way to leave issues out", on_key=True
            )
        if getattr(section, "match", None) in _MATCHES and kind != "level":
            message = f"{_REASON} match {section.match}"
            yield Mistake((*path, kind, "match"), message, section.match)
