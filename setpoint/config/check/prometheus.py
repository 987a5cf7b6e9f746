"""Rules of Prometheus: expressions that it would refuse, labels that Setpoint sets itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.expressions import mistake
from setpoint.config.nearest import nearest
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake
from setpoint.expressions import promql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.config.model import Prometheus
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

# What the catalog sets on every rule (`setpoint.catalog.signals.prometheus`).
LABELS: Final = ("severity", "service", "environment", "team")
ANNOTATIONS: Final = ("summary", "description", "condition", "owner", "runbook_url")
# Alertmanager's own, and what begins like Prometheus's internal ones.
_RESERVED: Final = ("alertname", "alertstate")
_RATES: Final = frozenset(("rate", "data rate"))
_INTERNAL: Final = "__"
# Limit of Amazon Managed Prometheus.
_LONGEST_REPEAT: Final = 5 * 86_400
_UNKNOWN_FUNCTION: Final = f"{promql.INVALID}unknown function with name "


def check_settings(draft: Draft) -> Iterator[Mistake]:
    """What Amazon's service doesn't allow in its settings."""
    settings = draft.config.prometheus
    if settings is None or settings.workspace == "none":
        return
    if settings.repeat_interval > _LONGEST_REPEAT:
        given, most = write_duration(settings.repeat_interval), write_duration(_LONGEST_REPEAT)
        message = f"{given} is longer than {most}, the most of Amazon Managed Prometheus"
        yield Mistake(("prometheus", "repeat_interval"), message, given)


def check(signal: Prometheus, path: Path, draft: Draft) -> Iterator[Mistake]:
    """One rule."""
    if draft.data.get("prometheus") is None:
        yield Mistake(path, "needs `prometheus` with the workspace, at the top", on_key=True)
    yield from _threshold(signal, path)
    yield from _expression(signal, path)
    yield from _taken("label", signal.labels, (*LABELS, *_RESERVED), (*path, "labels"))
    yield from _taken("annotation", signal.annotations, ANNOTATIONS, (*path, "annotations"))


def _threshold(signal: Prometheus, path: Path) -> Iterator[Mistake]:
    """Comparison and threshold come together."""
    if (signal.comparison is None) is (signal.threshold is None):
        return
    there, missing = ("threshold", "comparison")
    if signal.threshold is None:
        there, missing = missing, there
    message = f"needs {missing}; or write the comparison into expr"
    yield Mistake((*path, there), message, on_key=True)


def _expression(signal: Prometheus, path: Path) -> Iterator[Mistake]:
    """Syntax, and a comparison written twice."""
    where = (*path, "expr")
    try:
        promql.check(signal.expr)
        twice = signal.comparison is not None and promql.compares(signal.expr)
        counts = promql.counted_by(signal.expr)
    except promql.PromqlError as error:
        yield _refused(error, where, signal.expr)
        return
    if twice:
        message = "compares already; take its comparison out, or `comparison` and `threshold`"
        yield Mistake(where, message, signal.expr)
    given = signal.threshold
    if given is not None and given.dimension in _RATES and counts is not None:
        message = (
            f"{given} is sent as a rate a second, and {counts}() counts over its whole range;"
            " write the number in that range, or rate() instead"
        )
        yield Mistake((*path, "threshold"), message, str(given))


def _refused(error: promql.PromqlError, path: Path, expr: str) -> Mistake:
    message, fault = str(error), error.fault
    if message.startswith(_UNKNOWN_FUNCTION) and (fault is None or fault.message == message):
        name = message.removeprefix(_UNKNOWN_FUNCTION).strip("'\"")
        inside = (expr, fault.at) if fault is not None else None
        close = nearest(name, FUNCTIONS)
        return Mistake(path, f"PromQL has no function {name!r}", name, nearest=close, inside=inside)
    return mistake(fault, expr, path) if fault is not None else Mistake(path, message, expr)


def _taken(
    kind: str, given: Iterable[str], taken: tuple[str, ...], path: Path
) -> Iterator[Mistake]:
    for name in given:
        if name in taken:
            message = f"the {kind} {name!r} is set by Setpoint itself; take another name"
            yield Mistake((*path, name), message, on_key=True)
        elif name.startswith(_INTERNAL):
            message = f"{name!r} starts with {_INTERNAL}, which Prometheus keeps for itself"
            yield Mistake((*path, name), message, on_key=True)


# For the nearest right name only; the parser has its own list.
FUNCTIONS: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than seventy quoted words
        "abs absent absent_over_time avg_over_time ceil changes clamp clamp_max clamp_min"
        " count_over_time day_of_month day_of_week days_in_month delta deriv exp floor"
        " histogram_avg histogram_count histogram_fraction histogram_quantile histogram_sum"
        " hour idelta increase irate label_join label_replace last_over_time ln log10 log2"
        " max_over_time min_over_time minute month predict_linear present_over_time"
        " quantile_over_time rate resets round scalar sgn sort sort_desc sqrt stddev_over_time"
        " stdvar_over_time sum_over_time time timestamp vector year"
    ).split()
)
