"""Sentry's signals and their parts, each with its path: what several checks walk through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model import SENTRY_SIGNALS, SentryIssue
from setpoint.config.validation.partial import Partial, as_far_as_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Action, Alert, Assertion, Condition, SentrySignal
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def sentry_signals(draft: Draft) -> Iterator[tuple[Path, SentrySignal]]:
    """Every valid signal of Sentry's in a config, also of alerts that are not valid."""
    for (service, name), alert in (*draft.alerts.items(), *draft.partial.items()):
        signals = signals_of(alert, ("services", service, "alerts", name))
        for path, signal in as_far_as_known(signals):
            if not isinstance(signal, Partial):
                yield path, signal


def signals_of(alert: Alert, path: Path) -> Iterator[tuple[Path, SentrySignal]]:
    """An alert's signals of Sentry's; in a valid config, one at most."""
    given = alert.model_fields_set
    if given.isdisjoint(SENTRY_SIGNALS):
        return
    for kind in SENTRY_SIGNALS:
        if kind in given and getattr(alert, kind) is not None:
            yield (*path, kind), getattr(alert, kind)


def conditions_of(signal: SentrySignal, path: Path) -> Iterator[tuple[Path, Condition]]:
    """Every condition of every filter."""
    for f, issue_filter in enumerate(signal.filters if isinstance(signal, SentryIssue) else ()):
        for c, condition in enumerate(issue_filter.conditions):
            yield (*path, "filters", f, "conditions", c), condition


def actions_of(signal: SentrySignal, path: Path) -> Iterator[tuple[Path, Action]]:
    """Every action, those of single filters too."""
    for n, action in enumerate(signal.actions):
        yield (*path, "actions", n), action
    for f, issue_filter in enumerate(signal.filters if isinstance(signal, SentryIssue) else ()):
        for n, action in enumerate(issue_filter.actions):
            yield (*path, "filters", f, "actions", n), action


def assertions_of(checks: tuple[Assertion, ...], path: Path) -> Iterator[tuple[Path, Assertion]]:
    """Every check of a response, outermost first."""
    for n, check in enumerate(checks):
        yield (*path, n), check
        for key in ("all", "any", "none"):
            yield from assertions_of(getattr(check, key) or (), (*path, n, key))
