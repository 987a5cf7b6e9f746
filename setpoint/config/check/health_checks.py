"""Route 53's rules of health checks (CreateHealthCheck)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from setpoint.config.evaluation import effective
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import HttpCheck
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_FEWEST_REGIONS = 3
_LONGEST = 255
_MINUTE = 60
_ADDRESS = re.compile(r"[0-9.]+|.*:.*")


def check(signal: HttpCheck, path: Path, draft: Draft) -> Iterator[Mistake]:
    """Address, text to look for, regions, availability, and the period of the alarm."""
    yield from _address(signal, path)
    search = signal.search_string
    if search is not None and len(search) > _LONGEST:
        where = (*path, "search_string")
        yield Mistake(where, f"the text has {len(search)} characters; {_LONGEST} are the limit")
    if signal.regions and len(set(signal.regions)) < _FEWEST_REGIONS:
        count = len(set(signal.regions))
        yield Mistake(
            (*path, "regions"),
            f"{count} regions are too few; name at least {_FEWEST_REGIONS} or none",
        )
    if signal.inverted and signal.availability is not None:
        yield Mistake(
            (*path, "availability"),
            "an inverted check is healthy while the endpoint is down; delete availability",
            on_key=True,
        )
    period = effective(signal, draft.config.defaults).period
    if period < _MINUTE:
        yield Mistake(
            (*path, "period"),
            f"{write_duration(period)} is shorter than 1m, at which Route 53 reports",
        )


def _address(signal: HttpCheck, path: Path) -> Iterator[Mistake]:
    """What goes with which scheme."""
    parts = urlsplit(signal.url)
    if _ADDRESS.fullmatch(parts.hostname or ""):
        message = f"{parts.hostname!r} is an IP address; a check takes a host name"
        yield Mistake((*path, "url"), message, signal.url)
    if parts.fragment:
        yield Mistake((*path, "url"), "a check does not send the part after #; delete it")
    resource = parts.path + (f"?{parts.query}" if parts.query else "")
    if len(resource) > _LONGEST:
        yield Mistake(
            (*path, "url"), f"the path has {len(resource)} characters; {_LONGEST} are the limit"
        )
    if parts.scheme != "tcp":
        return
    if parts.port is None or resource:
        yield Mistake((*path, "url"), f"{signal.url!r} is not tcp://host:port", signal.url)
    if signal.search_string is not None:
        yield Mistake(
            (*path, "search_string"), "a TCP check has no answer to look into", on_key=True
        )
