"""aws:cloudwatch/dashboard:Dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, matches
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.values import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_NAME = matches(r"[A-Za-z0-9_-]{1,255}", "only alphanumerics, dash and underscore")


class Dashboard(AwsResource):
    """A dashboard."""

    token = "aws:cloudwatch/dashboard:Dashboard"
    label = "CloudWatch Dashboard"
    computed = ("dashboardArn",)
    fields: ClassVar[Mapping[str, Field]] = {
        "dashboardBody": Field(kind="json", required=True, rule=json_text),
        "dashboardName": Field(required=True, replaces=True, rule=_NAME),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutDashboard."""
        self._put(aws, inputs)
        return str(inputs["dashboardName"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetDashboard."""
        del state
        answer = aws.call("cloudwatch", "get_dashboard", DashboardName=id)
        return {
            "dashboardArn": answer["DashboardArn"],
            "dashboardBody": answer["DashboardBody"],
            "dashboardName": answer["DashboardName"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutDashboard again."""
        del id, state
        self._put(aws, inputs)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteDashboards."""
        del state
        aws.call("cloudwatch", "delete_dashboards", DashboardNames=[id])

    def _put(self, aws: Aws, inputs: Props) -> None:
        name, body = inputs["dashboardName"], inputs["dashboardBody"]
        aws.call("cloudwatch", "put_dashboard", DashboardName=name, DashboardBody=body)
