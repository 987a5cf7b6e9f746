"""aws:amp/workspace:Workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger


class Workspace(AwsResource):
    """A workspace of Amazon Managed Prometheus."""

    token = "aws:amp/workspace:Workspace"
    label = "AMP Workspace"
    tagger: ClassVar[Tagger | None] = ByArn("amp", resource="resourceArn", mapping=True)
    computed = ("arn", "prometheusEndpoint")
    fields: ClassVar[Mapping[str, Field]] = {
        "alias": Field(rule=length(1, 100)),
        "kmsKeyArn": Field(replaces=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateWorkspace."""
        made = aws.call(
            "amp",
            "create_workspace",
            alias=inputs.get("alias"),
            kmsKeyArn=inputs.get("kmsKeyArn"),
            tags=inputs["tagsAll"] or None,
        )
        return str(made["workspaceId"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeWorkspace."""
        del state
        found = aws.call("amp", "describe_workspace", workspaceId=id)["workspace"]
        return {
            name: found.get(name) for name in ("alias", "arn", "kmsKeyArn", "prometheusEndpoint")
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateWorkspaceAlias."""
        del state
        aws.call("amp", "update_workspace_alias", workspaceId=id, alias=inputs.get("alias"))

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteWorkspace."""
        del state
        aws.call("amp", "delete_workspace", workspaceId=id)
