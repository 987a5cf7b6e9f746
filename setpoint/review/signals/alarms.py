"""Alarms on a metric, an expression, an anomaly band, log lines; health checks."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.model import AnomalyAlarm, HealthCheck, LogMetric, MathAlarm, MetricAlarm
from setpoint.catalog.quantity import quantity
from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement, falling, rising
from setpoint.review.signals import statistics
from setpoint.review.signals.evaluation import (
    WINDOW,
    judge_missing,
    judge_side,
    judge_window,
    read,
)
from setpoint.review.signals.expressions import judge_expression, of_expression
from setpoint.review.signals.fixed import (
    is_above,
    judge_threshold,
    read_old_threshold,
    read_threshold,
)
from setpoint.review.signals.metric import read_metric, read_queries
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from setpoint.config.path import Path

_ELSE = Judgement(Effect.unknown, "watches something else")
_LIMIT: Final[frozenset[Path]] = frozenset({("threshold",), ("comparison",)})
_SHOWN = Judgement(Effect.unchanged, "changes how it is shown only")


def both_readings(old: Any, new: Any) -> tuple[dict[Path, Reading], dict[Path, Reading]]:
    """Return the values of two signals of one kind by path below its key in the config."""
    before, after = readings(old), readings(new)
    if isinstance(new, MetricAlarm | MathAlarm | LogMetric):
        before |= read_old_threshold(old, new)
    return before, after


@singledispatch
def readings(signal: Any) -> dict[Path, Reading]:
    """Return a signal's values by path below its key in the config."""
    raise TypeError(type(signal))


@singledispatch
def judge(old: Any, new: Any, path: Path) -> Judgement:
    """Return the effect of a changed value; both signals are of one kind."""
    raise TypeError(type(old), path, new)


@readings.register(MetricAlarm)
def _metric_readings(signal: MetricAlarm) -> dict[Path, Reading]:
    watched = {("metric", *below): value for below, value in read_metric(signal.metric).items()}
    return {**read_threshold(signal), **read(signal), **watched, **_low_samples(signal)}


@readings.register(MathAlarm)
def _math_readings(signal: MathAlarm) -> dict[Path, Reading]:
    return {**read_threshold(signal), **read(signal), **read_queries(signal.queries)}


@readings.register(AnomalyAlarm)
def _anomaly_readings(signal: AnomalyAlarm) -> dict[Path, Reading]:
    band = Reading(signal.band, f"{signal.band:g}", "standard deviations")
    return {("band",): band, **read(signal), **read_queries(signal.queries)}


@readings.register(LogMetric)
def _log_readings(signal: LogMetric) -> dict[Path, Reading]:
    alarm = signal.alarm
    metric: dict[Path, Reading | None] = {
        ("log_group",): plain(signal.log_group),
        ("pattern",): plain(signal.pattern),
        ("metric", "namespace"): plain(signal.metric_namespace),
        ("metric", "name"): plain(signal.metric_name),
        ("metric", "value"): plain(signal.metric_value),
        ("metric", "default"): _given(signal.default_value),
        ("metric", "unit"): plain(signal.unit) if signal.unit != "None" else None,
        ("statistic",): plain(alarm.metric.statistic),
        **{("metric", "dimensions", key): plain(each) for key, each in signal.dimensions.items()},
        **{("dimensions", key): plain(each) for key, each in alarm.metric.dimensions.items()},
    }
    return {**read_threshold(signal), **read(alarm), **_low_samples(alarm), **present(metric)}


@readings.register(HealthCheck)
def _check_readings(signal: HealthCheck) -> dict[Path, Reading]:
    address = f"{signal.type.split('_', 1)[0].lower()}://{signal.fqdn}:{signal.port}"
    own: dict[Path, Reading | None] = {
        ("url",): plain(f"{address}{signal.resource_path}"),
        ("interval",): seconds(signal.request_interval),
        ("failure_threshold",): plain(signal.failure_threshold),
        ("search_string",): _given(signal.search_string),
        ("availability",): _share(signal.availability),
        ("measure_latency",): plain(signal.measure_latency),
        ("inverted",): plain(signal.inverted),
        ("enable_sni",): plain(signal.enable_sni),
        ("regions",): plain(signal.regions) if signal.regions else None,
    }
    evaluation = read(signal.alarm)
    del evaluation["comparison",]  # it is not the user's: the status is 1 or 0
    return {**present(own), **evaluation}


def _share(availability: float | None) -> Reading | None:
    if availability is None:
        return None
    return Reading(availability, quantity(availability, "Percent"), "Percent")


@judge.register(MetricAlarm)
def _judge_metric(old: MetricAlarm, new: MetricAlarm, path: Path) -> Judgement:
    if path == ("metric", "statistic"):
        return _judge_statistic(old, new)
    return _judge_fixed(old, new, path)


@judge.register(MathAlarm)
def _judge_math(old: MathAlarm, new: MathAlarm, path: Path) -> Judgement:
    if of_expression(old, new, path):
        return judge_expression(old, new)
    return _judge_fixed(old, new, path)


@judge.register(AnomalyAlarm)
def _judge_anomaly(old: AnomalyAlarm, new: AnomalyAlarm, path: Path) -> Judgement:
    if path == ("band",):
        word = "narrower" if new.band < old.band else "wider"
        return Judgement(falling(old.band, new.band), f"the band is {word}")
    if path == ("comparison",):
        return judge_side(old, new)
    return _judge_shared(old, new, path)


@judge.register(LogMetric)
def _judge_log(old: LogMetric, new: LogMetric, path: Path) -> Judgement:
    if path == ("statistic",):
        return _judge_statistic(old.alarm, new.alarm)
    if path == ("metric", "value"):
        return Judgement(_of_value(old, new), "each matching line counts differently")
    if path == ("metric", "default"):
        return _judge_default(old, new)
    if path == ("metric", "unit"):
        return _SHOWN
    if path in _LIMIT:
        return judge_threshold(old, new)
    return _judge_fixed(old.alarm, new.alarm, path)


@judge.register(HealthCheck)
def _judge_check(old: HealthCheck, new: HealthCheck, path: Path) -> Judgement:
    if path in {("interval",), ("failure_threshold",)}:
        before, after = getattr(old, _CHECK[path]), getattr(new, _CHECK[path])
        took, takes = (
            write_duration(each.request_interval * each.failure_threshold) for each in (old, new)
        )
        said = f"a checker needs {takes} of failures instead of {took}"
        return Judgement(falling(before, after), said)
    if path == ("search_string",) and None in {old.search_string, new.search_string}:
        effect = Effect.less if new.search_string is None else Effect.more
        verb = "needs not" if new.search_string is None else "must"
        return Judgement(effect, f"the answer {verb} hold a text")
    if path == ("availability",):
        return _judge_availability(old.availability, new.availability)
    if path == ("measure_latency",):
        return Judgement(Effect.unchanged, "costs more" if new.measure_latency else "costs less")
    return _judge_shared(old.alarm, new.alarm, path)


def _judge_availability(old: float | None, new: float | None) -> Judgement:
    if old is None or new is None:
        effect = Effect.more if new is None else Effect.less
        said = "a single unhealthy minute counts" if new is None else "some time down is allowed"
        return Judgement(effect, said)
    less = "less" if new > old else "more"
    return Judgement(rising(old, new), f"{less} time down is allowed")


_CHECK = {("interval",): "request_interval", ("failure_threshold",): "failure_threshold"}


def _judge_fixed(
    old: MetricAlarm | MathAlarm, new: MetricAlarm | MathAlarm, path: Path
) -> Judgement:
    if path in _LIMIT:
        return judge_threshold(old, new)
    if path == ("low_samples",):
        word = new if isinstance(new, MetricAlarm) else None
        ignores = word is not None and word.evaluate_low_sample_count_percentiles == "ignore"
        said = "periods with few samples keep the state" if ignores else "few samples count, too"
        return Judgement(Effect.less if ignores else Effect.more, said)
    return _judge_shared(old, new, path)


def _judge_shared(
    old: MetricAlarm | MathAlarm | AnomalyAlarm,
    new: MetricAlarm | MathAlarm | AnomalyAlarm,
    path: Path,
) -> Judgement:
    if path[0] in WINDOW and len(path) == 1:
        return judge_window(old, new)
    if path == ("treat_missing_data",):
        return judge_missing(old, new)
    return _SHOWN if path[-1] == "label" else _ELSE


def _judge_statistic(old: MetricAlarm, new: MetricAlarm) -> Judgement:
    before, after = old.metric.statistic, new.metric.statistic
    effect = statistics.compare(before, after, above=is_above(new))
    if _turned(old, new):
        effect = Effect.mixed
    return Judgement(effect, f"judges the {after} instead of the {before}")


def _judge_default(old: LogMetric, new: LogMetric) -> Judgement:
    """A value where no line matches: data where there was none."""
    before, after = old.default_value, new.default_value
    if _turned(old.alarm, new.alarm):
        return Judgement(Effect.mixed, "minutes without a match count differently")
    if before is not None and after is not None:
        above = is_above(new.alarm)
        effect = rising(before, after) if above else falling(before, after)
        return Judgement(effect, "minutes without a match count differently")
    added = before is None
    said = "minutes without a match" + (" have a value" if added else " are without data")
    if not is_above(new.alarm):
        return Judgement(Effect.more if added else Effect.less, said)
    breaching = {each.alarm.treat_missing_data == "breaching" for each in (old, new)}
    if breaching == {True}:
        return Judgement(Effect.less if added else Effect.more, said)
    if True in breaching:
        return Judgement(Effect.mixed, said)
    return Judgement(Effect.unchanged, said)


def _of_value(old: LogMetric, new: LogMetric) -> Effect:
    try:
        before, after = float(old.metric_value), float(new.metric_value)
    except ValueError:
        return Effect.unknown
    if _turned(old.alarm, new.alarm):
        return Effect.mixed
    return rising(before, after) if is_above(new.alarm) else falling(before, after)


def _turned(old: MetricAlarm, new: MetricAlarm) -> bool:
    """Whether the other side of the threshold breaches now."""
    return is_above(old) is not is_above(new)


def _low_samples(alarm: MetricAlarm) -> dict[Path, Reading]:
    word = alarm.evaluate_low_sample_count_percentiles
    # `evaluate` is what holds without a word
    return {("low_samples",): plain(word)} if word and word != "evaluate" else {}


def _given(value: str | float | None) -> Reading | None:
    return None if value is None else plain(value)
