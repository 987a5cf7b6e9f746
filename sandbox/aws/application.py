"""What belongs to others than the alerting, made so that it can be tried.

On AWS the application's log groups exist before anybody watches them; a metric filter on a
missing one is refused. So does the key that encrypts topics; without it no message is sent.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def create_log_groups(url: str, region: str, names: Iterable[str]) -> None:
    """Make the log groups that are missing.

    Args:
        url: Where the sandbox serves AWS.
        region: Region to make them in.
        names: Names of log groups.

    Raises:
        SandboxError: The address is not on loopback.
    """
    wanted = sorted(set(names))
    if not wanted:
        return
    logs = _client(url, "logs", region)
    for name in wanted:
        with suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName=name)


def create_key(url: str, region: str, alias: str, statements: Iterable[Mapping[str, Any]]) -> None:
    """Make a key of KMS under an alias that is missing.

    Args:
        url: Where the sandbox serves AWS.
        region: Region to make it in.
        alias: Its name, `alias/...`.
        statements: Of its policy, besides that the account may do everything.

    Raises:
        SandboxError: The address is not on loopback.
    """
    kms = _client(url, "kms", region)
    if any(each["AliasName"] == alias for each in kms.list_aliases()["Aliases"]):
        return
    key = kms.create_key(Description="Made for the sandbox")["KeyMetadata"]["KeyId"]
    policy = json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
    policy["Statement"] += statements
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))
    kms.create_alias(AliasName=alias, TargetKeyId=key)


def _client(url: str, service: str, region: str) -> Any:
    import boto3  # noqa: PLC0415 - a third of a second, only where there is something to make

    return boto3.client(
        service,
        endpoint_url=require_loopback(url, "The sandbox's AWS"),
        region_name=region,
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",  # noqa: S106 - made up
    )
