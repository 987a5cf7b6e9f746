"""The functions of the package that need no more than a question or two."""

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


class GetRegion(Function):
    """aws:index/getRegion:getRegion."""

    token = "aws:index/getRegion:getRegion"

    def __init__(self, account: AwsAccount) -> None:
        """`account` knows the Region."""
        self._account = account

    def invoke(self, args: Props) -> Props:
        """Describe the Region asked for, or the provider's."""
        region = str(args.get("region") or args.get("name") or self._account.aws().region)
        return {
            "description": region,
            "endpoint": f"ec2.{region}.amazonaws.com",
            "id": region,
            "name": region,
            "region": region,
        }
