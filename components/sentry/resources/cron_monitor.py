"""The resource CronMonitor.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource

if TYPE_CHECKING:
    from components.sentry.resources.cron_interval import CronInterval


class CronMonitor(SentryResource):
    """A monitor of a job's check-ins; `crontab` or `interval`, not both, says when it runs.

    To import one, its id is the monitor's number, ORGANIZATION/NUMBER, or the address of its page.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project. A change replaces the object.
        name: The monitor's name. At most 128 characters.
        description: A description, shown in the issues it opens.
        enabled: Whether it runs. `true` if left out.
        owner: Who is responsible: `team:ID` or `user:ID` (see getTeam, getMember).
        crontab: When the job runs: five fields of a crontab, or an alias such as `@daily`.
        interval: How often the job runs.
        checkin_margin: Minutes that a check-in may be late. From 1 to 40320. `1` if left
            out.
        max_runtime: Minutes that the job may run. From 1 to 10080. `30` if left out.
        failure_issue_threshold: Failed check-ins in a row before an issue opens. From 1 to
            720. `1` if left out.
        recovery_threshold: Good check-ins in a row before the issue is resolved. From 1 to
            720. `1` if left out.
        timezone: The time zone of the crontab, by its IANA name. `UTC` if left out.
    """

    organization: pulumi.Output[str]
    project: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    enabled: pulumi.Output[bool]
    owner: pulumi.Output[str | None]
    crontab: pulumi.Output[str | None]
    interval: pulumi.Output[dict[str, Any] | None]
    checkin_margin: pulumi.Output[int]
    max_runtime: pulumi.Output[int]
    failure_issue_threshold: pulumi.Output[int]
    recovery_threshold: pulumi.Output[int]
    timezone: pulumi.Output[str]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        project: pulumi.Input[str],
        name: pulumi.Input[str],
        organization: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        enabled: pulumi.Input[bool] | None = None,
        owner: pulumi.Input[str] | None = None,
        crontab: pulumi.Input[str] | None = None,
        interval: pulumi.Input[CronInterval] | None = None,
        checkin_margin: pulumi.Input[int] | None = None,
        max_runtime: pulumi.Input[int] | None = None,
        failure_issue_threshold: pulumi.Input[int] | None = None,
        recovery_threshold: pulumi.Input[int] | None = None,
        timezone: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:CronMonitor",
            resource_name,
            {
                "organization": organization,
                "project": project,
                "name": name,
                "description": description,
                "enabled": enabled,
                "owner": owner,
                "crontab": crontab,
                "interval": interval,
                "checkinMargin": checkin_margin,
                "maxRuntime": max_runtime,
                "failureIssueThreshold": failure_issue_threshold,
                "recoveryThreshold": recovery_threshold,
                "timezone": timezone,
            },
            (),
            opts,
        )
