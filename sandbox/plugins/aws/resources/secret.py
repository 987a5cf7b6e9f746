"""aws:secretsmanager/secret:Secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import OfSecret, tag_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_WINDOW = 30


class Secret(AwsResource):
    """A secret without its value, which is a resource of its own; its id is its ARN."""

    token = "aws:secretsmanager/secret:Secret"
    label = "Secrets Manager Secret"
    tagger: ClassVar[Tagger | None] = OfSecret()
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(rule=length(0, 2048)),
        "forceOverwriteReplicaSecret": Field(kind="boolean", default=False, unread=True),
        "kmsKeyId": Field(),
        "name": Field(computed=True, replaces=True, rule=length(1, 512)),
        "namePrefix": Field(computed=True, replaces=True),
        "recoveryWindowInDays": Field(kind="integer", default=_WINDOW, unread=True),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateSecret."""
        made = aws.call(
            "secretsmanager",
            "create_secret",
            Name=inputs["name"],
            Description=inputs.get("description"),
            KmsKeyId=inputs.get("kmsKeyId"),
            Tags=tag_list(inputs["tagsAll"]),
        )
        return str(made["ARN"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeSecret; one that waits for its end is gone."""
        del state
        found = aws.call("secretsmanager", "describe_secret", SecretId=id)
        if found.get("DeletedDate"):
            return None
        return {
            "arn": found["ARN"],
            "description": found.get("Description"),
            "kmsKeyId": found.get("KmsKeyId"),
            "name": found["Name"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateSecret."""
        del state
        given = {"Description": inputs.get("description"), "KmsKeyId": inputs.get("kmsKeyId")}
        aws.call("secretsmanager", "update_secret", SecretId=id, **given)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteSecret, at once where the program leaves no time."""
        days = int(state.get("recoveryWindowInDays") or 0)
        window = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
        aws.call("secretsmanager", "delete_secret", SecretId=id, **window)
