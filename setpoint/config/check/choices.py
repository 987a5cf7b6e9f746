"""Sections of which exactly one key must be set: a signal, a target, a widget's content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.recipients import tickets_of
from setpoint.config.check.sentry_signals import (
    actions_of,
    assertions_of,
    conditions_of,
    signals_of,
)
from setpoint.config.model import OWNERSHIP_MATCHES, SIGNALS, WIDGETS, SentryUptime
from setpoint.config.model.signal.composite import CHILD_SIGNALS
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.sentences import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.config.model import Alert, Dashboard, Escalation, Section, SentryProject
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_TARGETS = ("schedule", "person", "group")
_COMBINATIONS = ("any", "all", "rule")


def check(draft: Draft) -> Iterator[Mistake]:
    """Sections with none or several of the keys."""
    for (service, name), alert in draft.alerts.items():
        path = ("services", service, "alerts", name)
        if len(alert.present) != 1:
            yield from _one(alert, path, "signal", SIGNALS)
        yield from _within(alert, path)
    yield from _items(tickets_of(draft), "ticket")
    for name, escalation in draft.config.escalations.items():
        yield from _targets(escalation, ("escalations", name))
    for name, dashboard in draft.config.dashboards.items():
        yield from _widgets(dashboard, ("dashboards", name))
    if draft.config.sentry is not None:
        for name, project in draft.config.sentry.projects.items():
            yield from _ownership(project, ("sentry", "projects", name))


def _one(section: Section, path: Path, thing: str, keys: tuple[str, ...]) -> Iterator[Mistake]:
    """The mistake of having none or several."""
    present = [key for key in keys if getattr(section, key) is not None]
    if not present:
        message = f"has no {thing}; write {alternatives(keys)}"
        yield Mistake(path, message, allowed=keys, on_key=True, incomplete=True)
    elif len(present) > 1:
        listed = " and ".join(present)
        yield Mistake(
            path, f"has {len(present)} {thing}s ({listed}); keep one", allowed=keys, on_key=True
        )


def _within(alert: Alert, path: Path) -> Iterator[Mistake]:
    """Choices inside an alert's signals."""
    if alert.composite is not None:
        below = (*path, "composite")
        yield from _one(alert.composite, below, "combination", _COMBINATIONS)
        for key in ("any", "all", "children"):
            for name, child in (getattr(alert.composite, key) or {}).items():
                yield from _one(child, (*below, key, name), "signal", CHILD_SIGNALS)
    for below, signal in signals_of(alert, path):
        yield from _items(conditions_of(signal, below), "condition")
        yield from _items(actions_of(signal, below), "action")
        if isinstance(signal, SentryUptime):
            yield from _items(assertions_of(signal.assertions, (*below, "assertions")), "check")


def _items(items: Iterable[tuple[Path, Section]], thing: str) -> Iterator[Mistake]:
    """Each list item is one thing."""
    for path, item in items:
        if len(item.model_fields_set) != 1:
            yield from _one(item, path, thing, tuple(type(item).model_fields))


def _targets(escalation: Escalation, path: Path) -> Iterator[Mistake]:
    """Each list item of a rule is one target."""
    for r, rule in enumerate(escalation.rules):
        for t, target in enumerate(rule.notify):
            yield from _one(target, (*path, "rules", r, "notify", t), "target", _TARGETS)


def _ownership(project: SentryProject, path: Path) -> Iterator[Mistake]:
    """Each rule of ownership has one pattern."""
    for r, rule in enumerate(project.ownership):
        yield from _one(rule, (*path, "ownership", r), "pattern", OWNERSHIP_MATCHES)


def _widgets(dashboard: Dashboard, path: Path) -> Iterator[Mistake]:
    """Each widget shows one thing."""
    for w, widget in enumerate(dashboard.widgets):
        yield from _one(widget, (*path, "widgets", w), "content", WIDGETS)
