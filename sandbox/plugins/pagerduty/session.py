"""What the resources of one plugin process share: the two clients, and what is asked only once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import ApiFailure, FrameworkClient, Pauses, SdkClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.plugins.exchange import Transport
    from sandbox.plugins.pagerduty.client import Json

_NO_CREDENTIALS = (
    "No valid credentials found for PagerDuty provider.\n"
    "Please see https://www.terraform.io/docs/providers/pagerduty/index.html\n"
    "for more information on providing credentials for this provider."
)


class Session:
    """A configured plugin's way to the API."""

    def __init__(self, cancelled: threading.Event) -> None:
        """Start unconfigured; the event is set when the engine cancels."""
        self.pauses = Pauses(cancelled)
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.framework: FrameworkClient
        self.user: FrameworkClient
        self._sdk: SdkClient
        self._sdk_used = False
        self._checked = True
        self._lock = threading.Lock()
        self._members: dict[str, list[Json]] = {}

    def open(
        self, transport: Transport, url: str, *, token: str, user_token: str, check: bool
    ) -> None:
        """Make the clients and, with `check`, ask once whether the token is valid.

        Raises:
            PluginError: It is not.
        """
        self.framework = FrameworkClient(transport, token, url, self.pauses)
        self.user = FrameworkClient(transport, user_token or token, url, self.pauses)
        self._sdk = SdkClient(transport, token, url, self.pauses)
        self._checked = check
        if check:
            self._ask_abilities(self.framework)

    @property
    def sdk(self) -> SdkClient:
        """The older client; its first use asks twice whether the token is valid."""
        with self._lock:
            if not self._sdk_used:
                self._sdk_used = True
                for _ in range(2 if self._checked else 0):
                    self._ask_abilities(self._sdk)
        return self._sdk

    def members(self, team: str) -> list[Json]:
        """Return the members of a team, asked for once in the life of the process."""
        with self._lock:
            known = self._members.get(team)
        if known is None:
            known = self._all_members(team)
            with self._lock:
                self._members[team] = known
        return known

    def join(self, team: str, user: str, role: str) -> None:
        """Note a membership that was just made, where the team's members are known already."""
        with self._lock:
            known = self._members.get(team)
            if known is not None:
                others = [item for item in known if item["user"]["id"] != user]
                self._members[team] = [*others, {"user": {"id": user}, "role": role}]

    def leave(self, team: str, user: str) -> None:
        """Note that a membership is no more."""
        with self._lock:
            if team in self._members:
                known = self._members[team]
                self._members[team] = [item for item in known if item["user"]["id"] != user]

    def _all_members(self, team: str) -> list[Json]:
        found: list[Json] = []
        while True:
            offset = {"offset": str(len(found))} if found else {}
            page = self.framework.get(f"/teams/{team}/members", limit="100", **offset)
            found += page.get("members") or []
            if not page.get("more"):
                return found

    @staticmethod
    def _ask_abilities(client: FrameworkClient | SdkClient) -> None:
        try:
            client.call("GET", "/abilities")
        except ApiFailure as failure:
            raise PluginError(
                f"Cannot obtain plugin client: {failure}\n{_NO_CREDENTIALS}"
            ) from failure
