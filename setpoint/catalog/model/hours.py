"""Support hours, and what differs in and out of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportHours:
    """Hours of the week in which somebody is at work.

    Attributes:
        time_zone: PagerDuty's name of it.
        days_of_week: 1 (Monday) to 7.
        named: The config's name of the time zone, where it has one.
    """

    time_zone: str
    days_of_week: tuple[int, ...]
    start_time: time
    end_time: time
    named: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHours:
    """Urgency of a page by the hour at which the incident begins.

    Attributes:
        by_service: Whether PagerDuty's own setting of the service decides, for all its
            incidents alike, rather than what the alert asks for. An incident that is open when
            the hours begin then becomes urgent.
    """

    support_hours: Literal["high", "low"]
    otherwise: Literal["high", "low"]
    hours: SupportHours
    by_service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Seconds in which somebody should respond; None where nothing is promised.

    Attributes:
        hours: None where the time is the same at all hours.
    """

    support_hours: int | None
    otherwise: int | None
    hours: SupportHours | None

    @property
    def shortest(self) -> int:
        """The fewest seconds; one of the two is there."""
        return min(each for each in (self.support_hours, self.otherwise) if each is not None)
