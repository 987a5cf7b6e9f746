"""`prometheus`: an alert rule with its labels and annotations.

Prometheus measures in base units (https://prometheus.io/docs/practices/naming/): seconds,
bytes, ratios, and per second where it is a rate. So a threshold with a unit is turned into
these; one without stands as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.model import PrometheusRule
from setpoint.catalog.quantity import number
from setpoint.config.units import write_duration, write_quantity
from setpoint.expressions import promql
from setpoint.expressions.go_templates import literal

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config import model as config
    from setpoint.config.units import Quantity

_HUNDRED: Final = 100


def build(
    section: config.Prometheus, identity: SignalIdentity, context: Context
) -> tuple[PrometheusRule, str]:
    """Return the rule and its condition."""
    settings = context.config.prometheus
    assert settings is not None  # noqa: S101 - the config's checks want it with such a signal
    compared = _compared(section)
    condition = _condition(compared["expr"], section)
    rule = PrometheusRule(
        name=section.name or rule_name(identity.shared.partition("/")[2]),
        **compared,
        pending_period=section.for_,
        keep_firing_for=section.keep_firing_for,
        labels={**_labels(identity, context), **section.labels},
        annotations={**_annotations(identity, condition, context), **section.annotations},
        evaluation_interval=settings.evaluation_interval,
    )
    return rule, condition


def rule_name(alert: str) -> str:
    """Return the name of an alert's rule: `high-error-rate` is `HighErrorRate`.

    Levels of one alert share its name; their severities tell them apart.
    """
    name = "".join(part[:1].upper() + part[1:] for part in alert.replace("_", "-").split("-"))
    return name if not name[:1].isdigit() else f"Alert{name}"


def base_value(threshold: Quantity) -> float:
    """Return a threshold in Prometheus's base units."""
    if threshold.dimension == "percent":
        return threshold.value / _HUNDRED
    return threshold.per_second


def _compared(section: config.Prometheus) -> dict[str, Any]:
    """Return the condition, what it compares and with what."""
    if section.threshold is not None and section.comparison is not None:
        value = float(_written(base_value(section.threshold)))
        expr = promql.joined(section.expr, section.comparison, _written(value))
        return {
            "expr": expr,
            "watched": section.expr.strip(),
            "comparison": section.comparison,
            "threshold": value,
            "threshold_text": write_quantity(section.threshold),
        }
    text = section.expr.strip()
    own = promql.split(text)
    threshold = own.threshold if own else None
    return {
        "expr": text,
        "watched": own.expr if own else text,
        "comparison": own.comparison if own else None,
        "threshold": threshold,
        "threshold_text": number(threshold) if threshold is not None else None,
    }


def _written(value: float) -> str:
    """Return a number without what binary fractions add after the twelfth digit."""
    return f"{value:.12g}"


def _condition(expr: str, section: config.Prometheus) -> str:
    lasting = f" for {write_duration(section.for_)}" if section.for_ else ""
    rest = section.keep_firing_for
    after = f"; goes on for {write_duration(rest)} after it is over" if rest else ""
    return f"{' '.join(expr.split())}{lasting}{after}"


def _labels(identity: SignalIdentity, context: Context) -> dict[str, str]:
    service = context.config.services[identity.service]
    return {
        "severity": _alert(identity, context).severity,
        "service": identity.service,
        "environment": context.loaded.environment,
        "team": service.team,
    }


def _annotations(identity: SignalIdentity, condition: str, context: Context) -> dict[str, str]:
    """Return what people are told; only summary and description are templates."""
    description = _alert(identity, context).description
    found = {
        "summary": identity.summary,
        "description": description.strip() if description else None,
        "condition": literal(condition),
        "owner": literal(identity.owner),
        "runbook_url": literal(identity.runbook) if identity.runbook else None,
    }
    return {key: text for key, text in found.items() if text is not None}


def _alert(identity: SignalIdentity, context: Context) -> config.Alert:
    return context.config.services[identity.service].alerts[identity.alert.partition("/")[2]]
