"""CloudWatch's limits on periods and datapoints (PutMetricAlarm)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.evaluation import effective
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.evaluation import Effective
    from setpoint.config.model import Evaluation
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_HOUR = 3600
_DAY = 86_400
_WEEK = 604_800


def check(signal: Evaluation, path: Path, draft: Draft) -> Iterator[Mistake]:
    """M over N, and windows that are too long.

    N * period is at most a day, or a week with periods of an hour or more.
    """
    figures = effective(signal, draft.config.defaults)
    n, m = figures.evaluation_periods, figures.datapoints_to_alarm
    if m > n:
        yield Mistake(
            _where(path, signal, figures, "datapoints_to_alarm"),
            f"{m} datapoints are more than the {n} evaluation_periods; write 1 to {n}",
            m,
        )
    longest = _WEEK if figures.period >= _HOUR else _DAY
    if n * figures.period > longest:
        each, most = write_duration(figures.period), write_duration(longest)
        yield Mistake(
            _where(path, signal, figures, "evaluation_periods"),
            f"{n} periods of {each} are longer than {most}, the most with such periods;"
            f" write 1 to {longest // figures.period}",
            n,
        )


def _where(path: Path, signal: Evaluation, figures: Effective, name: str) -> Path:
    """The figure that is wrong, or else the one that it is too big for."""
    for figure in (name, "evaluation_periods", "period"):
        if figure in signal.model_fields_set:
            return (*path, figure)
        if figure in figures.inherited:
            return ("defaults", "evaluation", figure)
    return path
