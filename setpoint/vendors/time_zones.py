"""The time zones of PagerDuty's provider, and which of them another name stands for.

Users, schedules and support hours take the names of `pagerduty_time_zones.txt` and no others:
the list of https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone, as version 3.32.4
of the provider for Terraform holds it, which the one for Pulumi bridges. `UTC` and `Europe/Kyiv`
are not among them. Names that mean the same are links of the time zone database, taken from the
package `tzdata`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_LINK = "L"
_START = datetime(2026, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_DAYS = 731
_MINUTE = timedelta(minutes=1)
_NONE = timedelta(0)


@lru_cache(maxsize=1)
def pagerduty_time_zones() -> frozenset[str]:
    """Return the names that the provider takes."""
    listed = files(__package__) / "pagerduty_time_zones.txt"
    return frozenset(listed.read_text(encoding="utf-8").split())


def pagerduty_time_zone(name: str) -> str | None:
    """Return the provider's name of an IANA zone, None where it has none.

    A zone's own name wins over other names of it, those in alphabetical order.
    """
    if name in pagerduty_time_zones():
        return name
    zone = _links().get(name, name)
    same = [zone, *sorted(link for link, target in _links().items() if target == zone)]
    return next((each for each in same if each in pagerduty_time_zones()), None)


def sent_time_zone(name: str) -> str:
    """Return the provider's name of a zone that it is known to have."""
    return pagerduty_time_zone(name) or name


def sent_clock(name: str) -> str:
    """Return the provider's name of a zone, or of one whose clocks go alike.

    Hours of the week mean the same in both; so support hours may be given in any zone that has
    such a one.
    """
    return pagerduty_time_zone(name) or next(iter(like_time_zones(name)), name)


@lru_cache(maxsize=64)
def like_time_zones(name: str) -> tuple[str, ...]:
    """Return the provider's zones whose clocks go like another's, day by day, shortest first."""
    clock = _clock(name)
    zones = sorted(pagerduty_time_zones(), key=lambda zone: (zone.count("/"), zone))
    return tuple(zone for zone in zones if _clock(zone) == clock)


@lru_cache(maxsize=64)
def clocks_apart(one: str, other: str) -> tuple[int, ...]:
    """Return by how many minutes one zone's clock is ahead of another's, each number once."""
    pairs = zip(_clock(one), _clock(other), strict=True)
    found = {(ahead or _NONE) - (behind or _NONE) for ahead, behind in pairs}
    return tuple(sorted(each // _MINUTE for each in found))


@lru_cache(maxsize=256)
def _clock(name: str) -> tuple[timedelta | None, ...]:
    """Return the offsets from UTC in the two years from 2026 on."""
    zone = ZoneInfo(name)
    return tuple((_START + day * _DAY).astimezone(zone).utcoffset() for day in range(_DAYS))


@lru_cache(maxsize=1)
def _links() -> dict[str, str]:
    """Return zones by their other names; the lines `L zone name` of the database."""
    lines = (files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith(f"{_LINK} "))
    return {name: zone for _, zone, name in links}
