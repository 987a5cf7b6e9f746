"""How an alarm is judged in the end: its own figures, then the config's, then ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.config.model.signal.http_check import HttpCheck

if TYPE_CHECKING:
    from setpoint.config.model.defaults import Defaults
    from setpoint.config.model.evaluation import Evaluation, TreatMissingData

_PERIOD = 300
_CHECK_PERIOD = 60


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds.

    Attributes:
        period: Seconds.
        evaluation_periods: N.
        datapoints_to_alarm: M, at most N.
        inherited: Names of figures that came from `defaults.evaluation`.
    """

    period: int
    evaluation_periods: int
    datapoints_to_alarm: int
    treat_missing_data: TreatMissingData
    inherited: frozenset[str]


def effective(signal: Evaluation, defaults: Defaults) -> Effective:
    """A signal's own figures, completed.

    Without any: periods of 5 minutes (1 minute for checks, whose metrics come every
    minute), one period, all datapoints, missing data as missing. The default of
    datapoints_to_alarm holds only for alarms that take evaluation_periods from the
    defaults, too.
    """
    shared = defaults.evaluation
    ours = _CHECK_PERIOD if isinstance(signal, HttpCheck) else _PERIOD
    periods = signal.evaluation_periods or shared.evaluation_periods or 1
    inherits = signal.evaluation_periods is None
    datapoints = signal.datapoints_to_alarm or (shared.datapoints_to_alarm if inherits else None)
    names = ("period", "evaluation_periods", "treat_missing_data")
    inherited = {n for n in names if getattr(signal, n) is None and getattr(shared, n) is not None}
    if datapoints is not None and signal.datapoints_to_alarm is None:
        inherited.add("datapoints_to_alarm")
    return Effective(
        signal.period or shared.period or ours,
        periods,
        datapoints or periods,
        signal.treat_missing_data or shared.treat_missing_data or "missing",
        frozenset(inherited),
    )
