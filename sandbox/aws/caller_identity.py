"""STS GetCallerIdentity, which every client asks first; the rest of STS is moto's.

Ours so that the first question doesn't have to wait until moto is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws.service import ACCOUNT_ID, Service

if TYPE_CHECKING:
    from sandbox.aws.service import Call


def _get_caller_identity(call: Call) -> dict[str, Any]:
    del call
    return {
        "UserId": "AIDASANDBOXSANDBOXSAN",
        "Account": ACCOUNT_ID,
        "Arn": f"arn:aws:iam::{ACCOUNT_ID}:user/sandbox",
    }


STS = Service(
    name="sts", invalid="ValidationError", handlers={"GetCallerIdentity": _get_caller_identity}
)
