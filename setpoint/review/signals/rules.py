"""Alert rules of Prometheus.

What a threshold comes to follows from the expression that it is compared with: where another one
has the same values times a constant, both are compared at the new scale.
"""

from __future__ import annotations

from fractions import Fraction
from math import copysign, inf
from typing import TYPE_CHECKING, Final

from setpoint.catalog.quantity import number
from setpoint.config.check.prometheus import ANNOTATIONS, LABELS
from setpoint.config.units import write_duration
from setpoint.expressions import promql
from setpoint.review.effect import PAGING_STAYS, Effect, Judgement, falling
from setpoint.review.signals import thresholds
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import PrometheusRule
    from setpoint.config.path import Path

_CONDITION: Final = frozenset({"expr", "comparison", "threshold"})
_TURNED: Final = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_ELSE: Final = Judgement(Effect.unknown, "watches something else")
_ONE: Final = Fraction(1)
_SAME: Final = Judgement(Effect.unchanged, f"watches the same, written otherwise; {PAGING_STAYS}")
_AGAIN: Final = Judgement(Effect.unchanged, "only how long it goes on after it is over")
_TOLD: Final = Judgement(Effect.unchanged, "is labelled or told otherwise")
_INTERVAL: Final = Judgement(Effect.unchanged, "is evaluated at other times")


def readings(rule: PrometheusRule) -> dict[Path, Reading]:
    """Return a rule's values by path below `prometheus`."""
    values: dict[Path, Reading | None] = {
        ("expr",): plain(rule.watched),
        ("comparison",): plain(rule.comparison) if rule.comparison else None,
        ("threshold",): _threshold(rule),
        ("for",): seconds(rule.pending_period),
        ("keep_firing_for",): seconds(rule.keep_firing_for) if rule.keep_firing_for else None,
        ("evaluation_interval",): seconds(rule.evaluation_interval),
        **_pairs("labels", rule.labels, LABELS),
        **_pairs("annotations", rule.annotations, ANNOTATIONS),
    }
    return present(values)


def _threshold(rule: PrometheusRule) -> Reading | None:
    if rule.threshold_text is None:
        return None
    return Reading(rule.threshold, rule.threshold_text)


def _pairs(key: str, given: Mapping[str, str], ours: tuple[str, ...]) -> dict[Path, Reading | None]:
    """Return what the config says itself; the rest follows from other values."""
    return {(key, name): plain(text) for name, text in given.items() if name not in ours}


def judge(old: PrometheusRule, new: PrometheusRule, path: Path) -> Judgement:
    """Return the effect of a changed value."""
    key = str(path[0])
    if key in _CONDITION:
        return _of_condition(old, new)
    if key == "for":
        effect = falling(old.pending_period, new.pending_period)
        return Judgement(effect, f"must hold for {write_duration(new.pending_period)}")
    known = {"keep_firing_for": _AGAIN, "evaluation_interval": _INTERVAL}
    return known.get(key, _TOLD if key in {"labels", "annotations"} else _ELSE)


def _of_condition(old: PrometheusRule, new: PrometheusRule) -> Judgement:
    """Return the effect of an expression and of what it is compared with together."""
    scale = promql.times(old.watched, new.watched)
    if scale is None or (old.comparison is None) is not (new.comparison is None):
        return _ELSE
    if new.comparison is None or (scale == 1 and _at_scale(old, scale) == _at_scale(new)):
        return _SAME  # of a rule that compares nothing any value counts
    found = _of_limit(old, new, scale)
    if scale == 1:
        return found
    return found._replace(sentence=f"watches the same times {_written(scale)}; {found.sentence}")


def _of_limit(old: PrometheusRule, new: PrometheusRule, scale: Fraction) -> Judgement:
    if _at_scale(old, scale) == _at_scale(new):
        return Judgement(Effect.unchanged, f"goes off for the same values; {PAGING_STAYS}")
    before, after = limit(old, scale), limit(new)
    if before is None or after is None:
        return Judgement(Effect.mixed, f"goes off at {new.comparison} {new.threshold_text}")
    found = thresholds.judge(before, after, lambda _: str(new.threshold_text))
    instead = f" instead of {number(before.value)}" if scale != 1 else ""
    return found._replace(sentence=f"{found.sentence}{instead}")


def _at_scale(rule: PrometheusRule, scale: Fraction = _ONE) -> tuple[str, float]:
    """Return what is compared with where values are multiplied."""
    turned = _TURNED if scale < 0 else {}
    sign = rule.comparison or ""
    return turned.get(sign, sign), _times(rule.threshold or 0.0, scale)


def _times(value: float, scale: Fraction) -> float:
    """Return a multiple without what binary fractions add; infinite where no number is so large."""
    try:
        return float(Fraction(repr(value)) * scale)
    except (OverflowError, ValueError):
        return copysign(inf, value) * (1 if scale > 0 else -1)


def _written(scale: Fraction) -> str:
    return number(float(scale)) if scale.denominator == 1 else f"{scale}"


def limit(rule: PrometheusRule, scale: Fraction = _ONE) -> thresholds.Limit | None:
    """Return what is breached, None where it isn't one side of a number.

    Args:
        rule: The rule.
        scale: By what the values are multiplied.
    """
    if rule.threshold is None or rule.comparison not in _TURNED:
        return None
    sign, value = _at_scale(rule, scale)
    return thresholds.Limit(value, sign[0] == ">", "=" in sign)
