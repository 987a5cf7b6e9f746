"""CloudWatch dashboards; their JSON is made in `dashboard_body`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi
from pulumi_aws import cloudwatch

from components.cloudwatch.dashboard_body import dashboard_body
from components.identity import named
from setpoint.catalog.model import AlarmStatusWidget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import Dashboard, SavedQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardsArgs:
    """What dashboards show.

    Attributes:
        alarm_arns: ARN of each alert's alarm by alert id.
    """

    dashboards: Sequence[Dashboard]
    queries: Mapping[str, SavedQuery]
    alarm_arns: Mapping[str, pulumi.Output[str]]
    region: str


class Dashboards(pulumi.ComponentResource):
    """The dashboards of an environment."""

    TYPE: ClassVar[str] = "setpoint:cloudwatch:Dashboards"

    def __init__(
        self, name: str, args: DashboardsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        for dashboard in args.dashboards:
            cloudwatch.Dashboard(
                dashboard.id,
                dashboard_name=dashboard.name,
                dashboard_body=_body(dashboard, args),
                opts=named(self),
            )
        self.register_outputs({})


def _body(dashboard: Dashboard, args: DashboardsArgs) -> pulumi.Input[str]:
    """Return the body, as an output only where it names alarms."""
    shown = {
        alert: args.alarm_arns[alert]
        for widget in dashboard.widgets
        if isinstance(widget, AlarmStatusWidget)
        for alert in widget.alerts
        if alert in args.alarm_arns
    }

    def render(arns: Mapping[str, str]) -> str:
        return dashboard_body(dashboard, region=args.region, alarm_arns=arns, queries=args.queries)

    return pulumi.Output.all(**shown).apply(render) if shown else render({})
