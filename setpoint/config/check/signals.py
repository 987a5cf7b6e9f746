"""Exactly one signal an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model import SIGNALS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Alerts with none or several."""
    for (service, name), alert in draft.alerts.items():
        present = [key for key in SIGNALS if getattr(alert, key) is not None]
        path = ("services", service, "alerts", name)
        if not present:
            yield Mistake(
                path,
                f"has no signal; write one of {', '.join(SIGNALS)}",
                incomplete=True,
                on_key=True,
            )
        elif len(present) > 1:
            yield Mistake(
                path, f"has {len(present)} signals ({', '.join(present)}); keep one", on_key=True
            )
