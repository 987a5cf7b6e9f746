"""Sentry's rules of cron monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryCron
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def check(signal: SentryCron, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """A time zone is for crontabs."""
    if (
        signal.schedule is None
        and signal.every is not None
        and "time_zone" in signal.model_fields_set
    ):
        yield Mistake((*path, "time_zone"), "is for schedule only", on_key=True)
