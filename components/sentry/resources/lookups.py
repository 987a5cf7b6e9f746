"""Lookups of what exists in an organization.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import look_up


@dataclass(frozen=True, kw_only=True)
class GetIntegrationResult:
    """What the lookup of the same name found.

    Attributes:
        id: Its id in the organization.
        name: Its name.
    """

    id: str
    name: str


def get_integration(
    *,
    provider: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetIntegrationResult]:
    """An installed integration, by its provider and name.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        provider: What it integrates. One of slack, pagerduty, github, github_enterprise,
            msteams, discord, opsgenie, jira, jira_server, vsts.
        name: Its name; the only one of the provider if left out.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "provider": provider,
        "name": name,
    }
    return look_up("sentry-alerting:index:getIntegration", arguments, GetIntegrationResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetTeamResult:
    """What the lookup of the same name found.

    Attributes:
        id: Its id in the organization.
        slug: Its slug.
        name: Its name.
        owner: `team:ID`, for an owner.
    """

    id: str
    slug: str
    name: str
    owner: str


def get_team(
    *,
    slug: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetTeamResult]:
    """A team, by its slug.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        slug: Its slug.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "slug": slug,
    }
    return look_up("sentry-alerting:index:getTeam", arguments, GetTeamResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetMemberResult:
    """What the lookup of the same name found.

    Attributes:
        member_id: The id of the membership.
        user_id: The id of the user, for targets of actions.
        name: Its name.
        owner: `user:ID`, for an owner.
    """

    member_id: str
    user_id: str
    name: str
    owner: str


def get_member(
    *,
    email: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetMemberResult]:
    """A member of the organization, by e-mail address.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        email: The member's address.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "email": email,
    }
    return look_up("sentry-alerting:index:getMember", arguments, GetMemberResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetProjectResult:
    """What the lookup of the same name found.

    Attributes:
        id: Its id in the organization.
        slug: Its slug.
        name: Its name.
        platform: The project's platform.
    """

    id: str
    slug: str
    name: str
    platform: str | None = None


def get_project(
    *,
    slug: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetProjectResult]:
    """A project, by its slug.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        slug: Its slug.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "slug": slug,
    }
    return look_up("sentry-alerting:index:getProject", arguments, GetProjectResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetMonitorResult:
    """What the lookup of the same name found.

    Attributes:
        id: The monitor's id, for an Alert's `detector_ids`.
        name: Its name.
        type: Its type.
        project_id: The id of its project.
        enabled: Whether it runs.
    """

    id: str
    name: str
    type: str
    project_id: str
    enabled: bool


def get_monitor(
    *,
    organization: pulumi.Input[str] | None = None,
    project: pulumi.Input[str] | None = None,
    type: pulumi.Input[str] | None = None,  # noqa: A002 - Sentry's word
    name: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetMonitorResult]:
    """One existing monitor, such as the error monitor of a project.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project.
        type: The monitor's type; `error` and `issue_stream` are those that Sentry makes for
            a project. One of error, issue_stream, metric_issue, uptime_domain_failure,
            monitor_check_in_failure.
        name: The monitor's name.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "project": project,
        "type": type,
        "name": name,
    }
    return look_up("sentry-alerting:index:getMonitor", arguments, GetMonitorResult, opts)


@dataclass(frozen=True, kw_only=True)
class FoundMonitor:
    """A monitor that exists.

    Attributes:
        id: The monitor's id, for an Alert's `detector_ids`.
        name: Its name.
        type: Its type.
        project_id: The id of its project.
        enabled: Whether it runs.
    """

    id: str
    name: str
    type: str
    project_id: str
    enabled: bool


@dataclass(frozen=True, kw_only=True)
class GetMonitorsResult:
    """What the lookup of the same name found.

    Attributes:
        monitors: The monitors, by id.
    """

    inner: ClassVar[dict[str, type]] = {"monitors": FoundMonitor}
    monitors: list[FoundMonitor]


def get_monitors(
    *,
    organization: pulumi.Input[str] | None = None,
    project: pulumi.Input[str] | None = None,
    type: pulumi.Input[str] | None = None,  # noqa: A002 - Sentry's word
    name: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetMonitorsResult]:
    """The existing monitors of an organization, all or by project, type and name.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project.
        type: The monitor's type; `error` and `issue_stream` are those that Sentry makes for
            a project. One of error, issue_stream, metric_issue, uptime_domain_failure,
            monitor_check_in_failure.
        name: The monitor's name.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "project": project,
        "type": type,
        "name": name,
    }
    return look_up("sentry-alerting:index:getMonitors", arguments, GetMonitorsResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetAlertResult:
    """What the lookup of the same name found.

    Attributes:
        id: Its id in the organization.
        name: Its name.
        enabled: Whether it acts.
        detector_ids: The ids of its monitors.
    """

    id: str
    name: str
    enabled: bool
    detector_ids: list[str]


def get_alert(
    *,
    name: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetAlertResult]:
    """An existing alert, by its name.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        name: Its name.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "name": name,
    }
    return look_up("sentry-alerting:index:getAlert", arguments, GetAlertResult, opts)


@dataclass(frozen=True, kw_only=True)
class GetSentryAppResult:
    """What the lookup of the same name found.

    Attributes:
        id: The app's id, for a SentryAppAction.
        slug: Its slug.
        installation_id: The installation's id.
    """

    id: str
    slug: str
    installation_id: str


def get_sentry_app(
    *,
    slug: pulumi.Input[str],
    organization: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetSentryAppResult]:
    """An installed Sentry app, by its slug.

    Args:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        slug: Its slug.
        opts: Options of the call, such as the provider to use.
    """
    arguments = {
        "organization": organization,
        "slug": slug,
    }
    return look_up("sentry-alerting:index:getSentryApp", arguments, GetSentryAppResult, opts)
