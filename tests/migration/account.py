"""An organization with a bit of everything, made through the emulator's API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

ORGANIZATION = "acme"
TOKEN = "sntrys_the-token-of-nobody"

SLACK = {"integrationId": "2001", "channel": "#alerts", "channelId": "C0AAAAAAAAA"}


class Sentry:
    """Sentry's API by one token."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(
            base_url=f"{url}/api/0/",
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=30,
            trust_env=False,
        )

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Ask, and see that it was done."""
        answer = self._http.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def project(self, slug: str, team: str) -> str:
        """Make a project; returns its number."""
        path = f"teams/{ORGANIZATION}/{team}/projects/"
        return str(self.call("POST", path, {"name": slug, "slug": slug})["id"])

    def monitor(self, project: str, body: Mapping[str, Any]) -> str:
        """Make a monitor; returns its number."""
        path = f"organizations/{ORGANIZATION}/projects/{project}/detectors/"
        given = {"projectId": project, "description": None, "owner": None, **body}
        return str(self.call("POST", path, given)["id"])

    def alert(self, name: str, monitors: list[str], **body: Any) -> str:
        """Make an alert; returns its number."""
        path = f"organizations/{ORGANIZATION}/workflows/"
        return str(self.call("POST", path, alert_body(name, monitors, **body))["id"])

    def paged(self, service: str) -> str:
        """Add a service to the table of the PagerDuty integration; returns its row's number."""
        path = f"organizations/{ORGANIZATION}/integrations/2002/"
        rows = self.call("GET", path)["configData"].get("service_table", [])
        new = {"service": service, "integration_key": "0" * 32, "id": 0}
        self.call("POST", path, {"service_table": [*rows, new]})
        return str(self.call("GET", path)["configData"]["service_table"][-1]["id"])

    def built_in(self, project: str, kind: str) -> str:
        """The number of a monitor that Sentry made for a project."""
        path = f"organizations/{ORGANIZATION}/detectors/?project={project}&query=type:{kind}"
        (found,) = self.call("GET", path)
        return str(found["id"])


def metric_body(name: str, **particulars: Any) -> dict[str, Any]:
    """A metric monitor; `source`, `config`, `conditions` and `top` change what is usual."""
    source = {
        "aggregate": "count()",
        "dataset": "events",
        "environment": None,
        "eventTypes": ["default", "error"],
        "extrapolationMode": None,
        "query": "",
        "timeWindow": 300,
        **particulars.get("source", {}),
    }
    conditions = particulars.get("conditions", [("gt", 100, 75), ("lte", 100, 0)])
    return {
        "name": name,
        "type": "metric_issue",
        "dataSources": [source],
        "config": {"detectionType": "static", **particulars.get("config", {})},
        "conditionGroup": {
            "logicType": "any",
            "conditions": [
                {"type": kind, "comparison": comparison, "conditionResult": result}
                for kind, comparison, result in conditions
            ],
        },
        **particulars.get("top", {}),
    }


def uptime_body(name: str, **source: Any) -> dict[str, Any]:
    """An uptime monitor."""
    return {
        "name": name,
        "type": "uptime_domain_failure",
        "config": {
            "mode": 1,
            "environment": "production",
            "downtimeThreshold": 3,
            "recoveryThreshold": 1,
        },
        "dataSources": [
            {
                "url": "https://shop.example.com/health",
                "method": "GET",
                "body": None,
                "headers": [],
                "intervalSeconds": 60,
                "timeoutMs": 5000,
                "traceSampling": False,
                "assertion": None,
                **source,
            }
        ],
    }


def cron_body(name: str, **config: Any) -> dict[str, Any]:
    """A cron monitor."""
    usual = {
        "checkin_margin": 5,
        "max_runtime": 30,
        "failure_issue_threshold": 2,
        "recovery_threshold": 1,
        "timezone": "Europe/Berlin",
        "schedule_type": "crontab",
        "schedule": "0 2 * * *",
    }
    return {
        "name": name,
        "type": "monitor_check_in_failure",
        "dataSources": [{"name": name, "config": {**usual, **config}}],
    }


def slack(channel: str = "#alerts", **data: Any) -> dict[str, Any]:
    """An action that writes to Slack."""
    target = {"targetType": "specific", "targetIdentifier": "", "targetDisplay": channel}
    return {"type": "slack", "integrationId": "2001", "config": target, "data": data}


def email(target: str, identifier: str = "", **data: Any) -> dict[str, Any]:
    """An action that writes an e-mail."""
    config = {"targetType": target, **({"targetIdentifier": identifier} if identifier else {})}
    return {"type": "email", "config": config, "data": data}


def trigger(kind: str) -> dict[str, Any]:
    """A trigger, or a condition that takes no value."""
    return when(kind, comparison=True)


def when(kind: str, comparison: Any) -> dict[str, Any]:
    """A condition."""
    return {"type": kind, "comparison": comparison, "conditionResult": True}


def alert_body(
    name: str,
    monitors: list[str],
    *,
    triggers: tuple[str, ...] = ("first_seen_event",),
    conditions: tuple[dict[str, Any], ...] = (),
    actions: tuple[dict[str, Any], ...] = (),
    logic: str = "all",
    **top: Any,
) -> dict[str, Any]:
    """An alert with one filter."""
    return {
        "name": name,
        "enabled": True,
        "environment": None,
        "config": {"frequency": 30},
        "detectorIds": monitors,
        "triggers": {"logicType": "any-short", "conditions": [trigger(one) for one in triggers]},
        "actionFilters": [
            {
                "logicType": logic,
                "conditions": list(conditions),
                "actions": list(actions or (slack(),)),
            }
        ],
        **top,
    }
