"""What a use says over the body of its template, as an overlay lies over the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from setpoint.config.path import Path


def lay_over(
    body: dict[str, Any], changes: dict[str, Any], at: Path, absent: list[Path]
) -> dict[str, Any]:
    """Return the body with the changes made: mappings merge, the rest replaces, None removes.

    Paths of what is removed and isn't there are added to `absent`.
    """
    result = dict(body)
    for key, change in changes.items():
        below = body.get(key)
        if change is None:
            if key not in body:
                absent.append((*at, key))
            result.pop(key, None)
        elif isinstance(change, dict):
            known = below if isinstance(below, dict) else {}
            result[key] = lay_over(known, change, (*at, key), absent)
        else:
            result[key] = change
    return result
