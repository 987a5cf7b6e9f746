"""What a check found, at a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from setpoint.config.value import Origin

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is unwise.

    Attributes:
        check: Name of the check.
        subject: `service/alert`, or the object's path such as `schedules.primary`; empty for
            a whole file.
        environments: Where it is so, in order of name.
        message: The value, and what must hold.
    """

    check: str
    severity: Severity
    subject: str
    environments: tuple[str, ...]
    origin: Origin
    message: str
