"""Mistakes to problems: gives them their place, and says plainly what an overlay got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.routing import channels, groups
from setpoint.config.nearest import nearest
from setpoint.config.path import Path, write_path
from setpoint.config.problem import Problem
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from setpoint.config.merging.overlay import Merged
    from setpoint.config.merging.variables import Filling
    from setpoint.config.origins import Origins
    from setpoint.config.validation import Draft


def report(draft: Draft, filling: Filling, merged: Merged, origins: Origins) -> list[Problem]:
    """Every mistake as a problem with its place."""
    unfilled = {path for path, _ in filling.unknown}
    mistakes = [m for m in _in_terms_of_the_overlay(draft, merged) if m.path not in unfilled]
    mistakes += _unknown_variables(filling, draft.names("variables"))
    mistakes += _unused(draft, filling, merged)
    return [
        Problem(
            origin=origins.at(m.path, key=m.on_key),
            path=write_path(m.path),
            message=m.message,
            value=m.value,
            allowed=m.allowed,
            nearest=m.nearest,
        )
        for m in mistakes
    ]


def _in_terms_of_the_overlay(draft: Draft, merged: Merged) -> list[Mistake]:
    """Something new and incomplete in an overlay is a change of what does not exist."""
    kept, replaced = [], {}
    added = dict.fromkeys(merged.added)
    incomplete = {
        path
        for m in draft.mistakes
        if m.incomplete and (path := _outermost(m.path, added)) is not None
    }
    for m in draft.mistakes:
        path = _outermost(m.path, added)
        if path in incomplete and path is not None:
            replaced[path] = _does_not_exist(draft, path)
        else:
            kept.append(m)
    return [*kept, *replaced.values()]


def _outermost(path: Path, added: dict[Path, None]) -> Path | None:
    """The added path that a mistake is at or below."""
    if not added:
        return None
    return next((path[:n] for n in range(1, len(path) + 1) if path[:n] in added), None)


def _does_not_exist(draft: Draft, path: Path) -> Mistake:
    """The overlay changes a part of something that the base lacks."""
    siblings = [name for name in draft.names(*map(str, path[:-1])) if name != path[-1]]
    close = nearest(str(path[-1]), siblings)
    message = "does not exist in the base, and is not complete enough to be new"
    return Mistake(path, message, str(path[-1]), tuple(siblings), close, on_key=True)


def _unknown_variables(filling: Filling, known: list[str]) -> list[Mistake]:
    """References to variables that are not there."""
    return [
        Mistake(
            path,
            f"there is no variable {name!r}" + _known(name, known),
            name,
            tuple(known),
            nearest(name, known),
        )
        for path, name in filling.unknown
    ]


def _known(name: str, known: list[str]) -> str:
    """The variables there are, when none is near."""
    if nearest(name, known):
        return ""
    return f"; there are {', '.join(known[:10])}" if known else "; none is defined"


def _unused(draft: Draft, filling: Filling, merged: Merged) -> list[Mistake]:
    """What an overlay adds and nothing uses, where all of it is optional: a misspelt override."""
    used: dict[Path, set[str]] = {
        ("variables",): filling.used,
        ("severities",): {alert.severity for alert in draft.alerts.values()},
        ("slack", "channels"): {channel for _, channel in channels(draft)},
        ("groups",): groups(draft),
    }
    mistakes = []
    for path in merged.added:
        if path[:-1] in used and path[-1] not in used[path[:-1]]:
            siblings = [name for name in draft.names(*map(str, path[:-1])) if name != path[-1]]
            mistakes.append(
                Mistake(
                    path,
                    "does not exist in the base, and nothing uses it",
                    str(path[-1]),
                    tuple(siblings),
                    nearest(str(path[-1]), siblings),
                    on_key=True,
                )
            )
    return mistakes
