"""Levels of an alert: which signals have them, and which alert is a level of which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a bare value of a level means, by signal.
THRESHOLDS: Final[dict[str, str]] = {
    "cloudwatch": "threshold",
    "cloudwatch_math": "threshold",
    "cloudwatch_anomaly": "band",
    "cloudwatch_logs": "threshold",
    "sentry_metric": "threshold",
    "prometheus": "threshold",
}
# Keys of a level that are an alert's; all others are its signal's.
ALERT_KEYS: Final = (
    "summary",
    "runbook",
    "enabled",
    "respond_within",
    "notify",
    "escalation",
    "page",
    "allow",
)


def level_id(alert: str, severity: str) -> str:
    """The id of an alert's level."""
    return f"{alert}-{severity}"


@dataclass(frozen=True, slots=True)
class Levels:
    """Which alerts are levels.

    Attributes:
        of: Ids of an alert's levels (`service/alert-severity`), by `service/alert`.
        base: The other way round.
    """

    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    base: Mapping[str, str] = field(default_factory=dict)

    def named(self, reference: str) -> tuple[str, ...]:
        """The alerts that a reference means: all levels of one that has some."""
        return self.of.get(reference, (reference,))
