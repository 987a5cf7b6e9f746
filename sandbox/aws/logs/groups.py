"""Which log groups there are: moto keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.aws.errors import AwsError
from sandbox.aws.service import ACCOUNT_ID

if TYPE_CHECKING:
    from sandbox.aws.service import Call


def exists(call: Call, name: str) -> bool:
    """Whether the Region has a log group of this name."""
    from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly

    return name in get_backend("logs")[ACCOUNT_ID][call.region].groups


def require(call: Call, name: str) -> None:
    """Refuse a group that doesn't exist.

    Raises:
        AwsError: ResourceNotFoundException.
    """
    if not exists(call, name):
        raise AwsError("ResourceNotFoundException", "The specified log group does not exist.")
