"""One definition of the table, and short ways to write each kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Props = dict[str, Any]


@dataclass(frozen=True)
class Definition:
    """One resource; `change` is merged into its inputs for the update."""

    kind: str
    inputs: Props
    change: Props = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.inputs['name']}".replace(" ", "-")

    @property
    def changed(self) -> Props:
        return {**self.inputs, **self.change}


def metric(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    usual = {"project": "shop-api", "aggregate": "count()", "timeWindow": 3600}
    thresholds = {} if inputs.get("detectionType") == "dynamic" else {"critical": 10}
    later = 1800 if inputs.get("dataset") == "metrics" else 900
    return Definition(
        "MetricMonitor",
        {"name": name, **usual, **thresholds, **inputs},
        change or {"timeWindow": later},
    )


def uptime(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    usual = {
        "project": "shop-api",
        "url": "https://shop.example.com/",
        "environment": "production",
        "intervalSeconds": 60,
        "timeoutMs": 1000,
    }
    return Definition(
        "UptimeMonitor", {"name": name, **usual, **inputs}, change or {"timeoutMs": 9000}
    )


def cron(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    return Definition(
        "CronMonitor",
        {"name": name, "project": "shop-api", "maxRuntime": 10, **inputs},
        change or {"maxRuntime": 45},
    )


def alert(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    return Definition("Alert", {"name": name, **inputs}, change or {"frequency": 60})


EMAIL = {"type": "email", "targetType": "issue_owners", "fallthroughType": "ActiveMembers"}


def conditional(tag: str, *given: Props, **change: Any) -> Definition:
    """An alert with every form of one type of condition."""
    made = [{"type": tag, **one} for one in given]
    filters = [{"logicType": "any", "conditions": made, "actions": [EMAIL]}]
    changed = [{**made[0], **change}, *made[1:]] if change else made[1:]
    return alert(
        f"condition {tag}",
        {"actionFilters": [{**filters[0], "conditions": changed}]},
        actionFilters=filters,
    )


def acting(tag: str, *given: Props, **change: Any) -> Definition:
    """An alert with every form of one type of action."""
    made = [{"type": tag, **one} for one in given]
    changed = [{**made[0], **change}, *made[1:]]
    return alert(
        f"action {tag}",
        {"actionFilters": [{"actions": changed}]} if change else None,
        actionFilters=[{"actions": made}],
    )
