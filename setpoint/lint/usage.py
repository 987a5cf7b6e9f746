"""What of a config is used by something else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from setpoint.config import LoadedConfig
    from setpoint.config.model import Config
    from setpoint.config.model.oncall import Target


def unused(loaded: LoadedConfig) -> Iterator[tuple[str, str]]:
    """Yield section and id of what nothing uses.

    Severities are an organization's vocabulary, in use or not.
    """
    config = loaded.config
    used: dict[str, Collection[str | None]] = {
        "escalations": _escalations(config),
        "schedules": {target.schedule for target in _targets(config)},
        "groups": {target.group for target in _targets(config)} | _told(config, "people"),
        "webhooks": _told(config, "webhooks"),
        "people": _people(config),
        "templates": loaded.templates,
    }
    for section, names in used.items():
        for name in getattr(config, section):
            if name not in names:
                yield section, name


def _told(config: Config, key: str) -> set[str | None]:
    """Return what severities, alerts and digests name under a key."""
    alerts = (alert for service in config.services.values() for alert in service.alerts.values())
    sections = [*config.severities.values(), *(alert.notify for alert in alerts if alert.notify)]
    lists = [getattr(section, key) for section in sections]
    lists += [getattr(digest, key, ()) for digest in config.digests.values()]
    return {name for each in lists if each != "never" for name in each}


def _escalations(config: Config) -> set[str | None]:
    own = {s.escalation for s in config.services.values()}
    own |= {s.escalation for s in config.severities.values()}
    return own | {a.escalation for s in config.services.values() for a in s.alerts.values()}


def _targets(config: Config) -> Iterator[Target]:
    for escalation in config.escalations.values():
        for rule in escalation.rules:
            yield from rule.notify


def _people(config: Config) -> set[str | None]:
    named = {target.person for target in _targets(config)}
    named |= _told(config, "people")
    named |= {person for group in config.groups.values() for person in group.people}
    for team in config.teams.values():
        named |= {*team.people, team.manager}
    for schedule in config.schedules.values():
        named |= schedule.people
    projects = config.sentry.projects.values() if config.sentry else ()
    named |= {owner for p in projects for rule in p.ownership for owner in rule.owners}
    return named | {a.owner for s in config.services.values() for a in s.alerts.values()}
