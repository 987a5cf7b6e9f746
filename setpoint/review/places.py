"""Which line of the config made a value change: its own, a default, a variable, a severity.

A value may follow from several places. Those that differ between the two sides are to blame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.config.merging.overlay import REGION
from setpoint.review.levels import level_path
from setpoint.review.signals.evaluation import WINDOW
from setpoint.review.spots import Spots, edited, source, written_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.config.path import Path
    from setpoint.config.value import Origin
    from setpoint.review.model import Source
    from setpoint.review.side import Side

_EVALUATION = WINDOW | {"treat_missing_data"}
_OF_SEVERITY = frozenset(
    {
        *("page", "slack", "email", "sms", "people", "webhooks", "tickets", "respond_within"),
        *("ok", "insufficient_data"),
    }
)
# What a rule's expression may say itself.
_IN_EXPR = frozenset({"comparison", "threshold"})
# What follows from one value of the whole config.
_OF_CONFIG: Final[dict[Path, tuple[Path, ...]]] = {
    ("name",): (("organization",),),
    ("runbook",): (("defaults", "runbook_url"),),
    ("prometheus", "evaluation_interval"): (("prometheus", "evaluation_interval"),),
}
# What decides in which unit a threshold is read, and over how long a rate's is added up.
_OF_UNIT: Final[tuple[Path, ...]] = (
    *(("metric", each) for each in ("namespace", "name", "value", "statistic")),
    *(("metric", each) for each in ("unit", "measured_in")),
    *((each,) for each in ("measured_in", "statistic", "expression", "expressions", "metrics")),
    *((each,) for each in ("aggregate", "detection", "comparison_delta", "period")),
)
_IN_UNIT: Final = frozenset({"threshold", "warning", "resolve"})
_GROUPS: Final = ("any", "all", "children")
_GROUP: Final = 2  # parts of the path of how alarms are joined: composite.any
# How alarms are joined; a rule says all of it.
_RULE: Final[Path] = ("composite", "rule")
_JOINED: Final = frozenset(("composite", key) for key in ("any", "all", "alarms", "rule"))


def alert_path(alert: Alert) -> Path:
    """Return an alert's path from the top of the config."""
    return ("services", alert.service, "alerts", alert.name)


def alert_origin(alert: Alert, side: Side, now: Side) -> Origin:
    """Return where a side's alert, or the level that it is, stands now, or what it stood in."""
    return now.loaded.origins.at(level_path(alert, side) or alert_path(alert), key=True)


def sources(old: tuple[Side, Alert], new: tuple[Side, Alert], below: Path) -> tuple[Source, ...]:
    """Return what was edited so that the value below an alert is another, at least one place.

    A value may be the outcome of several edits at once, of a variable and of a default say:
    each of them reaches it.
    """
    before, after = Places(*old), Places(*new)
    if below in _JOINED and (before.has(_RULE) or after.has(_RULE)):
        below = _RULE
    own = before.own(below), after.own(below)
    if below in _JOINED and below[-1] in _GROUPS:  # the key: what stands below it, others tell
        return (source(before, after, *own),)
    found = edited(before, after, written_at(before, after, *own))
    if not found:
        found = edited(before, after, _elsewhere(before, after, below))
    return found or (source(before, after, *own),)


def _elsewhere(before: Places, after: Places, below: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the places besides its own that a value follows from."""
    for path in dict.fromkeys((*before.others(below), *after.others(below))):
        yield before.translated(path, after), after.translated(path, before)


class Places(Spots):
    """Where the values of one alert may come from."""

    def __init__(self, side: Side, alert: Alert) -> None:
        super().__init__(side, alert_path(alert))
        self._alert = alert

    def at(self, below: Path) -> Path:
        """Return a path from the top of the config."""
        return (*self.path, *below)

    def has(self, below: Path) -> bool:
        """Whether the config says something at a path below the alert."""
        return self.side.value(self.at(below)) is not None

    def own(self, below: Path) -> Path:
        """Return the value's own path; a composite's only child may stand in any group."""
        found = self.at(below)
        if below[0] == "prometheus" and not self.has(below) and below[-1] in _IN_EXPR:
            return self.at(("prometheus", "expr"))
        if below[0] != "composite" or len(below) <= _GROUP or below[1] not in _GROUPS:
            return found
        groups = (self.at(("composite", group, *below[2:])) for group in _GROUPS)
        there = (path for path in (found, *groups) if self.side.value(path) is not None)
        return next(there, found)

    def others(self, below: Path) -> Iterator[Path]:
        """Yield where an alert takes a value from."""
        alert, key = self._alert, below[-1]
        service: Path = ("services", alert.service)
        if len(below) > 1 and key in _EVALUATION:
            yield from self._evaluation(below)
        if len(below) > 1 and key in _IN_UNIT:
            yield from self._unit(below[:-1])
        yield from _OF_CONFIG.get(below, ())
        if below == ("region",):
            yield from ((*service, "region"), REGION)
        if below == ("owner",):
            yield (*service, "team")
        if len(below) > 1 and below[0] in SENTRY_KINDS:
            yield from self._of_sentry(below)
        if below == ("escalation",):
            yield from self._page()
            yield ("severities", alert.severity, "escalation")
            yield (*service, "escalation")
        if below == ("pagerduty_severity",):
            yield from self._page()
            yield ("severities", alert.severity, "pagerduty_severity")
        if key in _OF_SEVERITY and len(below) == 1:
            yield from self._of_severity(str(key))

    def _of_sentry(self, below: Path) -> Iterator[Path]:
        """Yield where a monitor's or an alert's value comes from."""
        service: Path = ("services", self._alert.service)
        if below[-1] == "owner":  # the service's team, if it has a project
            yield (*service, "team")
            sentry = self.side.loaded.config.sentry
            for name in sentry.projects if sentry else ():
                yield from (("sentry", "projects", name, key) for key in ("team", "existing"))
        if below in {("sentry_metric", "project"), ("sentry_issue", "project")}:
            yield (*service, "sentry_project")
        if below == ("sentry_metric", "resolve"):  # over where it begins, unless told otherwise
            yield from ((*self.path, "sentry_metric", each) for each in ("warning", "threshold"))

    def _evaluation(self, below: Path) -> Iterator[Path]:
        """Yield what decides on the window; M follows N, and both may stand in the alert."""
        if below[-1] == "datapoints_to_alarm":
            yield self.own((*below[:-1], "evaluation_periods"))
        yield ("defaults", "evaluation", str(below[-1]))

    def _unit(self, section: Path) -> Iterator[Path]:
        """Yield what decides which number a threshold is."""
        yield from (self.own((*section, *each)) for each in _OF_UNIT)
        yield ("defaults", "evaluation", "period")

    def _of_severity(self, key: str) -> Iterator[Path]:
        """Yield what decides whom a severity reaches."""
        yield (*self.path, "severity")
        yield (*self.path, "notify", key)
        yield ("severities", self._alert.severity, key)
        if key in {"ok", "insufficient_data"}:
            yield (*self.path, self._alert.kind, f"{key}_actions")
        if key in {"people", "webhooks"}:
            yield from self._addresses(key)
        if key in {"page", "respond_within"}:
            yield ("services", self._alert.service, "support_hours")
            yield ("defaults", "support_hours")
        yield ("paging",)

    def _page(self) -> Iterator[Path]:
        """Yield what decides whether somebody is paged."""
        yield from ((*self.path, "severity"), (*self.path, "page"))
        yield from (("severities", self._alert.severity, "page"), ("paging",))

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
        yield from (("groups", name, "people") for name in named if name in config.groups)
        for each in self._alert.route.channels.people:
            yield ("people", each.id, "email")
