"""Why an alert is as it is: each value, the line that set it, and the other environments'.

Values that the alert takes from its severity, its service and the defaults are told with
the place they come from; those that nobody set have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.origins import leaves
from setpoint.config.evaluation import effective
from setpoint.config.model import (
    Evaluation,
    Handoff,
    PageByHours,
    ResponseByHours,
    most_urgent,
)
from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.config.units import Quantity, write_duration
from setpoint.config.value import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config import LoadedConfig, Origin
    from setpoint.config import model as config
    from setpoint.config.path import Path

# Values that the typed config keeps in seconds.
_SECONDS = frozenset(
    {
        "acknowledgement_timeout",
        "after",
        "auto_resolve_timeout",
        "checkin_margin",
        "comparison_delta",
        "comparison_interval",
        "duration",
        "evaluation_interval",
        "extension",
        "for",
        "frequency",
        "interval",
        "keep_firing_for",
        "max_runtime",
        "otherwise",
        "period",
        "repeat_interval",
        "respond_within",
        "rotation",
        "support_hours",
        "time_window",
        "timeout",
        "wait",
    }
)
_EVALUATION = ("period", "evaluation_periods", "datapoints_to_alarm", "treat_missing_data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of one environment.

    Attributes:
        path: Below the alert, or from the top of the config for what is inherited.
        text: As a person writes it.
        origin: None where nobody set it.
        variables: Places of the variables and parameters that are part of it, by name.
    """

    path: Path
    text: str
    origin: Origin | None
    variables: Mapping[str, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedValue:
    """A value beside those of the other environments.

    Attributes:
        inherited: Whether it stands elsewhere than in the alert.
        others: What differs, by environment; None where it is not there.
    """

    value: Value
    inherited: bool
    others: Mapping[str, Value | None]


def explain(
    alert: str, environment: str, loaded: Mapping[str, LoadedConfig]
) -> tuple[ExplainedValue, ...]:
    """Return every value of `service/alert` in an environment, beside the others'."""
    versions = {name: _values(alert, each) for name, each in loaded.items()}
    own = versions.pop(environment)
    return tuple(
        ExplainedValue(value=value, inherited=inherited, others=_different(value, versions))
        for value, inherited in own.values()
    )


def _different(
    value: Value, versions: Mapping[str, Mapping[Path, tuple[Value, bool]]]
) -> Mapping[str, Value | None]:
    found = {name: values.get(value.path) for name, values in versions.items()}
    return {
        name: other[0] if other else None
        for name, other in found.items()
        if other is None or other[0].text != value.text
    }


def _values(alert: str, loaded: LoadedConfig) -> dict[Path, tuple[Value, bool]]:
    """Return an alert's values by path, empty where the environment has no such alert."""
    service, _, name = alert.partition("/")
    services = loaded.config.services
    if service not in services or name not in services[service].alerts:
        return {}
    section, path = services[service].alerts[name], ("services", service, "alerts", name)
    own = {
        below: (_value(below, value, (*path, *below), loaded), False)
        for below, value in leaves(section)
    }
    inherited = {value.path: (value, True) for value in _inherited(service, section, loaded)}
    return own | inherited


def _value(shown: Path, value: Any, path: Path, loaded: LoadedConfig) -> Value:
    origins = loaded.origins
    return Value(
        path=shown,
        text=written(value, path),
        origin=origins.at(path),
        variables={name: origins.at(given) for name, given in origins.references(path).items()},
    )


def _inherited(service: str, alert: config.Alert, loaded: LoadedConfig) -> Iterator[Value]:
    config = loaded.config
    severity = config.severities[alert.severity]
    yield from _below(("severities", alert.severity), severity, loaded)
    owner = config.services[service]
    wanted = {"team": alert.owner is None}
    wanted["escalation"] = alert.escalation is None and severity.escalation is None
    wanted["sentry_project"] = alert.kind in SENTRY_KINDS
    for key, needed in wanted.items():
        if needed and getattr(owner, key) is not None:
            path = ("services", service, key)
            yield _value(path, getattr(owner, key), path, loaded)
    yield from _hours(service, (alert, severity), loaded)
    yield from _evaluation(alert, loaded)
    if alert.prometheus is not None and config.prometheus is not None:
        yield _interval(config.prometheus, loaded)


def _interval(settings: config.PrometheusSettings, loaded: LoadedConfig) -> Value:
    path: Path = ("prometheus", "evaluation_interval")
    origin = loaded.origins.at(path) if path[-1] in settings.model_fields_set else None
    text = written(settings.evaluation_interval, path)
    return Value(path=path, text=text, origin=origin, variables={})


def _hours(
    service: str, sections: tuple[config.Alert, config.Severity], loaded: LoadedConfig
) -> Iterator[Value]:
    """Yield the support hours where a page or a time to respond depends on them."""
    alert, severity = sections
    pages = alert.page or severity.page
    responses = alert.respond_within or severity.respond_within
    own = loaded.config.services[service].support_hours
    quiet = own is not None and most_urgent(pages) is not None
    if quiet or isinstance(pages, PageByHours) or isinstance(responses, ResponseByHours):
        path: Path = ("services", service) if own else ("defaults",)
        hours = own or loaded.config.defaults.support_hours
        if hours is not None:
            yield from _below((*path, "support_hours"), hours, loaded)


def _below(path: Path, section: config.Section, loaded: LoadedConfig) -> Iterator[Value]:
    for below, value in leaves(section, path):
        yield _value(below, value, below, loaded)


def _evaluation(alert: config.Alert, loaded: LoadedConfig) -> Iterator[Value]:
    """Yield how the signal, or each child of a composite, is judged where it doesn't say so."""
    for path, section in _evaluated(alert):
        judged = effective(section, loaded.config.defaults)
        for key in _EVALUATION:
            if getattr(section, key) is not None:
                continue
            source: Path = ("defaults", "evaluation", key)
            yield Value(
                path=(*path, key),
                text=written(getattr(judged, key), source),
                origin=loaded.origins.at(source) if key in judged.inherited else None,
                variables={},
            )


def _evaluated(alert: config.Alert) -> Iterator[tuple[Path, Evaluation]]:
    signal = alert.signal
    if isinstance(signal, Evaluation):
        yield (alert.kind,), signal
    if alert.composite is not None:
        composite = alert.composite
        group = next((key for key in ("any", "all") if getattr(composite, key)), "children")
        for name, child in composite.parts.items():
            yield (alert.kind, group, name, child.kind), child.signal


def written(value: Any, path: Path) -> str:
    """Return a value as a person would write it."""
    if isinstance(value, tuple):
        return f"[{', '.join(written(item, path) for item in value)}]"
    if isinstance(value, Quantity | Secret):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and path and path[-1] in _SECONDS:
        return write_duration(value)
    if isinstance(value, Handoff | time):
        return _moment(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _moment(value: Handoff | time) -> str:
    """Return `09:00`, or `monday 09:00`."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    day = f"{WEEKDAYS[value.day - 1]} " if value.day else ""
    return f"{day}{value.time:%H:%M}"
