"""The resource Alert.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.sentry.resources.action_filters import ActionFilter


class Alert(SentryResource):
    """An alert: what happens when a monitor opens, changes or resolves an issue.

    To import one, its id is the alert's number, ORGANIZATION/NUMBER, or the address of its page.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        name: The alert's name. At most 256 characters.
        enabled: Whether it acts. `true` if left out.
        owner: Who is responsible: `team:ID` or `user:ID` (see getTeam, getMember).
        environment: The environment of the issues; all if left out.
        frequency: Minutes before it acts on the same issue again. One of 0, 5, 10, 30, 60,
            180, 720, 1440. `30` if left out.
        detector_ids: The ids of the monitors whose issues it looks at.
        triggers: What makes it look at an issue. One of first_seen_event,
            issue_resolved_trigger, reappeared_event, regression_event,
            new_high_priority_issue, existing_high_priority_issue.
        seer_activities: Steps of Sentry's automatic analysis that make it look at an issue.
            One of rca_completed, solution_completed, coding_completed, pr_created.
        action_filters: What is done for which issues.
    """

    organization: pulumi.Output[str]
    name: pulumi.Output[str]
    enabled: pulumi.Output[bool]
    owner: pulumi.Output[str | None]
    environment: pulumi.Output[str | None]
    frequency: pulumi.Output[int]
    detector_ids: pulumi.Output[list[str]]
    triggers: pulumi.Output[list[str]]
    seer_activities: pulumi.Output[list[str] | None]
    action_filters: pulumi.Output[list[dict[str, Any]]]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        name: pulumi.Input[str],
        organization: pulumi.Input[str] | None = None,
        enabled: pulumi.Input[bool] | None = None,
        owner: pulumi.Input[str] | None = None,
        environment: pulumi.Input[str] | None = None,
        frequency: pulumi.Input[int] | None = None,
        detector_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        triggers: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        seer_activities: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        action_filters: pulumi.Input[Sequence[pulumi.Input[ActionFilter]]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:Alert",
            resource_name,
            {
                "organization": organization,
                "name": name,
                "enabled": enabled,
                "owner": owner,
                "environment": environment,
                "frequency": frequency,
                "detectorIds": detector_ids,
                "triggers": triggers,
                "seerActivities": seer_activities,
                "actionFilters": action_filters,
            },
            (),
            opts,
        )
