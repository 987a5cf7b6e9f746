"""The recordings of the official PagerDuty plugin, and an emulated account to replay them to."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from sandbox.pagerduty import create_app
from sandbox.pagerduty.account import Account
from sandbox.pagerduty.catalogs import stock
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 22, 17, 20, tzinfo=UTC)
HEADERS = {"Authorization": "Token token=anything", "Accept": "application/vnd.pagerduty+json"}

# Of the types that components declare, and of maintenance windows, which quiet a service.
SCENARIOS = (
    "team",
    "team-minimal",
    "team-child",
    "team-membership",
    "user",
    "user-minimal",
    "contact-phone",
    "contact-sms",
    "contact-email",
    "notification-rule",
    "notification-rule-cmref",
    "schedule",
    "schedule-future",
    "schedule-drop-layer",
    "schedule-offset-times",
    "escalation-policy",
    "escalation-policy-minimal",
    "service",
    "service-support-hours",
    "service-minimal",
    "service-alert-grouping",
    "integration-cloudwatch",
    "integration-sentry",
    "integration-eventsv2",
    "integration-email",
    "eo-service",
    "eo-service-no-enable",
    "maintenance-window",
)

_LEARNED = {"id", "routing_key", "integration_key", "routingKey", "integrationKey"}


def recordings(shared: Path) -> Path:
    """Return the folder of the recordings."""
    return shared / "recordings" / "official-plugins"


def read_json(shared: Path, name: str) -> Any:
    """Return one of the recordings' JSON files."""
    return json.loads((recordings(shared) / name).read_text())


def read_lines(shared: Path, name: str) -> list[dict[str, Any]]:
    """Return the objects of one of the recordings' JSON-lines files."""
    text = (recordings(shared) / name).read_text()
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def exchanges(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the recorded requests of each scenario, faults, imports and ability checks aside."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read_lines(shared, "pagerduty.jsonl"):
        if row["path"] == "/abilities" or row.get("fault") or row.get("import_id"):
            continue
        found.setdefault(row.get("scenario", row["resource"]), []).append(row)
    return found


def seeded(shared: Path) -> Store:
    """Return a store that holds what the recorder held before each scenario."""
    fixtures = read_json(shared, "fixtures.json")["pagerduty"]
    store = Store(None, "pagerduty")
    tables = {name: {item["id"]: item for item in items} for name, items in fixtures.items()}
    fresh = Store(None, "pagerduty")
    stock(Account(fresh))
    tables["licenses"] = fresh.data["tables"]["licenses"]
    for user in tables["users"].values():
        for name in ("contact_methods", "notification_rules"):
            _move(user, name, tables)
    for schedule in tables["schedules"].values():
        schedule["layers"] = schedule.pop("schedule_layers")[::-1]
    store.data = {"tables": tables, "stocked": True}
    return store


def _move(owner: dict[str, Any], key: str, tables: dict[str, Any]) -> None:
    items: list[dict[str, Any]] = owner.pop(key)
    target = tables.setdefault(key, {})
    target.update({item["id"]: {**item, "_parent": owner["id"]} for item in items})


class Client:
    """Sends requests to an emulated account whose clock stands still unless it is set."""

    def __init__(self, store: Store) -> None:
        self.now = NOW
        self.store = store
        self._transport = httpx.ASGITransport(create_app(store, clock=lambda: self.now))

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request, with a valid token unless `headers` has another."""
        options["headers"] = {**HEADERS, **options.get("headers", {})}
        return asyncio.run(self._request(method, path, options))

    async def _request(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://sandbox") as http:
            return await http.request(method, path, **options)


class Replay:
    """Sends recorded requests to an emulated account, its ids in place of the recorded ones."""

    def __init__(self, shared: Path) -> None:
        self.client = Client(seeded(shared))
        self.names: dict[str, str] = {}

    def send(self, row: dict[str, Any]) -> httpx.Response:
        """Send one recorded request; returns the response, having learned the new ids in it."""
        body = row.get("request")
        content = self.translated(json.dumps(body)) if body is not None else None
        response = self.client.request(
            row["method"],
            self.translated(row["path"]),
            params=[
                (key, self.translated(value))
                for key, values in (row.get("query") or {}).items()
                for value in values
            ],
            content=content,
            headers={"From": "alice@example.com"},
        )
        if response.content and row.get("response"):
            self._learn(row["response"], response.json())
        return response

    def translated(self, text: str) -> str:
        """Return a text with the recorded ids replaced by the emulated account's."""
        if not self.names:
            return text
        longest_first = sorted(self.names, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in longest_first)
        return re.sub(pattern, lambda match: self.names[match[0]], text)

    def _learn(self, recorded: Any, answered: Any) -> None:
        for old, new in self.paired(recorded, answered):
            self.names[old] = new

    @staticmethod
    def paired(recorded: Any, answered: Any) -> Iterator[tuple[str, str]]:
        """Give the ids that differ between two forms of the same value."""
        yield from _paired(recorded, answered)


def _paired(recorded: Any, answered: Any) -> Iterator[tuple[str, str]]:
    if isinstance(recorded, list) and isinstance(answered, list):
        for one, other in zip(recorded, answered, strict=False):
            yield from _paired(one, other)
    elif isinstance(recorded, dict) and isinstance(answered, dict):
        for key in recorded.keys() & answered.keys():
            one, other = recorded[key], answered[key]
            if key in _LEARNED and isinstance(one, str) and isinstance(other, str):
                if one != other:
                    yield one, other
            else:
                yield from _paired(one, other)
