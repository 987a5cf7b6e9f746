"""Accounts at the vendors: Slack, PagerDuty, Sentry."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.ownership import AutoAssignment, OwnershipRule
from setpoint.config.model.section import Section
from setpoint.config.model.types import Channel, ChannelId, Items, Line, TeamRef
from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_WORKSPACE = re.compile(r"T[A-Z0-9]{2,20}")
_SENTRY_SLUG = re.compile(r"(?![0-9]+$)[a-z0-9][a-z0-9_-]{0,99}")


def _workspace(value: Any) -> str:
    """Slack's workspace id."""
    name = text(value, "a Slack workspace's id")
    if not _WORKSPACE.fullmatch(name):
        raise refuse(f"{shown(name)} is no Slack workspace id; it looks like T0123ABCD")
    return name


def _sentry_slug(value: Any) -> str:
    """A slug as Sentry accepts it: never digits alone."""
    name = text(value, "a Sentry slug")
    if not _SENTRY_SLUG.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no Sentry slug; use lower-case letters, digits, - and _,"
            " at most 100, not digits alone"
        )
    return name


WorkspaceId: TypeAlias = Annotated[
    str,
    PlainValidator(_workspace),
    WithJsonSchema(text_schema(_WORKSPACE.pattern, "write one such as T0123ABCD")),
]
SentrySlug: TypeAlias = Annotated[
    str,
    PlainValidator(_sentry_slug),
    WithJsonSchema(text_schema(_SENTRY_SLUG.pattern, "write lower-case letters, digits, - and _")),
]


class Slack(Section):
    """The Slack workspace."""

    workspace: WorkspaceId
    """Id of the workspace (T...), connected once by hand with AWS Chatbot and PagerDuty."""
    channels: dict[Channel, ChannelId]
    """Id (C...) of each channel that anything here names."""


class PagerDuty(Section):
    """The PagerDuty account."""

    users: Literal["create", "lookup"] = "create"
    """Make the people as users, or find them by their e-mail addresses."""
    region: Literal["us", "eu"] = "us"
    """PagerDuty's service region."""


class SentryIntegrations(Section):
    """Names of Sentry's integrations, installed once by hand."""

    slack: Line | None = None
    """Name of the Slack workspace as Sentry shows it."""
    pagerduty: Line | None = None
    """Name of the PagerDuty account as Sentry shows it."""
    opsgenie: Line | None = None
    """Name of the Opsgenie account as Sentry shows it."""
    discord: Line | None = None
    """Name of the Discord server as Sentry shows it."""
    msteams: Line | None = None
    """Name of the Microsoft Teams team as Sentry shows it."""
    github: Line | None = None
    """Name of the GitHub organization as Sentry shows it."""
    github_enterprise: Line | None = None
    """Name of the organization on a GitHub run by oneself as Sentry shows it."""
    jira: Line | None = None
    """Name of the Jira site as Sentry shows it."""
    jira_server: Line | None = None
    """Name of the Jira run by oneself as Sentry shows it."""
    vsts: Line | None = None
    """Name of the Azure DevOps organization as Sentry shows it."""


class SentryProject(Section):
    """A Sentry project."""

    slug: SentrySlug | None = None
    """Its slug; the id if absent, with the environment behind it outside prod."""
    name: Line | None = None
    """Name for people; the id if absent."""
    platform: Line | None = None
    """Sentry's platform, such as node or javascript-react; needed unless it exists already."""
    team: TeamRef | None = None
    """Id of the team that owns it; needed unless it exists already."""
    existing: bool = False
    """True for a project that is only looked up, never created or changed."""
    keys: Items[Line] = ("default",)
    """Names of the client keys (a DSN each) to make."""
    ownership: Items[OwnershipRule] = ()
    """Who owns which part of the code; of several rules that match, the last one wins."""
    auto_assignment: AutoAssignment | None = None
    """Whom Sentry assigns a new issue to by itself; needs `ownership`; `issue_owner` if absent."""
    fallthrough: bool | None = None
    """Whether all members are told of an issue that no rule matches; needs `ownership`;
    true if absent."""


class Sentry(Section):
    """The Sentry organization."""

    organization: SentrySlug
    """Slug of the organization."""
    api: Literal["monitors", "rules"] = "monitors"
    """`rules` for a self-hosted Sentry from before monitors existed."""
    integrations: SentryIntegrations = Field(default_factory=SentryIntegrations)
    """Where notifications can go."""
    projects: dict[SentrySlug, SentryProject] = Field(default_factory=dict)
    """The projects, by id."""
