"""The alert (or the child of a composite) that a signal is built for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from setpoint.catalog.naming import Naming, description

if TYPE_CHECKING:
    from setpoint.config.path import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalIdentity:
    """Where a signal stands and what its names and descriptions are made of.

    Attributes:
        alert: `service/alert`.
        children: Id of a composite's child, empty for the alert itself.
        path: The signal's section in the config.
        owner: Name of the team or person.
        runbook: URL, or None.
        respond_within: The time to respond in words, or None.
        level_of: Id of the alert that this is a level of, or None.
        milder: Whether it is the milder of two levels of a Sentry monitor.
    """

    alert: str
    children: tuple[str, ...] = ()
    path: Path
    summary: str
    owner: str
    runbook: str | None
    respond_within: str | None
    enabled: bool
    naming: Naming
    level_of: str | None = None
    milder: bool = False

    @property
    def shared(self) -> str:
        """Id that names what all levels share: a monitor, a log filter."""
        return self.level_of or self.alert

    @property
    def service(self) -> str:
        """Id of the alert's service."""
        return self.alert.partition("/")[0]

    @property
    def alarm_name(self) -> str:
        """Name of the CloudWatch alarm."""
        return self.naming.alarm(self.alert, *self.children)

    def describe(self, condition: str) -> str:
        """Return the alarm's description."""
        return description(
            summary=self.summary,
            condition=condition,
            owner=self.owner,
            runbook=self.runbook,
            respond_within=self.respond_within,
        )

    def child(self, group: str, name: str, kind: str) -> SignalIdentity:
        """Return the identity of a composite's child, which stands below `group`."""
        return replace(
            self,
            children=(*self.children, name),
            path=(*self.path, group, name, kind),
            summary=f"{self.summary} ({name})",
        )
