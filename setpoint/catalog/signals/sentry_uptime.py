"""`sentry_uptime`: a Sentry uptime monitor, and the alert that its issues feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.model import SentryUptimeMonitor
from setpoint.catalog.sentry_monitor_words import uptime_condition
from setpoint.catalog.signals.sentry_monitor import common, state_alert

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import Assertion, SentryUptime

_MILLISECONDS = 1000
_GROUPS: Final = {"all": "and", "any": "or"}


def build(
    section: SentryUptime, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[SentryUptimeMonitor, str]:
    """Return the monitor with its alert, and the condition."""
    monitor = SentryUptimeMonitor(
        **common(section, identity, context),
        url=section.url,
        method=section.method,
        headers=section.headers,
        body=section.body,
        interval=section.interval,
        timeout_ms=round(section.timeout * _MILLISECONDS),
        environment=section.environment or context.loaded.environment,
        downtime_threshold=section.downtime_threshold,
        recovery_threshold=section.recovery_threshold,
        assertion=_all(section.assertions) if section.assertions else None,
        trace_sampling=section.trace_sampling,
        alert=state_alert(section, identity, context, to),
    )
    return monitor, uptime_condition(monitor)


def _all(checks: tuple[Assertion, ...], op: str = "and") -> dict[str, Any]:
    """Return several checks as one."""
    if len(checks) == 1:
        return _check(checks[0])
    return {"op": op, "checks": [_check(each) for each in checks]}


def _check(check: Assertion) -> dict[str, Any]:
    kind = check.kind
    section = getattr(check, kind)
    if kind in _GROUPS:
        return {"op": _GROUPS[kind], "checks": [_check(each) for each in section]}
    if kind == "none":
        return {"op": "not", "check": _all(section, "or")}
    return _FORMS[kind](section)


def _status(section: Any) -> dict[str, Any]:
    return {"op": "status_code_check", "comparison": section.comparison, "value": section.value}


def _json(section: Any) -> dict[str, Any]:
    how = {"path": section.path, "comparison": section.comparison}
    return {"op": "json_path", **how, **_operand(section, "value")}


def _header(section: Any) -> dict[str, Any]:
    return {
        "op": "header_check",
        "nameComparison": section.name_comparison,
        **_operand(section, "name"),
        "valueComparison": section.value_comparison,
        **_operand(section, "value"),
    }


def _operand(section: Any, name: str) -> dict[str, Any]:
    """Return what is compared with, literally or as a pattern."""
    given = {name: getattr(section, name), f"{name}Glob": getattr(section, f"{name}_glob")}
    return {key: value for key, value in given.items() if value is not None}


_FORMS: Final = {"status_code": _status, "json_path": _json, "header": _header}
