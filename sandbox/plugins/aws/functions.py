"""The functions of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import Function

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.aws.account import AwsAccount


class GetCallerIdentity(Function):
    """aws:index/getCallerIdentity:getCallerIdentity."""

    token = "aws:index/getCallerIdentity:getCallerIdentity"

    def __init__(self, account: AwsAccount) -> None:
        """`account` gives the clients."""
        self._account = account

    def invoke(self, args: Props) -> Props:
        """Ask STS."""
        del args
        answer = self._account.aws().call("sts", "get_caller_identity")
        return {
            "accountId": answer["Account"],
            "arn": answer["Arn"],
            "id": answer["Account"],
            "userId": answer["UserId"],
        }
