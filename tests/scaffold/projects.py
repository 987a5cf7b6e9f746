"""Answers that people may give, and the project that each makes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from setpoint.scaffold import read_answers, render, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.scaffold import Answers

USUAL = {
    "organization": "acme",
    "environments": "staging,prod",
    "region": "us-east-1",
    "sentry_organization": "acme",
    "people": "Ana Ruiz <ana@example.com> +15550100001, Bo <bo@example.com> +15550100002",
    "email": "ops@example.com",
    "slack_workspace": "T0ACME",
    "slack_channels": "#staging-alerts=C0STAGING, #alerts=C0ALERTS",
}
NO_SLACK = {"slack_workspace": ""}
THREE = {
    "environments": "dev, staging, on",
    "region": "eu-central-1",
    "slack_channels": "dev=C0DEV, staging=C0STAGING, #alerts=C0ALERTS",
}
SEVERAL = {
    "usual": {},
    "no Slack": NO_SLACK,
    "three environments": THREE,
    "three without Slack": {**THREE, **NO_SLACK},
    "one environment": {"environments": "prod", "slack_channels": "#alerts=C0ALERTS"},
    "odd names": {
        "people": 'Zoë: "Z" O\'Neil <z@example.com> +1 555 010 0001, 9 <9@example.com> +15550100002'
    },
}


def answers(**changes: str) -> Answers:
    """The usual answers, but for what is given."""
    return read_answers(start=datetime.now(UTC).date(), **{**USUAL, **changes})


def make(folder: Path, **changes: str) -> Path:
    """Write the project of some answers."""
    write(folder, render(answers(**changes)))
    return folder
