"""Support hours of a service's alerts, what differs by them, and all of it in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import PageHours, Response, SupportHours
from setpoint.config.model import PageByHours, ResponseByHours
from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.config.units import write_duration
from setpoint.vendors.time_zones import sent_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Route
    from setpoint.config import model as config

_SHORT_DAY: Final = 3


def build_hours(hours: config.SupportHours) -> SupportHours:
    """Return hours with their days counted."""
    return SupportHours(
        time_zone=sent_clock(hours.time_zone),
        days_of_week=tuple(sorted(WEEKDAYS.index(day) + 1 for day in hours.days)),
        start_time=hours.start,
        end_time=hours.end,
        named=hours.time_zone,
    )


def page_hours(page: object, service: str, context: Context) -> PageHours | None:
    """Return the urgencies of a page that depends on the hour, None for any other.

    A service's own hours make it depend on them whatever the alert asks for.
    """
    hours = _hours(service, context)
    if hours is None:
        return None
    if isinstance(page, PageByHours) and page.support_hours != page.otherwise:
        return PageHours(support_hours=page.support_hours, otherwise=page.otherwise, hours=hours)
    if context.config.services[service].support_hours is None:
        return None
    return PageHours(support_hours="high", otherwise="low", hours=hours, by_service=True)


def response(
    given: int | ResponseByHours | None, service: str, context: Context
) -> Response | None:
    """Return the time to respond."""
    if given is None:
        return None
    if isinstance(given, int):
        return Response(support_hours=given, otherwise=given, hours=None)
    hours = _hours(service, context)
    return Response(support_hours=given.support_hours, otherwise=given.otherwise, hours=hours)


def _hours(service: str, context: Context) -> SupportHours | None:
    """Return the hours of a service, else those of all."""
    own = context.config.services[service].support_hours
    hours = own or context.config.defaults.support_hours
    return build_hours(hours) if hours else None


def page_text(route: Route) -> str:
    """Return the urgency of a page: `high`, or `high in support hours, low otherwise`."""
    by_hours = route.page_hours
    if by_hours is None:
        return route.page or "never"
    return f"{by_hours.support_hours} in support hours, {by_hours.otherwise} otherwise"


def response_text(response: Response) -> str:
    """Return a time to respond: `15m`, or `15m in support hours, 30m otherwise`."""
    if response.hours is None and response.support_hours is not None:
        return write_duration(response.support_hours)
    told = []
    if response.support_hours is not None:
        told.append(f"{write_duration(response.support_hours)} in support hours")
    if response.otherwise is not None:
        when = "otherwise" if told else "outside support hours"
        told.append(f"{write_duration(response.otherwise)} {when}")
    return ", ".join(told)


def days_text(days: Sequence[int]) -> str:
    """Return `every day`, or `Mon-Fri`, `Mon, Wed`; `days` are 1 (Monday) to 7."""
    if len(days) == len(WEEKDAYS):
        return "every day"
    names = [WEEKDAYS[day - 1][:_SHORT_DAY].title() for day in days]
    in_a_row = all(later == earlier + 1 for earlier, later in pairwise(days))
    return f"{names[0]}-{names[-1]}" if in_a_row and len(names) > 1 else ", ".join(names)


def hours_text(hours: SupportHours) -> str:
    """Return `Mon-Fri 09:00-17:00 Europe/Berlin`, with the config's name of the time zone."""
    times = f"{hours.start_time:%H:%M}-{hours.end_time:%H:%M}"
    return f"{days_text(hours.days_of_week)} {times} {hours.named or hours.time_zone}"
