"""Which IAM roles there are: moto keeps them."""

from __future__ import annotations

from sandbox.aws.service import ACCOUNT_ID

_PARTITION = "aws"


def exists(arn: str) -> bool:
    """Whether the account has the role of an ARN."""
    from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly

    roles = get_backend("iam")[ACCOUNT_ID][_PARTITION].roles
    return any(role.arn == arn for role in roles.values())
