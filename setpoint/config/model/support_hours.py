"""Support hours, and what differs by them: the urgency of a page, the time to respond."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Tag

from setpoint.config.model.section import Section
from setpoint.config.model.types import ClockTime, PagerDutyClock, Seconds, Weekdays
from setpoint.config.model.types.refusal import refuse

Urgency: TypeAlias = Literal["high", "low"]


class SupportHours(Section):
    """Hours of the week in which somebody is at work."""

    time_zone: PagerDutyClock
    """IANA name of the zone in which the hours are given, if PagerDuty has it or one alike."""
    days: Weekdays
    """Days of the week: `monday-friday`, or a list of days."""
    start: ClockTime
    """Beginning of the support hours."""
    end: ClockTime
    """End of the support hours."""


class PageByHours(Section):
    """Urgency of a page that depends on the hour at which the incident begins."""

    support_hours: Urgency
    """Urgency within the support hours."""
    otherwise: Urgency
    """Urgency outside them."""


class ResponseByHours(Section):
    """Time to respond that depends on the hour; one of the two may be left out."""

    support_hours: Seconds | None = None
    """Time within the support hours; no promise if absent."""
    otherwise: Seconds | None = None
    """Time outside them; no promise if absent."""


def _shape(value: Any) -> str:
    """Whether something is the same at all hours."""
    return "~hours" if isinstance(value, dict) else "~always"


def _no_never(value: Any) -> Any:
    if value == "never":
        raise refuse("'never' belongs to an alert; leave `page` out, and the severity pages nobody")
    return value


Page: TypeAlias = Annotated[
    Annotated[Urgency, BeforeValidator(_no_never), Tag("~always")]
    | Annotated[PageByHours, Tag("~hours")],
    Discriminator(_shape),
]
AlertPage: TypeAlias = Annotated[
    Annotated[Literal["high", "low", "never"], Tag("~always")]
    | Annotated[PageByHours, Tag("~hours")],
    Discriminator(_shape),
]
Response: TypeAlias = Annotated[
    Annotated[Seconds, Tag("~always")] | Annotated[ResponseByHours, Tag("~hours")],
    Discriminator(_shape),
]


def most_urgent(page: Urgency | Literal["never"] | PageByHours | None) -> Urgency | None:
    """Return the urgency of a page at its most urgent hour, None where nobody is paged."""
    if isinstance(page, PageByHours):
        return "high" if "high" in (page.support_hours, page.otherwise) else "low"
    return None if page == "never" else page


def shortest(response: int | ResponseByHours | None) -> int | None:
    """Return the seconds to respond within at the hour that leaves the fewest."""
    if isinstance(response, ResponseByHours):
        given = (response.support_hours, response.otherwise)
        return min((each for each in given if each is not None), default=None)
    return response
