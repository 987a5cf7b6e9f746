"""What the sandbox's plugins share: what they offer, and that they stay on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import CheckFailure, CheckResult, Plugin, PluginError
from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from providers.plugin import Props


class StandIn(Plugin):
    """Stands in for a published plugin, in the version that the installed SDK wants."""

    def schema(self) -> str:
        """Name the types and functions; programs use the published SDK and need no more."""
        document = {
            "name": self.name,
            "version": self.version,
            "resources": {resource.token: {} for resource in self.resources},
            "functions": {function.token: {} for function in self.functions},
        }
        return json.dumps(document)


class AddressedStandIn(StandIn):
    """A stand-in that one setting tells where the emulated account is.

    Attributes:
        address_key: That setting.
    """

    address_key: ClassVar[str]

    def address(self, config: Props) -> str:
        """Return where the emulated account is.

        Raises:
            PluginError: The configuration doesn't say it.
        """
        return str(config.get(self.address_key) or "")

    def check_config(self, news: Props) -> CheckResult:
        """Refuse an address that is not on loopback, before anything is sent."""
        try:
            self.loopback(news)
        except PluginError as error:
            return CheckResult(news, [CheckFailure(self.address_key, str(error))])
        return CheckResult(news)

    def loopback(self, config: Props) -> str:
        """Return the address, without a slash at its end.

        Raises:
            PluginError: It isn't on loopback.
        """
        what = f"{self.name}:{self.address_key} of the sandbox's own plugin"
        try:
            return require_loopback(self.address(config), what).rstrip("/")
        except SandboxError as error:
            hint = f"Install the official plugin to reach a real {self.name}."
            raise PluginError(f"{error} {hint}") from error
