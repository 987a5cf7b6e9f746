"""Texts of events against what conditions ask of them.

Meaning of the matches and of the attributes: `match_values` in src/sentry/rules/match.py and
src/sentry/rules/conditions/event_attribute.py of getsentry/sentry; case makes no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.sentry.account import Row

_HAS: Final[dict[str, Callable[[str, str], bool]]] = {
    "eq": lambda found, wanted: found == wanted,
    "co": lambda found, wanted: wanted in found,
    "sw": lambda found, wanted: found.startswith(wanted),
    "ew": lambda found, wanted: found.endswith(wanted),
    "in": lambda found, wanted: found in {one.strip() for one in wanted.split(",")},
}
_LACKS: Final = {"ne": "eq", "nc": "co", "nsw": "sw", "new": "ew", "nin": "in"}
_ORDERS: Final[dict[str, Callable[[float, float], bool]]] = {
    "gt": lambda found, wanted: found > wanted,
    "gte": lambda found, wanted: found >= wanted,
    "lt": lambda found, wanted: found < wanted,
    "lte": lambda found, wanted: found <= wanted,
}


def fits(event: Row, asked: Row) -> bool:
    """Whether an event has the tag (`key`) or attribute that a condition asks for."""
    found = _tag(event, asked["key"]) if "key" in asked else attribute(event, asked["attribute"])
    match asked["match"]:
        case "is":
            return bool(found)
        case "ns":
            return not found
    return matches(found, asked["match"], str(asked["value"]))


def matches(found: Iterable[str], how: str, wanted: str) -> bool:
    """Whether any of the texts found is as wanted, or none is what it must not be."""
    lower = [text.lower() for text in found]
    if how in _LACKS:
        return not matches(lower, _LACKS[how], wanted)
    if how in _HAS:
        return any(_HAS[how](text, wanted.lower()) for text in lower)
    return any(_in_order(how, text, wanted) for text in lower)


def _in_order(how: str, found: str, wanted: str) -> bool:
    try:
        return _ORDERS[how](float(found), float(wanted))
    except ValueError:
        return False


def _tag(event: Row, key: str) -> list[str]:
    return [value for name, value in event["tags"].items() if name.lower() == key.lower()]


def attribute(event: Row, name: str) -> list[str]:
    """Return the values of an attribute of an event."""
    first, _, rest = name.partition(".")
    if first in _ATTRIBUTES:
        return [text for text in _ATTRIBUTES[first](event, rest) if text]
    return _context(event, first, rest)


def _errors(event: Row, what: str) -> list[str]:
    known = [one["handled"] for one in event["exceptions"] if one["handled"] is not None]
    if what == "handled":
        return [str(one).lower() for one in known]
    return [str(not one).lower() for one in known] if what == "unhandled" else []


def _http(event: Row, what: str) -> list[str]:
    if what == "status_code":
        return _context(event, "response", what)
    return [event["request"][what]] if what in event["request"] else []


def _frames(event: Row, what: str) -> list[str]:
    frames = [frame for one in event["exceptions"] for frame in one["frames"]]
    return [frame[what] for frame in frames if what in frame]


def _context(event: Row, name: str, what: str) -> list[str]:
    value: Any = (event["contexts"].get(name) or {}).get(what)
    return [] if value is None else [str(value)]


_ATTRIBUTES: Final[dict[str, Callable[[Row, str], list[str]]]] = {
    "message": lambda event, _: [event["message"], event["title"]],
    "platform": lambda event, _: [event["platform"]],
    "type": lambda event, _: [event["type"]],
    "environment": lambda event, _: [event["environment"]],
    "exception": lambda event, what: [one[what] for one in event["exceptions"]],
    "error": _errors,
    "user": lambda event, what: [event["user"].get(what, "")],
    "http": _http,
    "sdk": lambda event, _: [event["sdk"]],
    "stacktrace": lambda event, what: _frames(event, {"code": "context_line"}.get(what, what)),
}
