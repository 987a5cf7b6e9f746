"""Another expression: whether its value is always at least, or at most, that of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.metric_math.order import Order, order
from setpoint.review.effect import Effect, Judgement
from setpoint.review.signals.fixed import is_above
from setpoint.review.signals.periods import alarm_expressions, growths, watched_id

if TYPE_CHECKING:
    from setpoint.catalog.model import MathAlarm
    from setpoint.config.path import Path

_ELSE: Final = Judgement(Effect.unknown, "watches something else")
_SAID: Final = {
    Order(at_least=True, at_most=True): "comes to the same value",
    Order(at_least=True): "its value is never lower than before",
    Order(at_most=True): "its value is never higher than before",
}


def of_expression(old: MathAlarm, new: MathAlarm, path: Path) -> bool:
    """Whether what differs is of the expression: its text, or a metric that one side has."""
    if path[0] in {"expression", "expressions"}:
        return True
    if path[0] != "metrics":
        return False
    return len([alarm for alarm in (old, new) if path[1] in growths(alarm)]) == 1


def judge_expression(old: MathAlarm, new: MathAlarm) -> Judgement:
    """Return the effect of another expression on an alarm that is else as it was.

    An alarm that breaches without data, or judges another period or side, may go off otherwise;
    so may one whose threshold is another number because the values have another unit.
    """
    found = _order(old, new)
    recounted = old.threshold_unit != new.threshold_unit and old.threshold != new.threshold
    if recounted or found not in _SAID:
        return _ELSE
    effect = Effect.unchanged
    if found.at_least is not found.at_most:
        effect = Effect.more if found.at_least is is_above(new) else Effect.less
    return Judgement(effect, _SAID[found])


def _order(old: MathAlarm, new: MathAlarm) -> Order:
    gaps_breach = "breaching" in {old.treat_missing_data, new.treat_missing_data}
    if gaps_breach or old.period != new.period or is_above(old) is not is_above(new):
        return Order()
    one, other = (_watched(alarm) for alarm in (old, new))
    return order(one, other, {**growths(old), **growths(new)})


def _watched(alarm: MathAlarm) -> tuple[str, dict[str, str]]:
    watched, texts = watched_id(alarm), alarm_expressions(alarm)
    return texts.get(watched, watched), texts
