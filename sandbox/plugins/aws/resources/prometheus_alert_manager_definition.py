"""aws:amp/alertManagerDefinition:AlertManagerDefinition."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class AlertManagerDefinition(AwsResource):
    """The config of a workspace's Alertmanager; its id is the workspace's."""

    token = "aws:amp/alertManagerDefinition:AlertManagerDefinition"
    label = "AMP Alert Manager Definition"
    computed = ()
    fields: ClassVar[Mapping[str, Field]] = {
        "definition": Field(required=True),
        "workspaceId": Field(required=True, replaces=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateAlertManagerDefinition."""
        number = str(inputs["workspaceId"])
        data = str(inputs["definition"]).encode()
        aws.call("amp", "create_alert_manager_definition", workspaceId=number, data=data)
        return number

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeAlertManagerDefinition."""
        del state
        answer = aws.call("amp", "describe_alert_manager_definition", workspaceId=id)
        data = answer["alertManagerDefinition"]["data"]
        return {"definition": data.decode(), "workspaceId": id}

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutAlertManagerDefinition."""
        del state
        data = str(inputs["definition"]).encode()
        aws.call("amp", "put_alert_manager_definition", workspaceId=id, data=data)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteAlertManagerDefinition."""
        del state
        aws.call("amp", "delete_alert_manager_definition", workspaceId=id)
