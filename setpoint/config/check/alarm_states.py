"""Who hears that an alarm is over or has no data, where somebody else than usual may be told.

CloudWatch has actions by state (PutMetricAlarm: OKActions, InsufficientDataActions). Alertmanager
tells the same receiver or nobody that it is over (`send_resolved`), Sentry whom it told; neither
has a state without data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.alerts import of_each
from setpoint.config.model import SENTRY_SIGNALS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Alert, Composite, States
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_ACTIONS: Final = ("ok_actions", "insufficient_data_actions")
_NO_STATE: Final = "has no state without data; take it out"


def check(draft: Draft) -> Iterator[Mistake]:
    """States of alarms that are none of CloudWatch's, and of those that notify nobody."""
    yield from of_each(draft, _alert)


def _alert(alert: Alert, path: Path, draft: Draft) -> Iterator[Mistake]:
    if alert.composite is not None:
        yield from _children(alert.composite, (*path, "composite"))
    if alert.notify is not None and not alert.model_fields_set.isdisjoint(SENTRY_SIGNALS):
        yield from _sentry(alert.notify, (*path, "notify"))
    if alert.prometheus is not None:
        yield from _prometheus(alert, path, draft)


def _children(composite: Composite, path: Path) -> Iterator[Mistake]:
    """Children of a composite notify nobody."""
    for group in ("any", "all", "children"):
        for name, child in (getattr(composite, group) or {}).items():
            for kind in child.model_fields_set:
                for key in _ACTIONS:
                    if getattr(getattr(child, kind), key) is not None:
                        where = (*path, group, name, kind, key)
                        message = "a composite's own alarms notify nobody; say it of the composite"
                        yield Mistake(where, message, on_key=True)


def _sentry(states: States, path: Path) -> Iterator[Mistake]:
    """What an alert of Sentry's says itself; its severity's is for the alarms of CloudWatch."""
    if states.ok is not None:
        message = "Sentry tells whom it has told that it is over, and nobody else; take it out"
        yield Mistake((*path, "ok"), message, on_key=True)
    if states.insufficient_data is not None:
        yield Mistake((*path, "insufficient_data"), f"Sentry {_NO_STATE}", on_key=True)


def _prometheus(alert: Alert, path: Path, draft: Draft) -> Iterator[Mistake]:
    """Alertmanager leaves out that it is over, or tells whom it has told."""
    severity = draft.config.severities.get(alert.severity)
    own = alert.notify.ok if alert.notify is not None else None
    if own:
        message = "Alertmanager tells whom it has told that it is over, or nobody; write []"
        yield Mistake((*path, "notify", "ok"), message, on_key=True)
    elif own is None and severity is not None and severity.ok:
        message = (
            f"severities.{alert.severity} tells others that it is over, as CloudWatch can and"
            " Alertmanager can't; write notify: { ok: [] }"
        )
        yield Mistake((*path, "severity"), message, alert.severity)
    if alert.notify is not None and alert.notify.insufficient_data is not None:
        where = (*path, "notify", "insufficient_data")
        yield Mistake(where, f"Prometheus {_NO_STATE}", on_key=True)
