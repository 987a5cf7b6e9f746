"""Which line of the config made a value change: its own, a default, a variable, a severity.

A value may follow from several places. The one to blame is the first that differs between
the two sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from setpoint.catalog.explanation import written
from setpoint.config.model import Section
from setpoint.config.path import Path, write_path
from setpoint.review.signals.evaluation import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Alert
    from setpoint.config.value import Origin
    from setpoint.review.side import Side

_EVALUATION = WINDOW | {"treat_missing_data"}
_OF_SEVERITY = frozenset(
    {"page", "slack", "email", "sms", "people", "webhooks", "tickets", "respond_within"}
)
# What a rule's expression may say itself.
_IN_EXPR = frozenset({"comparison", "threshold"})
# What follows from one value of the whole config.
_OF_CONFIG: Final[dict[Path, tuple[Path, ...]]] = {
    ("name",): (("organization",),),
    ("runbook",): (("defaults", "runbook_url"),),
    ("prometheus", "evaluation_interval"): (("prometheus", "evaluation_interval"),),
}
_GROUPS = ("any", "all", "children")


class Source(NamedTuple):
    """A place of the config that changed, with its value before and after."""

    path: str
    old: str | None
    new: str | None
    origin: Origin


def alert_path(alert: Alert) -> Path:
    """Return an alert's path from the top of the config."""
    return ("services", alert.service, "alerts", alert.name)


def alert_origin(alert: Alert, side: Side) -> Origin:
    """Return where an alert stands."""
    return side.loaded.origins.at(alert_path(alert), key=True)


def source(old: tuple[Side, Alert], new: tuple[Side, Alert], below: Path) -> Source:
    """Return what was edited so that the value below an alert is another."""
    before, after = Places(*old), Places(*new)
    own = before.own(below), after.own(below)
    changed = _differ(before, after, *own)
    for one, other in _taken_in(before.references(own[0]), after.references(own[1])):
        if _differ(before, after, one, other):
            return _source(before, after, one, other)
    for path in () if changed else dict.fromkeys((*before.others(below), *after.others(below))):
        one, other = before.translated(path, after), after.translated(path, before)
        if _differ(before, after, one, other):
            return _source(before, after, one, other)
    return _source(before, after, *own)


def _taken_in(old: Mapping[str, Path], new: Mapping[str, Path]) -> Iterator[tuple[Path, Path]]:
    """Yield where each variable or parameter stands on both sides."""
    for name in {**old, **new}:
        yield old.get(name, new.get(name, ())), new.get(name, old.get(name, ()))


def _differ(before: Places, after: Places, one: Path, other: Path) -> bool:
    return bool(before.side.value(one) != after.side.value(other))


class Places:
    """Where the values of one alert may come from."""

    def __init__(self, side: Side, alert: Alert) -> None:
        self.side = side
        self._alert = alert
        self.path = alert_path(alert)

    def translated(self, path: Path, other: Places) -> Path:
        """Return a path for this alert that may be for the other, of another name."""
        depth = len(other.path)
        return (*self.path, *path[depth:]) if path[:depth] == other.path else path

    def references(self, path: Path) -> Mapping[str, Path]:
        """Return paths of the variables and parameters in the value at a path, by name."""
        return self.side.loaded.origins.references(path)

    def written(self, path: Path) -> Path:
        """Return where the value at a path is written, in a template perhaps."""
        return self.side.loaded.origins.written(path)

    def template_text(self, path: Path) -> str | None:
        """Return a value as its template has it, if that takes in what each use gives."""
        origins = self.side.loaded.origins
        return str(origins.raw(origins.written(path))) if origins.parameters(path) else None

    def own(self, below: Path) -> Path:
        """Return the value's own path; a composite's only child may stand in any group."""
        found = (*self.path, *below)
        if below[0] == "prometheus" and self.side.value(found) is None and below[-1] in _IN_EXPR:
            return (*self.path, "prometheus", "expr")
        if below[0] != "composite" or len(below) == 1 or self.side.value(found) is not None:
            return found
        for group in _GROUPS:
            other = (*self.path, "composite", group, *below[2:])
            if self.side.value(other) is not None:
                return other
        return found

    def others(self, below: Path) -> Iterator[Path]:
        """Yield where an alert takes a value from."""
        alert, key = self._alert, below[-1]
        service: Path = ("services", alert.service)
        if len(below) > 1 and key in _EVALUATION:
            # M follows N, and both may stand in the alert
            if key == "datapoints_to_alarm":
                yield self.own((*below[:-1], "evaluation_periods"))
            yield ("defaults", "evaluation", str(key))
        yield from _OF_CONFIG.get(below, ())
        if below == ("owner",):
            yield (*service, "team")
        if below in {("sentry_metric", "project"), ("sentry_issue", "project")}:
            yield (*service, "sentry_project")
        if below == ("sentry_metric", "resolve"):  # over where it begins, unless told otherwise
            yield from ((*self.path, "sentry_metric", each) for each in ("warning", "threshold"))
        if below == ("escalation",):
            yield from ((*self.path, "severity"), (*self.path, "page"))
            yield from (("severities", alert.severity, "page"), ("paging",))
            yield ("severities", alert.severity, "escalation")
            yield (*service, "escalation")
            yield from self._on_call()
        if key in _OF_SEVERITY and len(below) == 1:
            yield from self._of_severity(str(key))

    def _of_severity(self, key: str) -> Iterator[Path]:
        """Yield what decides whom a severity reaches."""
        yield (*self.path, "severity")
        yield (*self.path, "notify", key)
        yield ("severities", self._alert.severity, key)
        if key in {"people", "webhooks"}:
            yield from self._addresses(key)
        if key in {"page", "respond_within"}:
            yield ("services", self._alert.service, "support_hours")
            yield ("defaults", "support_hours")
        yield ("paging",)

    def _on_call(self) -> Iterator[Path]:
        """Yield what decides who is paged once the escalation is known."""
        escalation = self._alert.route.escalation
        found = self.side.catalog.escalations.get(escalation or "")
        yield ("escalations", escalation or "")
        yield from (("groups", name) for name in self._groups(escalation or ""))
        for rule in found.rules if found else ():
            for target in rule.targets:
                top = "schedules" if target.kind == "schedule" else "people"
                yield (top, target.id)
        for person in self.side.catalog.people:
            yield ("people", person, "name")

    def _addresses(self, key: str) -> Iterator[Path]:
        """Yield where the names and addresses of the recipients stand."""
        config = self.side.loaded.config
        notify = config.services[self._alert.service].alerts[self._alert.name].notify
        sections = (config.severities[self._alert.severity], notify)
        lists = [getattr(each, key) for each in sections if each]
        named = dict.fromkeys(name for each in lists if each != "never" for name in each)
        if key == "webhooks":
            yield from (("webhooks", name) for name in named)
            return
        yield from (("groups", name) for name in named if name in config.groups)
        yield from (("people", each.id) for each in self._alert.route.channels.people)

    def _groups(self, escalation: str) -> Iterator[str]:
        """Yield the groups of an escalation, which the catalog has as people."""
        section = self.side.loaded.config.escalations.get(escalation)
        for rule in section.rules if section else ():
            yield from (target.group for target in rule.notify if target.group is not None)


def _source(before: Places, after: Places, one: Path, other: Path) -> Source:
    old, new = before.side.value(one), after.side.value(other)
    gone = new is None and old is not None
    at = before.written(one) if gone else after.written(other)
    return Source(
        write_path(at),
        before.template_text(one) or _text(old, one),
        after.template_text(other) or _text(new, other),
        after.side.loaded.origins.at(other),
    )


def _text(value: Any, path: Path) -> str | None:
    """Return a value in one line; a whole section is told by its name only."""
    if value is None or isinstance(value, Section | dict):
        return None
    if isinstance(value, tuple) and any(isinstance(item, Section) for item in value):
        return None
    return written(value, path)
