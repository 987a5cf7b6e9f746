"""The plugin itself: its configuration, its types and its functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import Plugin
from sandbox.plugins.aws.account import AwsAccount
from sandbox.plugins.aws.functions import GetCallerIdentity
from sandbox.plugins.aws.resources import TYPES
from sandbox.plugins.official import official_plugin

if TYPE_CHECKING:
    from providers.plugin import Props


class AwsPlugin(Plugin):
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

    def schema(self) -> str:
        """Name the types; their properties are in the SDK."""
        resources: dict[str, dict[str, str]] = {kind.token: {} for kind in TYPES}
        document = {"name": self.name, "version": self.version, "resources": resources}
        return json.dumps(document)
