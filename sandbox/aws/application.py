"""What belongs to the application rather than to its alerting, made so that both can be tried.

On AWS the application's log groups exist before anybody watches them; a metric filter on a
missing one is refused.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    import boto3  # noqa: PLC0415 - a third of a second, only where there is a group to make

    logs = boto3.client(
        "logs",
        endpoint_url=require_loopback(url, "The sandbox's AWS"),
        region_name=region,
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",  # noqa: S106 - made up
    )
    for name in wanted:
        with suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName=name)
