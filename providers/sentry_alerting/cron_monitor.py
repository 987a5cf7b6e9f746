"""CronMonitor: a job that checks in with Sentry, and how late or long it may be.

Units and ranges: Sentry's public API description of cron monitors.
"""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN
from providers.sentry_alerting import limits
from providers.sentry_alerting.checking import nearest, shown
from providers.sentry_alerting.declare import Declaration, Property, Record, Text, Whole
from providers.sentry_alerting.monitor import Monitor, monitor_inputs

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.checking import Checker

UNITS = ("minute", "hour", "day", "week", "month", "year")
_MOST_CHECKS = 720
_ALIAS = "(yearly|annually|monthly|weekly|daily|hourly)"
_FIELD = r"[0-9A-Za-z*/,\-]+"

INTERVAL = Record(
    "CronInterval",
    "A job that runs every so often.",
    (
        Property("value", Whole(1), "How many of the unit lie between two runs.", required=True),
        Property("unit", Text(UNITS), "The unit.", required=True),
    ),
)

_EXAMPLE = """\
CronMonitor(
    "nightly-export",
    organization="acme",
    project="shop-api",
    name="nightly export",
    crontab="0 2 * * *",
    timezone="Europe/Berlin",
    checkin_margin=5,
    max_runtime=30,
    failure_issue_threshold=2,
)
"""

DECLARATION = Declaration(
    name="CronMonitor",
    doc="A monitor of a job's check-ins; `crontab` or `interval`, not both, says when it runs.",
    inputs=monitor_inputs(
        "CronMonitor",
        Property(
            "crontab",
            Text(
                pattern=rf"@{_ALIAS}|{_FIELD}(\s+{_FIELD}){{4}}",
                pattern_meaning="a crontab of five fields or an alias such as @daily",
            ),
            "When the job runs: five fields of a crontab, or an alias such as `@daily`.",
        ),
        Property("interval", INTERVAL, "How often the job runs."),
        Property(
            "checkinMargin",
            Whole(1, limits.LATEST_CHECK_IN),
            "Minutes that a check-in may be late.",
            default=1,
        ),
        Property(
            "maxRuntime", Whole(1, limits.LONGEST_RUN), "Minutes that the job may run.", default=30
        ),
        Property(
            "failureIssueThreshold",
            Whole(1, _MOST_CHECKS),
            "Failed check-ins in a row before an issue opens.",
            default=1,
        ),
        Property(
            "recoveryThreshold",
            Whole(1, _MOST_CHECKS),
            "Good check-ins in a row before the issue is resolved.",
            default=1,
        ),
        Property(
            "timezone", Text(), "The time zone of the crontab, by its IANA name.", default="UTC"
        ),
        name_length=128,
    ),
    outputs=(),
    example=_EXAMPLE,
    import_id="the monitor's number, ORGANIZATION/NUMBER, or the address of its page",
)

_NUMBERS = {
    "checkinMargin": "checkin_margin",
    "maxRuntime": "max_runtime",
    "failureIssueThreshold": "failure_issue_threshold",
    "recoveryThreshold": "recovery_threshold",
    "timezone": "timezone",
}


class CronMonitor(Monitor):
    """A detector of type monitor_check_in_failure."""

    declaration = DECLARATION
    detector_type = "monitor_check_in_failure"

    def judge(self, inputs: Props, checker: Checker) -> None:
        """One schedule, in a time zone that exists."""
        if ("crontab" in inputs) == ("interval" in inputs):
            checker.blame(("crontab",), "exactly one of crontab and interval is required")
        zone = inputs["timezone"]
        if zone is not UNKNOWN and zone not in _zones():
            checker.blame(("timezone",), f"{shown(zone)} is no time zone{nearest(zone, _zones())}")

    def encode_particulars(self, inputs: Props) -> Props:
        """Schedule and tolerances; the source repeats the monitor's name."""
        config = {field: inputs[name] for name, field in _NUMBERS.items()}
        interval = inputs.get("interval")
        if interval:
            config["schedule_type"] = "interval"
            config["schedule"] = [interval["value"], interval["unit"]]
        else:
            config["schedule_type"] = "crontab"
            config["schedule"] = inputs["crontab"]
        return {"dataSources": [{"name": inputs["name"], "config": config}]}

    def decode_particulars(self, body: Props, source: Props) -> Props:
        """Schedule and tolerances."""
        del body
        config = source.get("config") or {}
        found = {name: config.get(field) for name, field in _NUMBERS.items()}
        return {**found, **_schedule(config.get("schedule"))}


def _schedule(schedule: Any) -> Props:
    if isinstance(schedule, list):
        value, unit = schedule
        return {"interval": {"value": value, "unit": unit}}
    return {"crontab": schedule}


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
