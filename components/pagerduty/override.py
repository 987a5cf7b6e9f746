"""One-off overrides of schedules, by the plugin `pagerduty-overrides`."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pulumi

if TYPE_CHECKING:
    import pulumi_pagerduty as pagerduty

    from components.pagerduty.people import People
    from setpoint.catalog.model import Schedule

TOKEN = "pagerduty-overrides:index:Override"  # noqa: S105 - a resource type


class Override(pulumi.CustomResource):
    """Somebody on call for a while, whatever a schedule's layers say.

    Each of its inputs replaces it.
    """

    def __init__(
        self,
        name: str,
        inputs: dict[str, pulumi.Input[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(TOKEN, name, inputs, opts)


def declare_overrides(
    schedule: Schedule, resource: pagerduty.Schedule, people: People, parent: pulumi.Resource
) -> None:
    """Declare a schedule's overrides.

    A name has the moment it begins, so that one more in the list leaves the others alone.
    """
    for override in schedule.overrides:
        start = override.start.astimezone(UTC)
        name = f"{schedule.id}/{start:%Y-%m-%dT%H:%MZ}-{override.person}"
        Override(
            name,
            {
                "schedule": resource.id,
                "user": people.user_ids[override.person],
                "start": f"{start:%Y-%m-%dT%H:%M:%SZ}",
                "end": f"{override.end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            },
            pulumi.ResourceOptions(parent=parent),
        )
