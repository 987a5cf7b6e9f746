"""Alert rules of Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.prometheus import ANNOTATIONS, LABELS
from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement, falling
from setpoint.review.signals import thresholds
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import PrometheusRule
    from setpoint.config.path import Path

_LIMIT: Final = frozenset({"comparison", "threshold"})
_ELSE: Final = Judgement(Effect.unknown, "watches something else")
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
    if key in _LIMIT:
        return _of_limit(old, new)
    if key == "for":
        effect = falling(old.pending_period, new.pending_period)
        return Judgement(effect, f"must hold for {write_duration(new.pending_period)}")
    known = {"keep_firing_for": _AGAIN, "evaluation_interval": _INTERVAL}
    return known.get(key, _TOLD if key in {"labels", "annotations"} else _ELSE)


def _of_limit(old: PrometheusRule, new: PrometheusRule) -> Judgement:
    before, after = limit(old), limit(new)
    if before is not None and after is not None:
        texts = {rule.threshold: str(rule.threshold_text) for rule in (old, new)}
        return thresholds.judge(before, after, texts.__getitem__)
    if old.comparison is None or new.comparison is None:
        return _ELSE
    return Judgement(Effect.mixed, f"goes off at {new.comparison} {new.threshold_text}")


def limit(rule: PrometheusRule) -> thresholds.Limit | None:
    """Return what is breached, None where it isn't one side of a number."""
    if rule.threshold is None or rule.comparison not in {">", ">=", "<", "<="}:
        return None
    return thresholds.Limit(rule.threshold, rule.comparison[0] == ">", "=" in rule.comparison)
