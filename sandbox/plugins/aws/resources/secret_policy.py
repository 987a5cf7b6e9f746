"""aws:secretsmanager/secretPolicy:SecretPolicy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, arn
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class SecretPolicy(AwsResource):
    """Who may read a secret; its id is the secret's ARN."""

    token = "aws:secretsmanager/secretPolicy:SecretPolicy"
    label = "Secrets Manager Secret Policy"
    computed = ()
    fields: ClassVar[Mapping[str, Field]] = {
        "blockPublicPolicy": Field(kind="boolean", unread=True),
        "policy": Field(kind="json", required=True),
        "secretArn": Field(required=True, replaces=True, rule=arn),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutResourcePolicy."""
        self._put(aws, inputs["secretArn"], inputs)
        return str(inputs["secretArn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetResourcePolicy."""
        del state
        found = aws.call("secretsmanager", "get_resource_policy", SecretId=id)
        if not found.get("ResourcePolicy"):
            return None
        return {"policy": found["ResourcePolicy"], "secretArn": id}

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutResourcePolicy again."""
        del state
        self._put(aws, id, inputs)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteResourcePolicy."""
        del state
        aws.call("secretsmanager", "delete_resource_policy", SecretId=id)

    def _put(self, aws: Aws, secret: str, inputs: Props) -> None:
        given = {"SecretId": secret, "ResourcePolicy": inputs["policy"]}
        block = inputs.get("blockPublicPolicy")
        aws.call("secretsmanager", "put_resource_policy", **given, BlockPublicPolicy=block)
