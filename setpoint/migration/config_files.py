"""The files of a project that declares what was taken over.

One file of alerts a project, and a small skeleton of what else a config needs: organization,
people, teams, one severity that notifies nobody. The skeleton is for people to go on from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from setpoint.migration.converting import SEVERITY
from setpoint.migration.identifiers import identifier
from setpoint.migration.organization import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.migration.organization import Organization, Person
    from setpoint.migration.outcome import Taken

_VARIABLE: Final = re.compile(r"\$\{[^{}]*\}")
_NUMBER: Final = re.compile(r"[-+.]?(\d[\w.+-]*|inf|nan)", re.IGNORECASE)
_DURATION: Final = re.compile(r"\d+(ms|[smhdw])")
_TEAM: Final = "owners"
_SOMEBODY: Final = {"somebody": {"name": "Somebody", "email": "somebody@example.com"}}
_WIDTH = 100

_PROGRAM = '''\
"""The alerting of this folder's config, in the environment of the selected stack."""

from pathlib import Path

import pulumi

from components import provision
from setpoint.catalog import load_catalog

provision(load_catalog(Path(__file__).parent, pulumi.get_stack()))
'''
_SKELETON = """\
# Who is there and where messages go. Written once from what Sentry says; go on from here.
# People and teams are those that alerts name. The severity notifies nobody by itself: what
# was taken over has its own actions. Give it channels and pages, and take `route: false` from
# an alert, to have it notify as its severity says.
"""
_SERVICE = """\
# Taken over from Sentry's project {project}: each alert is one monitor or one alert there,
# under the name that it has there.
"""


@dataclass(frozen=True, slots=True)
class Stack:
    """What the engine has to know of Sentry's provider.

    Attributes:
        plugin_folder: Where the plugin lies, as seen from the project's folder.
        settings: The provider's settings, by key of the stack config.
    """

    plugin_folder: str
    settings: Mapping[str, str]


def project_files(
    organization: Organization,
    taken: list[Taken],
    projects: Mapping[str, str],
    stack: Stack,
) -> dict[str, str]:
    """Texts by path below the project's folder, one stack `prod`.

    Args:
        organization: What was read.
        taken: What was taken over.
        projects: Service by the slug of its project.
        stack: What the engine has to know of Sentry's provider.
    """
    services = {name: slug for slug, name in projects.items() if _alerts(taken, name)}
    teams = {name: _team_of(slug, organization) for name, slug in services.items()}
    skeleton = _skeleton(organization, taken, services, teams)
    files = {
        ".gitignore": ".state/\n",
        "Pulumi.yaml": _dump(_pulumi(organization.slug, stack.plugin_folder)),
        "Pulumi.prod.yaml": _dump({"config": dict(stack.settings)}),
        "__main__.py": _PROGRAM,
        "alerts/organization.yaml": _SKELETON + _dump(skeleton),
    }
    for name, slug in services.items():
        section = {"team": teams[name], "sentry_project": slug, "alerts": _alerts(taken, name)}
        # A service may be called like the skeleton's file.
        path = f"alerts/service-{name}.yaml"
        files[path] = _SERVICE.format(project=slug) + _dump({"services": {name: section}})
    return files


def _pulumi(slug: str, plugin_folder: str) -> dict[str, Any]:
    plugin = {"name": "sentry-alerting", "path": plugin_folder}
    return {
        "name": f"{slug}-alerting",
        "description": "What Sentry watches, as code",
        "runtime": "python",
        "plugins": {"providers": [plugin]},
    }


def _skeleton(
    organization: Organization,
    taken: list[Taken],
    services: Mapping[str, str],
    teams: Mapping[str, str],
) -> dict[str, Any]:
    known = {person.id for person in organization.people.values()}
    named_people, named_teams = _named(taken, known)
    named_teams |= set(teams.values())
    people = {
        person.id: {"name": person.name, "email": person.email}
        for person in organization.people.values()
        if person.id in named_people
    }
    people = people or _anybody(list(organization.people.values()))
    everybody = list(people)
    return {
        "organization": identifier(organization.slug, "organization"),
        "sentry": {
            "organization": organization.slug,
            "projects": {slug: {"existing": True} for slug in sorted(services.values())},
        },
        "people": people,
        "teams": {
            team: {"name": organization.team_name(team), "people": everybody}
            for team in sorted(named_teams)
        },
        "severities": {SEVERITY: {"description": "Taken over; notifies by its own actions alone"}},
    }


def _anybody(people: list[Person]) -> dict[str, Any]:
    """One person, as a team needs somebody."""
    first = people[:1]
    return {one.id: {"name": one.name, "email": one.email} for one in first} or dict(_SOMEBODY)


def _alerts(taken: list[Taken], service: str) -> dict[str, Any]:
    return {one.alert: one.section for one in taken if one.service == service}


def _team_of(project: str, organization: Organization) -> str:
    """The first team of the project whose slug can be an id; else one to be renamed."""
    for slug in organization.teams_of(project):
        if identifier(slug, "") == slug:
            return slug
    return _TEAM


def _named(taken: list[Taken], everybody: set[str]) -> tuple[set[str], set[str]]:
    """Ids of people and of teams that signals name; no id is both."""
    ids = {found for one in taken for found in _references(one.section)}
    return ids & everybody, ids - everybody


def _references(section: Mapping[str, Any]) -> Iterator[str]:
    for key, value in _members(section):
        if key == "owner" and value != NOBODY:
            yield value
        elif key == "assigned_to" and "id" in value:
            yield value["id"]
        elif key == "email":
            yield from (value[kind] for kind in ("person", "team") if kind in value)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from _members(item)
    elif isinstance(value, list):
        for item in value:
            yield from _members(item)


class _Dumper(yaml.SafeDumper):
    """Quotes every text that YAML 1.2 could take for a number, which the config's reader does."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    number = _NUMBER.fullmatch(value) and not _DURATION.fullmatch(value)
    style = "'" if number else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _dump(document: Any) -> str:
    options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": _WIDTH}
    text: str = yaml.dump(_escaped(document), Dumper=_Dumper, **options)
    return text


def _escaped(value: Any) -> Any:
    """Sentry's texts may hold what is a variable in the config."""
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, str):
        return _VARIABLE.sub(lambda found: f"${found[0]}", value)
    return value
