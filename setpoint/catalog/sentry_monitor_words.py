"""Sentry's monitors in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.sentry_units import limit
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import SentryCronMonitor, SentryMonitor, SentryUptimeMonitor

COMPARISONS: Final = {
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
    "outside": "outside",
}
_BAND_SIDES: Final = {"gt": "above", "lt": "below", "outside": "outside"}
_CHANGES: Final = {"gt": "more", "lt": "less"}
_COMPARED: Final = {
    "equals": "is",
    "not_equal": "is not",
    "less_than": "is less than",
    "greater_than": "is more than",
    "always": "is anything like",
    "never": "is nothing like",
}


def metric_condition(monitor: SentryMonitor) -> str:
    """Return when a number is out of bounds."""
    where = f" where {monitor.query}" if monitor.query else ""
    watched = f"{monitor.aggregate} of {monitor.dataset} in {monitor.project}{where}"
    return f"{watched} {_detection(monitor)} over {write_duration(monitor.time_window)}"


def _detection(monitor: SentryMonitor) -> str:
    if monitor.detection_type == "dynamic":
        side = _BAND_SIDES[monitor.comparison]
        return f"{side} what is usual (sensitivity {monitor.sensitivity})"
    threshold = monitor.warning if monitor.critical is None else monitor.critical
    bound = "?" if threshold is None else limit(monitor, threshold)
    symbol = COMPARISONS[monitor.comparison]
    if monitor.detection_type != "percent":
        return f"{symbol} {bound}"
    before = f"{write_duration(monitor.comparison_delta or 0)} before"
    if monitor.comparison in _CHANGES:
        return f"{bound} {_CHANGES[monitor.comparison]} than {before}"
    return f"{symbol} {bound} of change from {before}"


def uptime_condition(monitor: SentryUptimeMonitor) -> str:
    """Return when an address counts as down."""
    asked = f"{monitor.method} {monitor.url}"
    times = _in_a_row(monitor.downtime_threshold)
    wanted = assertion_text(monitor.assertion) if monitor.assertion else "the status is 200 to 299"
    every = write_duration(monitor.interval)
    patience = write_duration(monitor.timeout_ms / 1000)
    return f"{asked} fails{times}, asked every {every}: not answered in {patience} so that {wanted}"


def cron_condition(monitor: SentryCronMonitor) -> str:
    """Return when a job counts as failing."""
    late = write_duration(monitor.checkin_margin * 60)
    longest = write_duration(monitor.max_runtime * 60)
    times = _in_a_row(monitor.failure_threshold)
    return (
        f"the job ({cron_schedule(monitor)}) fails{times}: it says so, is more than {late} late,"
        f" or runs longer than {longest}"
    )


def cron_schedule(monitor: SentryCronMonitor) -> str:
    """Return when a job runs: `0 2 * * * Europe/Berlin` or `every 15 minutes`."""
    if monitor.interval is None:
        return f"{monitor.crontab} {monitor.time_zone}"
    value, unit = monitor.interval
    return f"every {unit}" if value == 1 else f"every {value} {unit}s"


def _in_a_row(times: int) -> str:
    return "" if times == 1 else f" {times} times in a row"


def assertion_text(check: Mapping[str, Any]) -> str:
    """Return what an answer must be: `the status is 200`, `(... and not ...)`."""
    match check["op"]:
        case "and" | "or":
            joined = f" {check['op']} ".join(assertion_text(each) for each in check["checks"])
            return f"({joined})"
        case "not":
            return f"not {assertion_text(check['check'])}"
        case "status_code_check":
            return f"the status {_COMPARED[check['comparison']]} {check['value']}"
        case "json_path":
            compared = _COMPARED[check["comparison"]]
            return f"{check['path']} {compared} {_operand(check, 'value')}"
    name = f"a header whose name {_COMPARED[check['nameComparison']]} {_operand(check, 'name')}"
    return f"{name} {_COMPARED[check['valueComparison']]} {_operand(check, 'value')}"


def _operand(check: Mapping[str, Any], name: str) -> str:
    return repr(check.get(name, check.get(f"{name}Glob", "")))
