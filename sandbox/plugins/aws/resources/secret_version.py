"""aws:secretsmanager/secretVersion:SecretVersion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class SecretVersion(AwsResource):
    """A secret's value; its id is the secret's and the version's."""

    token = "aws:secretsmanager/secretVersion:SecretVersion"
    label = "Secrets Manager Secret Version"
    computed = ("arn", "secretArn", "versionId")
    fields: ClassVar[Mapping[str, Field]] = {
        "secretId": Field(required=True, replaces=True),
        "secretString": Field(required=True, replaces=True),
        "versionStages": Field(kind="set", computed=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutSecretValue."""
        value = {"SecretId": inputs["secretId"], "SecretString": inputs["secretString"]}
        made = aws.call("secretsmanager", "put_secret_value", **value)
        return f"{inputs['secretId']}|{made['VersionId']}"

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetSecretValue of the version."""
        del state
        found = aws.call("secretsmanager", "get_secret_value", **_version(id))
        return {
            "arn": found["ARN"],
            "secretArn": found["ARN"],
            "secretId": _version(id)["SecretId"],
            "secretString": found["SecretString"],
            "versionId": found["VersionId"],
            "versionStages": found.get("VersionStages"),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """Do nothing: all that a program can change makes another version."""

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """Leave the current version, which goes with its secret."""


def _version(number: str) -> dict[str, Any]:
    secret, _, version = number.rpartition("|")
    return {"SecretId": secret, "VersionId": version}
