"""PagerDuty's keys where Amazon's Alertmanager reads them: one secret, one key that encrypts it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pulumi
from pulumi_aws import kms, secretsmanager
from pulumi_aws.get_caller_identity import get_caller_identity_output

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE: Final = "aps.amazonaws.com"
_VERSION: Final = "2012-10-17"
# Days in which the deletion of a key can be taken back; the least that KMS allows.
_WINDOW: Final = 7


def declare_keys(
    name: str,
    keys: Mapping[str, pulumi.Output[str]],
    tags: Mapping[str, str],
    region: str,
    parent: pulumi.Resource,
) -> tuple[pulumi.Output[str], list[pulumi.Resource]]:
    """Declare the secret and return its ARN, and what must exist before it can be read.

    Args:
        name: The secret's.
        keys: Integration keys by PagerDuty service, secrets.
        tags: Of key and secret.
        region: The stack's.
        parent: The component.
    """
    options = pulumi.ResourceOptions(parent=parent)
    # Secret like the keys it is made of.
    value: pulumi.Output[str] = pulumi.Output.json_dumps(dict(sorted(keys.items())))
    owner = get_caller_identity_output().arn
    key = kms.Key(
        "alertmanager",
        description=f"Encrypts {name}, which Amazon Managed Prometheus reads",
        deletion_window_in_days=_WINDOW,
        enable_key_rotation=True,
        policy=owner.apply(lambda arn: key_policy(arn, region, name)),
        tags=tags,
        opts=options,
    )
    secret = secretsmanager.Secret(
        "alertmanager",
        name=name,
        description="Integration keys of PagerDuty's services, by service",
        kms_key_id=key.arn,
        recovery_window_in_days=0,  # made again at any time; a name that waits could not be
        tags=tags,
        opts=named(parent),
    )
    version = secretsmanager.SecretVersion(
        "alertmanager",
        secret_id=secret.arn,
        secret_string=value,
        opts=options,
    )
    policy = secretsmanager.SecretPolicy(
        "alertmanager",
        secret_arn=secret.arn,
        policy=secret.arn.apply(secret_policy),
        opts=named(parent),
    )
    return secret.arn, [version, policy]


def key_policy(caller_arn: str, region: str, secret: str) -> str:
    """Leave the key to its account, and let Amazon Managed Prometheus decrypt the secret with it.

    Secrets Manager names the secret in each request ("Encryption context", AWS Secrets Manager
    User Guide), with six characters of its own behind the name.
    """
    partition, account = caller_arn.split(":")[1], caller_arn.split(":")[4]
    everything = {
        "Sid": "ItsAccount",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    decrypt = {
        "Sid": "AlertmanagerBySecretsManager",
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": "kms:Decrypt",
        "Resource": "*",
        "Condition": {
            "StringEquals": {"kms:ViaService": f"secretsmanager.{region}.amazonaws.com"},
            "StringLike": {
                "kms:EncryptionContext:SecretARN": (
                    f"arn:{partition}:secretsmanager:{region}:{account}:secret:{secret}-??????"
                )
            },
        },
    }
    return _document(everything, decrypt)


def secret_policy(secret_arn: str) -> str:
    """Let workspaces of the secret's own account read it."""
    _, partition, _, region, account, _ = secret_arn.split(":", 5)
    return _document(
        {
            "Sid": "AlertmanagersOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": SERVICE},
            "Action": "secretsmanager:GetSecretValue",
            "Resource": secret_arn,
            "Condition": {
                "ArnLike": {"aws:SourceArn": f"arn:{partition}:aps:{region}:{account}:workspace/*"},
                "StringEquals": {"aws:SourceAccount": account},
            },
        }
    )


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": _VERSION, "Statement": list(statements)}, sort_keys=True)
