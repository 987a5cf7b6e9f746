"""Names that Sentry takes, and monitors that issue alerts name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.sentry_signals import sentry_signals
from setpoint.config.model import SentryCron, SentryIssue, SentryMonitorSignal
from setpoint.config.model.signal.sentry_issue import STREAMS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

# Characters, as the API description has them.
_ALERT, _MONITOR, _CRON = 256, 200, 128
_KINDS = "sentry_metric, sentry_uptime or sentry_cron"
_MONITORS = ("sentry_metric", "sentry_uptime", "sentry_cron")


def check(draft: Draft) -> Iterator[Mistake]:
    """Names that are too long; feeding monitors that are none."""
    for path, signal in sentry_signals(draft):
        longest = _ALERT
        if isinstance(signal, SentryMonitorSignal):
            longest = _CRON if isinstance(signal, SentryCron) else _MONITOR
            yield from _length((*path, "alert_name"), signal.alert_name, _ALERT)
        yield from _length((*path, "name"), signal.name, longest)
        if isinstance(signal, SentryIssue):
            yield from _monitors(signal, path, draft)


def _length(path: Path, name: str | None, longest: int) -> Iterator[Mistake]:
    if name is not None and len(name) > longest:
        yield Mistake(path, f"has {len(name)} characters; Sentry allows {longest}")


def _monitors(signal: SentryIssue, path: Path, draft: Draft) -> Iterator[Mistake]:
    """Other alerts must have a monitor in Sentry."""
    for n, name in enumerate(signal.monitors):
        if name in STREAMS:
            continue
        where = (*path, "monitors", n)
        service, _, alert = draft.levels.named(name)[0].partition("/")
        found = draft.alerts.get((service, alert))
        if found is not None and not set(found.present) & set(_MONITORS):
            message = f"{name} has no monitor in Sentry; name issues, errors or a {_KINDS} alert"
            yield Mistake(where, message, name)
