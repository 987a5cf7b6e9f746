"""Thresholds whose unit can't be the metric's.

The unit is the one that the config states, else AWS's own, or that of what an expression is made
of. The catalog converts by the same units what has passed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check import metric_math
from setpoint.config.metric_units import log_scale, math_scale, metric_scale, unit_of_share
from setpoint.config.nearest import nearest, nearest_metric
from setpoint.config.thresholds import ThresholdError, convert
from setpoint.config.validation.draft import Mistake
from setpoint.metrics import (
    FRACTION,
    adds_up,
    counts_samples,
    is_percentile,
    is_share,
    known_namespace,
    known_namespaces,
    unit_of_outcome,
    units_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.metric_units import Scale
    from setpoint.config.model import CloudWatch, CloudWatchLogs, CloudWatchMath, Metric
    from setpoint.config.path import Path
    from setpoint.config.units import Quantity
    from setpoint.config.validation import Draft

_FITTING = {
    "percent": units_of("percent"),
    "duration": units_of("duration"),
    "bytes": units_of("bytes"),
    "data rate": units_of("data rate", "bytes"),
    "rate": units_of("rate", "number"),
}
_A = {
    "percent": "a percentage",
    "duration": "a duration",
    "bytes": "an amount of bytes",
    "data rate": "a data rate",
    "rate": "a rate",
}


def check(signal: CloudWatch, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """A metric's threshold."""
    metric = signal.metric
    unit, scale = _unit(metric), metric_scale(signal)
    if metric.unit is not None and metric.measured_in is not None:
        where = (*path, "metric", "measured_in")
        yield Mistake(where, "repeats `unit`; keep one of the two", on_key=True)
    found = [
        *_fits(signal.threshold, unit, path),
        *_counted(signal.threshold, metric.statistic, scale.unit, path),
    ]
    named: dict[Path, Metric] = {("metric",): metric}
    yield from found or _convertible(signal.threshold, scale, path, named)
    yield from _low_samples(signal, metric.statistic, path)


def check_expression(signal: CloudWatchMath, path: Path, draft: Draft) -> Iterator[Mistake]:
    """An expression, and its threshold: of one that is wrong by what the config says alone."""
    wrong = list(metric_math.check(signal, path, draft))
    yield from wrong
    stated = list(_fits(signal.threshold, signal.measured_in, path))
    yield from stated
    if not wrong and not stated:
        named: dict[Path, Metric] = {
            ("metrics", name): each for name, each in signal.metrics.items()
        }
        found = list(_convertible(signal.threshold, math_scale(signal), path, named))
        yield from _as_share(signal, found, path) or found


def check_log(signal: CloudWatchLogs, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """The threshold of what log lines are turned into."""
    unit = unit_of_outcome(signal.metric.unit, signal.statistic)
    found = [
        *_fits(signal.threshold, unit, path),
        *_counted(signal.threshold, signal.statistic, unit, path),
    ]
    yield from found or _convertible(signal.threshold, log_scale(signal), path, {})
    yield from _low_samples(signal, signal.statistic, path)


def _convertible(
    threshold: Quantity, scale: Scale, path: Path, metrics: Mapping[Path, Metric]
) -> Iterator[Mistake]:
    """The threshold in the unit that the values come in, whoever says so.

    Where none is known because a namespace of AWS's is misspelt, that is the mistake.
    """
    try:
        convert(threshold, unit=scale.unit, statistic=scale.statistic, period=1)
    except ThresholdError as error:
        misspelt = list(_misspelt(metrics, path)) if scale.unit is None else []
        yield from misspelt or (Mistake((*path, "threshold"), str(error)),)


def _as_share(signal: CloudWatchMath, found: list[Mistake], path: Path) -> list[Mistake]:
    """Return what is wrong with a threshold instead, where the expression is a share.

    A ratio can be meant as so many to each, which has no unit; a duration or an amount it is not.
    """
    threshold = signal.threshold
    share = unit_of_share(signal)
    if share is None or [each.path for each in found] != [(*path, "threshold")]:
        return []
    kind = "in percent" if share == "Percent" else "from 0 to 1"
    message = f"{threshold.text} is {_A[threshold.dimension]}, but the expression is a share {kind}"
    return [Mistake((*path, "threshold"), message, threshold.text)]


def _misspelt(metrics: Mapping[Path, Metric], path: Path) -> Iterator[Mistake]:
    """Namespaces of AWS's and metrics that nobody knows, and that are much like one."""
    for below, metric in metrics.items():
        namespace = metric.namespace
        if namespace in known_namespaces():
            yield from _misspelt_name(metric, (*path, *below, "name"))
            continue
        close = nearest(namespace, known_namespaces()) if namespace.startswith("AWS/") else None
        if close:
            message = f"AWS has no namespace {namespace} that is known here"
            yield Mistake((*path, *below, "namespace"), message, namespace, nearest=close)


def _misspelt_name(metric: Metric, path: Path) -> Iterator[Mistake]:
    namespace, name = metric.namespace, metric.name
    known = known_namespace(namespace)
    if known is None or name in known.metrics:
        return
    way_out = "if it does, name its unit with `measured_in`"
    message = f"{namespace} is not known to publish {name}; {way_out}"
    if known.complete:
        message = f"{namespace} publishes no {name}"
    if close := nearest_metric(namespace, name):
        yield Mistake(path, message, name, nearest=close)


def _unit(metric: Metric) -> str | None:
    """Return the unit of what the statistic makes of the metric, where the config states one."""
    named = metric.unit or metric.measured_in
    if named is not None and is_share(metric.namespace, metric.name, metric.statistic):
        return FRACTION
    return unit_of_outcome(named, metric.statistic)


def _fits(threshold: Quantity, unit: str | None, path: Path) -> Iterator[Mistake]:
    """The quantity and the unit that is stated."""
    fitting = _FITTING.get(threshold.dimension)
    if fitting is None or unit is None or unit in fitting:
        return
    yield Mistake(
        (*path, "threshold"),
        f"{threshold.text} is {_A[threshold.dimension]}, but the metric is in {unit}",
        threshold.text,
        fitting,
    )


def _counted(
    threshold: Quantity, statistic: str, unit: str | None, path: Path
) -> Iterator[Mistake]:
    """A rate is compared with a sum over the period, or with a metric that is a rate."""
    if threshold.dimension not in ("rate", "data rate") or (unit or "").endswith("/Second"):
        return
    if not (adds_up(statistic) or counts_samples(statistic)):
        per_second = "Count/Second" if threshold.dimension == "rate" else "Bytes/Second"
        way_out = f"; if it is published per second, write `measured_in: {per_second}`"
        yield Mistake(
            (*path, "threshold"),
            f"{threshold.text} is a rate, which needs the statistic Sum or SampleCount,"
            f" not {statistic}{'' if unit else way_out}",
            threshold.text,
        )


def _low_samples(
    signal: CloudWatch | CloudWatchLogs, statistic: str, path: Path
) -> Iterator[Mistake]:
    """Only percentiles have too few samples (EvaluateLowSampleCountPercentile)."""
    if signal.low_samples is not None and not is_percentile(statistic):
        yield Mistake(
            (*path, "low_samples"),
            f"is for percentiles such as p99, not for {statistic}",
            on_key=True,
        )
