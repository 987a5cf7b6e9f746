"""What CloudWatch does without telling: settings of a replay."""

from __future__ import annotations

from dataclasses import dataclass

from setpoint.replay.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a replay assumes.

    Attributes:
        additional_datapoints: By how many the evaluation range is longer than N. AWS's guide
            has no formula, only the range of 5 for N = 3; longer gaps than this are where the
            figure matters.
        initial: The state of an alarm at the beginning; new ones lack data.
    """

    additional_datapoints: int = 2
    initial: State = State.insufficient_data

    def evaluation_range(self, evaluation_periods: int) -> int:
        """Return how many of the newest datapoints CloudWatch looks at for N."""
        return evaluation_periods + self.additional_datapoints
