"""Which of the plain data is an alert made from a template, in which null has its own meaning.

There it removes from what the template brings, in the base as in an overlay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from setpoint.config.path import Path

# Keys that say what is used; all others lie over the template.
USE_KEYS = frozenset({"template", "with"})
CUT = "a bare threshold would drop what else"
_ALERT = 4  # parts of the path of an alert


def removes_from_template(
    at: Path, base: dict[str, Any], changes: dict[str, Any], *, around: bool
) -> bool:
    """Whether null in a mapping at a path removes from a template; `around`: in the one around."""
    if len(at) == _ALERT:
        return (at[0], at[2]) == ("services", "alerts") and "template" in {**base, **changes}
    return around and at[_ALERT:] != ("with",)


def is_removal(data: Any, path: Path) -> bool:
    """Whether a null at a path of a base file removes from a template."""
    entry = data
    for part in path[:_ALERT]:
        entry = entry.get(part) if isinstance(entry, dict) else None
    if len(path) <= _ALERT or not isinstance(entry, dict) or path[_ALERT] in USE_KEYS:
        return False
    return removes_from_template(path[:_ALERT], entry, {}, around=False)


def cuts_level(at: Path, below: Any) -> bool:
    """Whether a bare value in a mapping at a path would replace a level that says more."""
    more = isinstance(below, dict) and bool(below.keys() - {"threshold", "band"})
    return at[-1:] == ("levels",) and more
