"""A realistic pull request: eight changes over three services and two environments."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from setpoint.cli._sides import ListPrices
from setpoint.cost import load_prices
from setpoint.review import Review, Verdict, judge, parse, review
from tests.review.changes_of_sentry import MONITOR
from tests.review.changes_of_signals import ANY, CHECK, MATH, SLOW
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

OVERLAYS: dict[str, Any] = {
    "prod": {},
    "staging": {"services": {"web": {"alerts": {"slow": {"cloudwatch": {"threshold": "3s"}}}}}},
}


def config() -> dict[str, Any]:
    """Three services; a template makes some of their alerts."""
    lines = {"namespace": "Shop", "name": "${queue}", "statistic": "Maximum"}
    alerts = {
        "shop": {
            "cpu": busy("80%", evaluation_periods=10),
            "memory": {**busy("90%"), "severity": "high"},
            "errors": alert(MATH),
        },
        "web": {
            "cpu": busy("85%"),
            "slow": alert(SLOW, severity="high"),
            "down": alert(CHECK),
            "old": alert(cpu(threshold="99%", period="1m")),
            "either": alert(ANY),
        },
        "jobs": {
            "cpu": busy("95%"),
            "late": alert({"cloudwatch": {"metric": lines, "comparison": ">", "threshold": 100}}),
            "failed": alert({"sentry_metric": {**MONITOR["sentry_metric"], "resolve": 2}}),
        },
    }
    shared = {"team": "core", "escalation": "core", "sentry_project": "shop"}
    services = {name: {**shared, "alerts": each} for name, each in alerts.items()}
    template = {"parameters": ["limit"], "alert": alert(cpu(threshold="${limit}", period="5m"))}
    templates = {"busy": template}
    return project({}, services=services, templates=templates, variables={"queue": "Age"})


def busy(limit: str, **window: Any) -> dict[str, Any]:
    """An alert made from the template."""
    return {
        "template": "busy",
        "with": {"limit": limit},
        **({"cloudwatch": window} if window else {}),
    }


def edited() -> dict[str, Any]:
    """Eight changes: an edit of a template, one removal, the rest value by value."""
    found = deepcopy(config())
    shop, web, jobs = (found["services"][name]["alerts"] for name in ("shop", "web", "jobs"))
    found["templates"]["busy"]["alert"]["cloudwatch"]["period"] = "1m"
    found["escalations"]["core"]["rules"][1]["after"] = "5m"
    shop["cpu"]["with"]["limit"] = "90%"
    shop["errors"]["severity"] = "high"
    del web["old"]
    web["slow"]["cloudwatch"]["threshold"] = "0.5s"
    web["down"]["http_check"]["failure_threshold"] = 5
    jobs["backlog"] = jobs.pop("late")
    jobs["failed"]["sentry_metric"]["warning"] = 5
    return found


def reviewed(folder: Path) -> tuple[Review, Verdict]:
    """Return the review of the pull request, its files written below a folder."""
    versions = (
        sides(write(folder / name, each, OVERLAYS))
        for name, each in (("base", config()), ("head", edited()))
    )
    found = review(*versions, pricing=ListPrices(load_prices()), names=("main", "the branch"))
    policies = parse(
        ["removed-critical", "looser-in-prod"],
        severities=("critical", "high"),
        environments=found.environments,
    )
    return found, judge(found, policies, None)
