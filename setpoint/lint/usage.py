"""What of a config is used by something else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Config


def unused(config: Config) -> Iterator[tuple[str, str]]:
    """Yield section and id of severities, escalations, schedules and people without a use."""
    used: dict[str, set[str] | set[str | None]] = {
        "severities": {
            alert.severity for s in config.services.values() for alert in s.alerts.values()
        },
        "escalations": _escalations(config),
        "schedules": {t for t, _ in _targets(config) if t},
        "people": _people(config),
    }
    for section, names in used.items():
        for name in getattr(config, section):
            if name not in names:
                yield section, name


def _escalations(config: Config) -> set[str | None]:
    own = {s.escalation for s in config.services.values()}
    return own | {a.escalation for s in config.services.values() for a in s.alerts.values()}


def _targets(config: Config) -> Iterator[tuple[str | None, str | None]]:
    """Yield schedule and person of each target, one of them None."""
    for escalation in config.escalations.values():
        for rule in escalation.rules:
            for target in rule.notify:
                yield target.schedule, target.person


def _people(config: Config) -> set[str | None]:
    named = {person for _, person in _targets(config)}
    for team in config.teams.values():
        named |= {*team.people, team.manager}
    for schedule in config.schedules.values():
        named |= {person for layer in schedule.layers for person in layer.people}
    return named | {a.owner for s in config.services.values() for a in s.alerts.values()}
