"""Monitors of Sentry as signals of the config: exactly as they are, with no alert of their own.

What they notify is left to the alerts that name them. Bodies are decoded by the Sentry provider;
here its properties become the config's words.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting.account import Account
from providers.sentry_alerting.cron_monitor import CronMonitor
from providers.sentry_alerting.metric_monitor import MetricMonitor
from providers.sentry_alerting.uptime_monitor import MANUAL, UptimeMonitor
from setpoint.config.units import change_from_then, write_duration
from setpoint.migration.assertions import write_assertions
from setpoint.migration.inexpressible import InexpressibleError
from setpoint.migration.organization import NOBODY
from setpoint.migration.secrets import has_mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.sentry_alerting.monitor import Monitor
    from setpoint.migration.organization import Organization

SIGNALS: Final = {
    "metric_issue": "sentry_metric",
    "uptime_domain_failure": "sentry_uptime",
    "monitor_check_in_failure": "sentry_cron",
}
"""Sentry's type of monitor to the config's key."""

# Nothing is asked of Sentry through it: bodies are at hand.
_ACCOUNT = Account(threading.Event(), lambda _message, _urn: None)
_KINDS: Final[dict[str, Monitor]] = {
    kind.detector_type: kind(_ACCOUNT) for kind in (MetricMonitor, UptimeMonitor, CronMonitor)
}
_OPERATORS: Final = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_SIDES: Final = {"above": "above", "below": "below", "above_and_below": "outside"}
_LONG_UNITS: Final = {"minute": "m", "hour": "h", "day": "d", "week": "w"}
_MINUTE, _THOUSAND = 60, 1000


def token(detector: dict[str, Any]) -> str:
    """The type of resource that a monitor is."""
    return _KINDS[detector["type"]].declaration.token


def content(detector: dict[str, Any]) -> dict[str, Any]:
    """A monitor as the provider decodes it."""
    return _KINDS[detector["type"]].decode(detector)


def write_monitor(detector: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """The signal's section, without its project.

    Raises:
        InexpressibleError: The config can't say what the monitor is.
    """
    if detector["type"] not in SIGNALS:
        raise InexpressibleError(f"monitors of type {detector['type']} are not known here")
    if len(detector.get("dataSources") or []) != 1:
        raise InexpressibleError("it has no single source of data")
    if has_mask(detector):
        raise InexpressibleError(
            "it sends a secret in its headers or address, which belongs into no file; write it "
            "by hand with `pulumi config set --secret`"
        )
    values = content(detector)
    owner = values.get("owner")
    return {
        "name": values["name"],
        "route": False,
        "description": values.get("description", ""),
        "owner": organization.owner(owner) if owner else NOBODY,
        **_WRITERS[detector["type"]](detector, values),
    }


def _metric(_: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    if values.get("logicType", "any") != "any":
        raise InexpressibleError(f"its thresholds are combined by {values['logicType']!r}, not any")
    mode = values.get("extrapolationMode")
    return {
        "dataset": values["dataset"],
        "aggregate": values["aggregate"],
        "query": values.get("query", ""),
        **({"query_type": values["queryType"]} if "queryType" in values else {}),
        "event_types": sorted(values.get("eventTypes") or []),
        "time_window": write_duration(values["timeWindow"]),
        **_environment(values),
        **({"extrapolation_mode": mode} if mode not in {None, "unknown"} else {}),
        **_detection(values),
    }


def _detection(values: dict[str, Any]) -> dict[str, Any]:
    detection = values["detectionType"]
    if detection == "dynamic":
        return {
            "detection": detection,
            "comparison": _known(_SIDES, values.get("thresholdType"), "side of its band"),
            "sensitivity": values["sensitivity"],
        }
    if "resolve" not in values:
        raise InexpressibleError(
            "nothing resolves its issues, which Sentry refuses today; say there when it is over"
        )
    delta = values.get("comparisonDelta")
    return {
        "detection": detection,
        "comparison": _known(_OPERATORS, values.get("comparison"), "set of thresholds"),
        **{
            key: _threshold(values[name], values)
            for key, name in (("threshold", "critical"), ("warning", "warning"))
            if name in values
        },
        "resolve": _threshold(values["resolve"], values),
        **({"comparison_delta": write_duration(delta)} if delta else {}),
    }


def _known(names: dict[str, str], value: Any, what: str) -> str:
    if value not in names:
        raise InexpressibleError(f"its {what} is of a form not known here")
    return names[value]


def _threshold(value: float, values: dict[str, Any]) -> float | str:
    """As the config has it; changes are there what they are to people."""
    if values["detectionType"] != "percent":
        return _number(value)
    return f"{_number(change_from_then(value, values['comparison']))}%"


def _number(value: float) -> float:
    """Whole numbers without a fraction, as people write them."""
    return int(value) if value == int(value) else value


def _environment(values: dict[str, Any]) -> dict[str, Any]:
    return {"environment": values["environment"]} if values.get("environment") else {}


def _uptime(detector: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    if (detector.get("config") or {}).get("mode", MANUAL) != MANUAL:
        raise InexpressibleError("Sentry made it by itself when it detected the address")
    for name in ("environment", "downtimeThreshold", "recoveryThreshold"):
        if values.get(name) is None:
            raise InexpressibleError(f"it has no {name}, which can't be left open")
    (source,) = detector["dataSources"]
    if len((source.get("queryObj") or {}).get("headers") or []) != len(values["headers"]):
        raise InexpressibleError("it sends a header several times")
    assertion = values.get("assertion")
    milliseconds = values["timeoutMs"]
    whole = milliseconds % _THOUSAND == 0
    return {
        "url": values["url"],
        "method": values["method"],
        **({"headers": values["headers"]} if values["headers"] else {}),
        **({"body": values["body"]} if values.get("body") else {}),
        "interval": write_duration(values["intervalSeconds"]),
        "timeout": f"{milliseconds // _THOUSAND}s" if whole else f"{milliseconds}ms",
        "downtime_threshold": values["downtimeThreshold"],
        "recovery_threshold": values["recoveryThreshold"],
        "environment": values["environment"],
        **({"assertions": write_assertions(assertion)} if assertion else {}),
        **({"trace_sampling": True} if values["traceSampling"] else {}),
    }


def _cron(_: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    for name in ("checkinMargin", "maxRuntime", "failureIssueThreshold", "recoveryThreshold"):
        if values.get(name) is None:
            raise InexpressibleError(f"it has no {name}, which can't be left open")
    return {
        **_schedule(values),
        "checkin_margin": write_duration(values["checkinMargin"] * _MINUTE),
        "max_runtime": write_duration(values["maxRuntime"] * _MINUTE),
        "failure_threshold": values["failureIssueThreshold"],
        "recovery_threshold": values["recoveryThreshold"],
        **_time_zone(values),
    }


def _time_zone(values: dict[str, Any]) -> dict[str, Any]:
    """An interval has none but the usual one."""
    zone = values.get("timezone", "UTC")
    if "interval" not in values:
        return {"time_zone": zone}
    if zone != "UTC":
        raise InexpressibleError("it runs every so often and has a time zone, where that is UTC")
    return {}


def _schedule(values: dict[str, Any]) -> dict[str, Any]:
    interval = values.get("interval")
    if not interval:
        crontab = values.get("crontab")
        if crontab != " ".join(str(crontab).split()):
            raise InexpressibleError("its crontab has spaces that the config doesn't keep")
        return {"schedule": crontab}
    short = _LONG_UNITS.get(interval["unit"])
    value = interval["value"]
    return {"every": f"{value}{short}" if short else f"{value} {interval['unit']}"}


_WRITERS: Final[dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]]] = {
    "metric_issue": _metric,
    "uptime_domain_failure": _uptime,
    "monitor_check_in_failure": _cron,
}
