"""Secrets, their values and who may read them, and the keys that encrypt them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.resource import ARN, AwsResource
from sandbox.plugins.aws.tagging import KEY, SECRET
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import arn, between, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_WINDOW = 30


class Secret(AwsResource):
    """A secret without its value, which is a resource of its own; its id is its ARN."""

    token = "aws:secretsmanager/secret:Secret"
    label = "Secrets Manager Secret"
    service = "secretsmanager"
    creates = "create_secret"
    reads = "describe_secret"
    updates = "update_secret"
    identity = ("ARN",)
    by = "SecretId"
    tags = SECRET
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(output=True, api="ARN"),
        "description": Field(rule=length(0, 2048)),
        "forceOverwriteReplicaSecret": Field(kind="boolean", default=False, unread=True),
        "kmsKeyId": Field(),
        "name": Field(computed=True, replaces=True, rule=length(1, 512)),
        "namePrefix": Field(computed=True, replaces=True),
        "recoveryWindowInDays": Field(kind="integer", default=_WINDOW, unread=True),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeSecret; one that waits for its end is gone."""
        del state
        found = aws.call("secretsmanager", "describe_secret", SecretId=id)
        return None if found.get("DeletedDate") else self.wire.told(self.fields, found)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteSecret, at once where the program leaves no time."""
        days = int(state.get("recoveryWindowInDays") or 0)
        window = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
        aws.call("secretsmanager", "delete_secret", SecretId=id, **window)


class SecretPolicy(AwsResource):
    """Who may read a secret; its id is the secret's ARN."""

    token = "aws:secretsmanager/secretPolicy:SecretPolicy"
    label = "Secrets Manager Secret Policy"
    service = "secretsmanager"
    creates = "put_resource_policy"
    reads = "get_resource_policy"
    deletes = "delete_resource_policy"
    identity = "secretArn"
    by = "SecretId"
    fields: ClassVar[Mapping[str, Field]] = {
        "blockPublicPolicy": Field(kind="boolean", unread=True),
        "policy": Field(kind="json", required=True, api="ResourcePolicy"),
        "secretArn": Field(required=True, replaces=True, api="SecretId", rule=arn),
    }

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters, with the one that isn't told again."""
        block = inputs.get("blockPublicPolicy")
        return {**super().given(aws, operation, inputs), "BlockPublicPolicy": block}

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetResourcePolicy."""
        found = super().find(aws, id, state)
        return {**found, "secretArn": id} if found and found.get("policy") else None


class SecretVersion(AwsResource):
    """A secret's value; its id is the secret's and the version's.

    All that a program can change makes another version, and a version goes with its secret.
    """

    token = "aws:secretsmanager/secretVersion:SecretVersion"
    label = "Secrets Manager Secret Version"
    service = "secretsmanager"
    creates = "put_secret_value"
    reads = "get_secret_value"
    identity = ("VersionId",)
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(output=True, api="ARN"),
        "secretArn": Field(output=True, api="ARN"),
        "secretId": Field(required=True, replaces=True),
        "secretString": Field(required=True, replaces=True),
        "versionId": Field(output=True),
        "versionStages": Field(kind="set", computed=True),
    }

    def start(self, aws: Aws, inputs: Props) -> str:
        """PutSecretValue."""
        return f"{inputs['secretId']}|{super().start(aws, inputs)}"

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetSecretValue of the version."""
        found = super().find(aws, id, state)
        return found and {**found, "secretId": self.named(id)["SecretId"]}

    def named(self, id: str) -> dict[str, Any]:
        """Return both halves."""
        secret, _, version = id.rpartition("|")
        return {"SecretId": secret, "VersionId": version}

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """Do nothing."""

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """Do nothing."""


class Key(AwsResource):
    """A key of the customer's own that encrypts and decrypts."""

    token = "aws:kms/key:Key"
    label = "KMS Key"
    service = "kms"
    creates = "create_key"
    identity = ("KeyMetadata", "KeyId")
    tags = KEY
    missing = ("NotFoundException",)
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": ARN,
        "deletionWindowInDays": Field(kind="integer", unread=True, rule=between(7, _WINDOW)),
        "description": Field(computed=True, rule=length(0, 8192)),
        "enableKeyRotation": Field(kind="boolean", default=False),
        "keyId": Field(output=True),
        "policy": Field(kind="json", computed=True),
    }

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters, with what kind of key it is."""
        kind = {"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT"}
        return {**super().given(aws, operation, inputs), **kind}

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateKey, and EnableKeyRotation."""
        number = super().start(aws, inputs)
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
        rotates = aws.call("kms", "get_key_rotation_status", KeyId=id)["KeyRotationEnabled"]
        more = {"Policy": policy, "EnableKeyRotation": rotates}
        return self.wire.told(self.fields, {**found, **more})

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
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

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """ScheduleKeyDeletion."""
        days = int(state.get("deletionWindowInDays") or _WINDOW)
        aws.call("kms", "schedule_key_deletion", KeyId=id, PendingWindowInDays=days)
