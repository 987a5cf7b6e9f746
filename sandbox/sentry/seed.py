"""What an organization holds when it is first used.

Any organization's slug is accepted; the first request that names it makes it, filled from a
`Seed`. The default has what a provisioning run can't make by itself and must find: installed
integrations, a team, members. Projects, monitors and alerts are left to the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.sentry import members, projects, teams
from sandbox.sentry.account import Account, Row, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Integration:
    """An installed integration: provider, name, and rows of its table as (name, key)."""

    provider: str
    name: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Person:
    """A member who has accepted the invitation."""

    name: str
    email: str
    role: str = "member"


@dataclass(frozen=True)
class Project:
    """A project: slug (also its name) and the slug of its team."""

    slug: str
    team: str
    platform: str | None = None
    name: str = ""


INTEGRATIONS = (
    Integration("slack", "{name} Slack"),
    Integration("pagerduty", "{slug}-pagerduty"),
    Integration("github", "{slug}-github"),
    Integration("msteams", "{name} Teams"),
    Integration("discord", "{name} Discord"),
    Integration("opsgenie", "{slug}-opsgenie"),
    Integration("jira", "{slug}.atlassian.net"),
    Integration("jira_server", "jira.{slug}.internal"),
    Integration("vsts", "{slug}-devops"),
)
"""Ids 2001 to 2009 in the first organization, in this order."""

PEOPLE = (
    Person("Ana", "ana@example.com", "owner"),
    Person("Bo", "bo@example.com", "manager"),
    Person("Cy", "cy@example.com"),
)
"""User ids 7001 to 7003, member ids 9001 to 9003 in the first organization."""

APPS = ("rootly", "{slug}-webhook-1a2b3c")
"""Slugs of installed Sentry apps, ids 5150 and 5151."""


@dataclass(frozen=True)
class Seed:
    """The first state of an organization; `{slug}` and `{name}` in texts are the organization's.

    Attributes:
        teams: Slugs, with names; Sentry itself makes a team called like the organization.
        people: Members; the first one owns the token.
        first_ids: The next id of each kind, where not the usual one.
    """

    teams: tuple[tuple[str, str], ...] = (("{slug}", "{name}"),)
    people: tuple[Person, ...] = PEOPLE
    integrations: tuple[Integration, ...] = INTEGRATIONS
    apps: tuple[str, ...] = APPS
    projects: tuple[Project, ...] = ()
    first_ids: Mapping[str, int] = field(default_factory=dict)


def found(document: Row, slug: str, seed: Seed) -> Account:
    """Make an organization."""
    organizations = document.setdefault("organizations", {})
    organizations[slug] = {}
    account = Account(document, slug)
    for kind, value in seed.first_ids.items():
        document.setdefault("sequences", {}).setdefault(kind, value)
    organizations[slug]["organization"] = _organization(account.next_id("organization"), slug)
    _fill(account, seed)
    return account


def _fill(account: Account, seed: Seed) -> None:
    texts = {"slug": account.slug, "name": account.organization["name"]}
    for slug, name in seed.teams:
        teams.add(account, name.format(**texts), slug.format(**texts))
    for person in seed.people:
        members.add(account, person.email, role=person.role, teams=[], name=person.name)
    for integration in seed.integrations:
        install(account, integration, texts)
    install_apps(account, [app.format(**texts) for app in seed.apps])
    account.organization["_tokenUser"] = account.rows("member")[0]["user"]["id"]
    for project in seed.projects:
        team = account.by_slug("team", project.team.format(**texts))
        name = project.name or project.slug
        projects.add(account, name=name, slug=project.slug, team=team, platform=project.platform)


def _organization(identifier: str, slug: str) -> Row:
    return {
        "id": identifier,
        "slug": slug,
        "name": slug.replace("-", " ").title(),
        "dateCreated": now(),
        "status": {"id": "active", "name": "active"},
        "isEarlyAdopter": False,
        "require2FA": False,
        "avatar": {"avatarType": "letter_avatar", "avatarUuid": None},
        "features": ["discover-basic", "integrations-alert-rule", "workflow-engine-ui"],
        "links": {
            "organizationUrl": f"https://{slug}.sentry.invalid",
            "regionUrl": "https://us.sentry.invalid",
        },
        "hasAuthProvider": False,
        "allowMemberInvite": True,
        "allowMemberProjectCreation": True,
        "allowSuperuserAccess": False,
        "orgRoleList": [],
        "teamRoleList": [],
        "_tokenUser": None,
    }


TABLES = {"pagerduty": ("service_table", "service"), "opsgenie": ("team_table", "team")}


def install(account: Account, integration: Integration, texts: Mapping[str, str]) -> None:
    """Add an installed integration."""
    identifier = account.next_id("integration")
    key = integration.provider
    account.table("integration")[identifier] = {
        "id": identifier,
        "name": integration.name.format(**texts),
        "icon": None,
        "domainName": f"{texts['slug']}.{key}.invalid",
        "accountType": None,
        "scopes": None,
        "outOfDate": False,
        "status": "active",
        "provider": {
            "key": key,
            "slug": key,
            "name": key.replace("_", " ").title(),
            "canAdd": True,
            "canDisable": False,
            "features": ["alert-rule"],
            "aspects": {},
        },
        "configOrganization": [],
        "configData": _table(account, integration),
        "externalId": f"7{identifier}",
        "organizationId": int(account.organization["id"]),
        "organizationIntegrationStatus": "active",
        "gracePeriodEnd": None,
    }


def _table(account: Account, integration: Integration) -> Row:
    if integration.provider == "slack":
        return {"installationType": "born_as_bot"}
    if integration.provider not in TABLES:
        return {}
    table, name = TABLES[integration.provider]
    rows = [
        {name: label, "integration_key": key, "id": int(account.next_id("table-row"))}
        for label, key in integration.rows
    ]
    return {table: rows}


def install_apps(account: Account, slugs: Iterable[str]) -> None:
    """Add the apps that are not installed yet; ids go up from 5150."""
    there = {row["app"]["slug"] for row in account.rows("installation")}
    for number, slug in enumerate(one for one in slugs if one not in there):
        _install_app(account, slug, 5150 + len(there) + number)


def _install_app(account: Account, slug: str, number: int) -> None:
    uuid = account.token("installation", slug)
    account.table("installation")[uuid] = {
        "uuid": uuid,
        "status": "installed",
        "app": {"uuid": account.token("app", slug), "slug": slug, "sentryAppId": number},
        "organization": {"slug": account.slug, "id": int(account.organization["id"])},
    }
