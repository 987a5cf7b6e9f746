"""What a Sentry from before monitors (`sentry.api: rules`) can't say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryIssue, SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_REASON = "sentry.api `rules` has no"
_FREQUENCIES = frozenset(
    ("event_frequency_count", "event_unique_user_frequency_count", "event_frequency_percent")
)
_UNKNOWN = frozenset(
    ("issue_priority_greater_or_equal", "issue_priority_deescalating", "latest_adopted_release")
)


def check(draft: Draft) -> Iterator[Mistake]:
    """Signals that only monitors and their alerts have."""
    sentry = draft.config.sentry
    if sentry is None or sentry.api != "rules":
        return
    for (service, name), alert in draft.alerts.items():
        path = ("services", service, "alerts", name)
        if alert.sentry_metric is not None:
            yield from _metric(alert.sentry_metric, (*path, "sentry_metric"))
        if alert.sentry_issue is not None:
            yield from _issue(alert.sentry_issue, (*path, "sentry_issue"))


def _metric(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Fixed thresholds only."""
    if signal.detection != "static":
        message = f"{_REASON} detection {signal.detection}; write static"
        yield Mistake((*path, "detection"), message, signal.detection, ("static",))


def _issue(signal: SentryIssue, path: Path) -> Iterator[Mistake]:
    """One filter, fewer triggers and conditions."""
    if "resolved" in signal.triggers:
        where = (*path, "triggers", signal.triggers.index("resolved"))
        yield Mistake(where, f"{_REASON} trigger 'resolved'", "resolved")
    if len(signal.filters) > 1:
        yield Mistake((*path, "filters"), f"{_REASON} second filter; keep one")
    for f, issue_filter in enumerate(signal.filters):
        for c, condition in enumerate(issue_filter.conditions):
            where = (*path, "filters", f, "conditions", c)
            if condition.model_fields_set & _UNKNOWN:
                yield Mistake(where, f"{_REASON} condition {condition.kind}", on_key=True)
            if condition.model_fields_set & _FREQUENCIES and len(signal.triggers) > 1:
                message = f"{_REASON} {condition.kind} together with several triggers; keep one"
                yield Mistake(where, message, on_key=True)
