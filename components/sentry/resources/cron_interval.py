"""Intervals of a job.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    import pulumi


@dataclass(frozen=True, kw_only=True)
class CronInterval(Arguments):
    """A job that runs every so often.

    Attributes:
        value: How many of the unit lie between two runs. At least 1.
        unit: The unit. One of minute, hour, day, week, month, year.
    """

    value: pulumi.Input[int]
    unit: pulumi.Input[str]
