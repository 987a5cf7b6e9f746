"""The plugin itself: its configuration, its types and its functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.account import AwsAccount
from sandbox.plugins.aws.functions import GetCallerIdentity
from sandbox.plugins.aws.resources import TYPES
from sandbox.plugins.official import official_plugin
from sandbox.plugins.plugin import StandIn

if TYPE_CHECKING:
    from providers.plugin import Props


class AwsPlugin(StandIn):
    """Package `aws`, in the version that the installed SDK wants."""

    name: ClassVar[str] = "aws"
    version: ClassVar[str] = official_plugin("aws").version

    def __init__(self) -> None:
        """Offer the types, not configured yet."""
        super().__init__()
        self.account = AwsAccount(self.cancelled)
        self.resources = [kind(self.account) for kind in TYPES]
        self.functions = [GetCallerIdentity(self.account)]

    def configure(self, config: Props) -> None:
        """Take the configuration."""
        self.account.configure(config)
