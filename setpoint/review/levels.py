"""Levels that came to an alert or went from it: an edit of an alert that is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.path import write_path
from setpoint.review.effect import Effect
from setpoint.review.model import FieldChange, Source
from setpoint.review.spots import text_of

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert
    from setpoint.config.path import Path
    from setpoint.review.side import Side


def level_came(alert: Alert, old: Side, new: Side) -> tuple[FieldChange, ...]:
    """Return the edit by which an alert is new as a level, nothing where it is no level's."""
    return _edit(alert, new, old, new)


def level_went(alert: Alert, old: Side, new: Side) -> tuple[FieldChange, ...]:
    """Return the edit by which an alert is gone as a level, nothing where it was no level's."""
    return _edit(alert, old, new, new)


def level_path(alert: Alert, side: Side) -> Path | None:
    """Return where the level stands that an alert is, from the top of the config."""
    base = side.loaded.levels.base.get(alert.id)
    if base is None:
        return None
    name = base.removeprefix(f"{alert.service}/")
    return ("services", alert.service, "alerts", name, "levels", alert.severity)


def _edit(alert: Alert, there: Side, absent: Side, now: Side) -> tuple[FieldChange, ...]:
    """Return the edit of a level that one side has, if the other has its alert otherwise."""
    path, base = level_path(alert, there), there.loaded.levels.base.get(alert.id)
    if path is None or not (base in absent.loaded.levels.of or base in absent.catalog.alerts):
        return ()
    written = there.loaded.origins.written(path)
    said = text_of(there.loaded.origins.raw(written), path)
    old, new = (None, said) if there is now else (said, None)
    origin = now.loaded.origins.at(path, key=True)
    return (
        FieldChange(
            path=write_path(path[-2:]),
            unit=None,
            old=old,
            new=new,
            old_number=None,
            new_number=None,
            effect=Effect.more if there is now else Effect.less,
            sentence="is new" if there is now else "is gone",
            sources=(Source(write_path(written), old, new, origin),),
        ),
    )
