"""aws:kms/key:Key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, between, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_WINDOW = 30


class Key(AwsResource):
    """A key of the customer's own that encrypts and decrypts."""

    token = "aws:kms/key:Key"
    label = "KMS Key"
    tagger: ClassVar[Tagger | None] = ByArn(
        "kms", resource="KeyId", key="TagKey", value="TagValue", listing="list_resource_tags"
    )
    computed = ("arn", "keyId")
    missing = ("NotFoundException",)
    fields: ClassVar[Mapping[str, Field]] = {
        "deletionWindowInDays": Field(kind="integer", unread=True, rule=between(7, _WINDOW)),
        "description": Field(computed=True, rule=length(0, 8192)),
        "enableKeyRotation": Field(kind="boolean", default=False),
        "policy": Field(kind="json", computed=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateKey, and EnableKeyRotation."""
        tags = [{"TagKey": k, "TagValue": v} for k, v in inputs["tagsAll"].items()] or None
        made = aws.call(
            "kms",
            "create_key",
            Description=inputs.get("description"),
            KeySpec="SYMMETRIC_DEFAULT",
            KeyUsage="ENCRYPT_DECRYPT",
            Policy=inputs.get("policy"),
            Tags=tags,
        )
        number = str(made["KeyMetadata"]["KeyId"])
        if inputs["enableKeyRotation"]:
            aws.call("kms", "enable_key_rotation", KeyId=number)
        return number

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeKey and its policy and rotation; a key that waits for its end is gone."""
        del state
        found = aws.call("kms", "describe_key", KeyId=id)["KeyMetadata"]
        if found["KeyState"] == "PendingDeletion":
            return None
        policy = aws.call("kms", "get_key_policy", KeyId=id, PolicyName="default")["Policy"]
        rotation = aws.call("kms", "get_key_rotation_status", KeyId=id)["KeyRotationEnabled"]
        return {
            "arn": found["Arn"],
            "description": found.get("Description"),
            "enableKeyRotation": rotation,
            "keyId": found["KeyId"],
            "policy": policy,
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutKeyPolicy, UpdateKeyDescription and the rotation."""
        if inputs.get("policy"):
            named = {"KeyId": id, "PolicyName": "default"}
            aws.call("kms", "put_key_policy", **named, Policy=inputs["policy"])
        text = inputs.get("description")
        if text is not None and text != state.get("description"):
            aws.call("kms", "update_key_description", KeyId=id, Description=text)
        verb = "enable" if inputs["enableKeyRotation"] else "disable"
        if inputs["enableKeyRotation"] is not state.get("enableKeyRotation"):
            aws.call("kms", f"{verb}_key_rotation", KeyId=id)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """ScheduleKeyDeletion."""
        days = int(state.get("deletionWindowInDays") or _WINDOW)
        aws.call("kms", "schedule_key_deletion", KeyId=id, PendingWindowInDays=days)
