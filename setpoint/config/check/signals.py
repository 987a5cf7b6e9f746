"""Each signal's own rules, also for the children of composites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from setpoint.config.check import (
    anomaly,
    datapoints,
    health_checks,
    log_filters,
    prometheus,
    sentry_conflicts,
    sentry_crons,
    sentry_issues,
    sentry_metrics,
    sentry_queries,
    sentry_uptimes,
    thresholds,
)
from setpoint.config.check.alerts import of_each
from setpoint.config.model.signal.composite import CHILD_SIGNALS
from setpoint.config.validation.partial import as_far_as_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from setpoint.config.model import Alert
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft
    from setpoint.config.validation.draft import Mistake

    Rule: TypeAlias = Callable[[Any, Path, Draft], Iterator[Mistake]]

_RULES: dict[str, tuple[Rule, ...]] = {
    "cloudwatch": (datapoints.check, thresholds.check),
    "cloudwatch_math": (datapoints.check, thresholds.check_expression),
    "cloudwatch_anomaly": (datapoints.check, anomaly.check),
    "cloudwatch_logs": (datapoints.check, log_filters.check, thresholds.check_log),
    "http_check": (datapoints.check, health_checks.check),
    "sentry_metric": (sentry_queries.check, sentry_metrics.check),
    "sentry_issue": (sentry_issues.check, sentry_conflicts.check),
    "sentry_uptime": (sentry_uptimes.check,),
    "sentry_cron": (sentry_crons.check,),
    "composite": (),
    "prometheus": (prometheus.check,),
}


def check(draft: Draft) -> Iterator[Mistake]:
    """What is wrong with single signals."""
    yield from of_each(draft, _alert)


def _alert(alert: Alert, at: Path, draft: Draft) -> Iterator[Mistake]:
    """Each rule by itself: what one can't know, another may."""
    for path, kind, signal in signals(alert, at):
        for rule in _RULES[kind]:
            yield from as_far_as_known(rule(signal, path, draft))


def signals(alert: Alert, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """Path, key and section of an alert's signals: its own, and those of its children."""
    for kind in alert.present:
        yield (*path, kind), kind, getattr(alert, kind)
    composite = alert.composite
    if composite is None:
        return
    for key in ("any", "all", "children"):
        for name, child in (getattr(composite, key) or {}).items():
            for kind in CHILD_SIGNALS:
                if kind in child.model_fields_set:
                    yield (*path, "composite", key, name, kind), kind, getattr(child, kind)
