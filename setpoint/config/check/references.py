"""Names of people, teams, schedules and the like that must be defined somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.recipients import people_of, webhooks_of
from setpoint.config.check.sentry_signals import actions_of, conditions_of, signals_of
from setpoint.config.model import SentryIssue, SentryMonitorSignal
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from setpoint.config.model import Alert, Allowance, Config, SentryProject, SentrySignal
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_LISTED = 12
_Found = tuple["Path", str, str | None]


def check(draft: Draft) -> Iterator[Mistake]:
    """References to nobody and nothing."""
    known = {
        "person": frozenset(draft.names("people")),
        "group": frozenset(draft.names("groups")),
        "person or group": frozenset((*draft.names("people"), *draft.names("groups"))),
        "webhook": frozenset(draft.names("webhooks")),
        "team": frozenset(draft.names("teams")),
        "schedule": frozenset(draft.names("schedules")),
        "escalation": frozenset(draft.names("escalations")),
        "severity": frozenset(draft.names("severities")),
        "service": frozenset(draft.names("services")),
        "saved query": frozenset(draft.names("queries")),
        "Sentry project": frozenset(draft.names("sentry", "projects")),
        "team or person": frozenset((*draft.names("teams"), *draft.names("people"))),
    }
    for path, kind, name in _references(draft):
        if name is not None and name not in known[kind]:
            yield dangling(path, kind, name, known[kind])
    alerts = alert_ids(draft)
    for path, name in _alert_references(draft.config):
        if name not in alerts and name not in draft.levels.of:
            yield dangling(path, "alert", name, alerts)


def alert_ids(draft: Draft) -> frozenset[str]:
    """Every alert as service/alert, valid or not."""
    return frozenset(
        f"{service}/{alert}"
        for service in draft.names("services")
        for alert in draft.names("services", service, "alerts")
    )


def dangling(path: Path, kind: str, name: str, known: Collection[str]) -> Mistake:
    """A name that nothing has."""
    close = nearest(name, known)
    message = f"there is no {kind} {name!r}"
    if close is None:
        some = sorted(known)[:_LISTED]
        rest = ", ..." if len(known) > len(some) else ""
        message += f"; there are {', '.join(some)}{rest}" if some else "; none is defined"
    return Mistake(path, message, name, tuple(sorted(known)[:_LISTED]), close)


def _references(draft: Draft) -> Iterator[_Found]:
    """Path, kind and name of each reference."""
    config = draft.config
    yield from _of_people(config)
    yield from _of_escalations(config)
    yield from _of_allowances(config.allow, ())
    yield from ((path, "person or group", name) for path, name in people_of(draft))
    yield from ((path, "webhook", name) for path, name in webhooks_of(draft))
    for name, service in config.services.items():
        path = ("services", name)
        yield (*path, "team"), "team", service.team
        yield (*path, "escalation"), "escalation", service.escalation
        yield (*path, "sentry_project"), "Sentry project", service.sentry_project
        yield from _of_allowances(service.allow, path)
    for (service_id, name), alert in draft.alerts.items():
        yield from _of_alert(alert, ("services", service_id, "alerts", name))
    yield from _of_projects(config)
    for name, dashboard in config.dashboards.items():
        for w, widget in enumerate(dashboard.widgets):
            path = ("dashboards", name, "widgets", w)  # type: ignore[assignment]
            if widget.logs is not None:
                yield (*path, "logs", "query"), "saved query", widget.logs.query
            if widget.alarms is not None and isinstance(widget.alarms.services, tuple):
                for s, service_id in enumerate(widget.alarms.services):
                    yield (*path, "alarms", "services", s), "service", service_id


def _of_projects(config: Config) -> Iterator[_Found]:
    """Sentry's projects, and digests that ask about them."""
    if config.sentry is not None:
        for name, project in config.sentry.projects.items():
            yield from _of_project(project, ("sentry", "projects", name))
    for name, digest in config.digests.items():
        for p, project_id in enumerate(digest.projects or ()):
            yield ("digests", name, "projects", p), "Sentry project", project_id


def _of_project(project: SentryProject, path: Path) -> Iterator[_Found]:
    """A Sentry project's team and owners."""
    yield (*path, "team"), "team", project.team
    for r, rule in enumerate(project.ownership):
        for o, owner in enumerate(rule.owners):
            yield (*path, "ownership", r, "owners", o), "team or person", owner


def _of_people(config: Config) -> Iterator[_Found]:
    """Teams, groups and schedules."""
    for name, team in config.teams.items():
        for p, person in enumerate(team.people):
            yield ("teams", name, "people", p), "person", person
        yield ("teams", name, "manager"), "person", team.manager
    for name, group in config.groups.items():
        for p, person in enumerate(group.people):
            yield ("groups", name, "people", p), "person", person
    for name, schedule in config.schedules.items():
        yield ("schedules", name, "team"), "team", schedule.team
        for n, layer in enumerate(schedule.layers):
            for p, person in enumerate(layer.people):
                yield ("schedules", name, "layers", n, "people", p), "person", person
        for n, override in enumerate(schedule.overrides):
            yield ("schedules", name, "overrides", n, "person"), "person", override.person


def _of_escalations(config: Config) -> Iterator[_Found]:
    """Escalations, and severities that name one."""
    for name, severity in config.severities.items():
        yield ("severities", name, "escalation"), "escalation", severity.escalation
    for name, escalation in config.escalations.items():
        yield ("escalations", name, "team"), "team", escalation.team
        for r, rule in enumerate(escalation.rules):
            for t, target in enumerate(rule.notify):
                path = ("escalations", name, "rules", r, "notify", t)
                yield (*path, "schedule"), "schedule", target.schedule
                yield (*path, "person"), "person", target.person
                yield (*path, "group"), "group", target.group


def _of_alert(alert: Alert, path: Path) -> Iterator[_Found]:
    """An alert and its signal."""
    yield (*path, "severity"), "severity", alert.severity
    yield from _of_allowances(alert.allow, path)
    if alert.owner is not None:
        yield (*path, "owner"), "team or person", alert.owner
    if alert.escalation is not None:
        yield (*path, "escalation"), "escalation", alert.escalation
    for below, signal in signals_of(alert, path):
        yield from _of_sentry(signal, below)


def _of_sentry(signal: SentrySignal, path: Path) -> Iterator[_Found]:
    """A signal of Sentry's."""
    yield (*path, "project"), "Sentry project", signal.project
    if isinstance(signal, SentryMonitorSignal | SentryIssue) and signal.owner != "none":
        yield (*path, "owner"), "team or person", signal.owner
    for where, condition in conditions_of(signal, path):
        assigned = condition.assigned_to
        if assigned is not None:
            kind = "team" if assigned.target == "team" else "person"
            yield (*where, "assigned_to", "id"), kind, assigned.id
    for where, action in actions_of(signal, path):
        if action.email is not None:
            yield (*where, "email", "team"), "team", action.email.team
            yield (*where, "email", "person"), "person", action.email.person


def _of_allowances(allowances: Iterable[Allowance], path: Path) -> Iterator[_Found]:
    """Who will look at what is accepted."""
    for place, each in enumerate(allowances):
        yield (*path, "allow", place, "owner"), "team or person", each.owner


def _alert_references(config: Config) -> Iterator[tuple[Path, str]]:
    """Alerts that dashboards name."""
    for name, dashboard in config.dashboards.items():
        for w, widget in enumerate(dashboard.widgets):
            for key in ("graph", "number", "gauge", "bar", "pie", "alarms"):
                content = getattr(widget, key)
                if content is not None:
                    for a, alert in enumerate(content.alerts):
                        yield ("dashboards", name, "widgets", w, key, "alerts", a), alert
