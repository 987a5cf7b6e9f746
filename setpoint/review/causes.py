"""Which edit made an alert fall silent: the place at which a loss is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.model import SIGNALS
from setpoint.review.effect import Effect
from setpoint.review.model import LossKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.value import Origin
    from setpoint.review.model import AlertChange, FieldChange

# Values that decide it, each before those that count only where it is the same.
_DECIDES: Final = {
    LossKind.disabled: ("enabled",),
    LossKind.no_longer_pages: ("page",),
    LossKind.pages_low: ("page",),
    LossKind.unrouted: (
        *("page", "escalation", "slack", "email", "sms", "people", "webhooks", "tickets"),
        *("actions", "enabled"),
    ),
    LossKind.muted: ("composite.suppressed_by",),
    LossKind.metric_unwatched: ("enabled",),
}
# What a change of the condition does where it is to blame, the likelier first.
_BLAMED: Final = {
    LossKind.cannot_fire: (Effect.less, Effect.mixed, Effect.unknown),
    LossKind.metric_unwatched: (Effect.unknown,),
}


def lost_at(kind: LossKind, change: AlertChange) -> Origin:
    """Return where the edit stands by which an alert is lost; the alert's own place without one.

    One edit may lose many alerts: of a severity, of a template, of what the defaults say.
    """
    found = next(_causes(kind, change), None)
    return found.origin if found else change.origin


def _causes(kind: LossKind, change: AlertChange) -> Iterator[FieldChange]:
    by_path = {field.path: field for field in change.fields}
    yield from (by_path[path] for path in _DECIDES.get(kind, ()) if path in by_path)
    condition = [each for each in change.fields if each.path.partition(".")[0] in SIGNALS]
    for effect in _BLAMED.get(kind, ()):
        yield from (field for field in condition if field.effect is effect)
