"""Cron monitors: schedules, units, edges."""

from __future__ import annotations

from providers.sentry_alerting.cron_monitor import UNITS
from tests.providers.sentry_alerting.definitions.definition import cron

CRONS = (
    cron(
        "nightly export",
        description="runs at 02:00",
        owner="team:4101",
        crontab="0 2 * * *",
        checkinMargin=5,
        maxRuntime=30,
        failureIssueThreshold=2,
        timezone="Europe/Berlin",
    ),
    cron("nightly", crontab="0 2 * * *"),
    cron("alias", {"crontab": "@hourly"}, crontab="@daily"),
    cron("steps", crontab="*/15 8-18 * jan,jul mon-fri"),
    *(
        cron(
            f"per {unit}",
            {"interval": {"value": 2, "unit": unit}},
            interval={"value": 1, "unit": unit},
        )
        for unit in UNITS
    ),
    cron(
        "longest",
        {"checkinMargin": 40319},
        crontab="@yearly",
        checkinMargin=40320,
        maxRuntime=10080,
        failureIssueThreshold=720,
        recoveryThreshold=720,
    ),
)
