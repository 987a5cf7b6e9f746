"""Replays a recorded conversation to the emulator: same requests, ids translated.

A recording's ids are those of its recorder; ours are learned from the answers as they come.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import httpx

from sandbox.sentry import Integration, Person, Project, Seed, create_app
from sandbox.sentry.settings import Settings
from sandbox.store import Store
from tests.sandbox.exchangeable import url_serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

Exchange = dict[str, Any]


# What no component makes: members by invitation, dashboards, inbound filters, spike protection.
_UNUSED = re.compile(
    r"/(?:dashboards|filters|notifications/actions|spike-protections)/|/members/\d+/"
)


def recorded(path: Path) -> dict[str, list[Exchange]]:
    """Return the exchanges of each scenario, in order, without the recorder's own faults."""
    scenarios: dict[str, list[Exchange]] = {}
    for line in path.read_text().splitlines():
        exchange = json.loads(line)
        if exchange.get("injected") or exchange.get("fault", "") not in NATURAL_FAULTS:
            continue
        invited = exchange["method"] == "POST" and exchange["path"].endswith("/members/")
        used = not invited and _UNUSED.search(exchange["path"]) is None
        if used and "import_id" not in exchange:
            name = exchange.get("fault") or exchange["scenario"]
            scenarios.setdefault(name, []).append(exchange)
    return scenarios


NATURAL_FAULTS = {"", "s-project-slug-taken", "s-team-slug-taken", "s-integration-missing"}
"""Faults that the API answers by itself, and no fault."""

MONITORS = Seed(
    teams=(("platform", "Platform"), ("mobile", "Mobile")),
    people=(
        Person("Ana", "ana@example.com"),
        Person("Bo", "bo@example.com", "manager"),
        Person("Cy", "cy@example.com"),
    ),
    integrations=(
        Integration("slack", "Acme Slack"),
        Integration("pagerduty", "acme-pagerduty", (("legacy-service", "0123456789abcdef" * 2),)),
        *(
            Integration(kind, name)
            for kind, name in (
                ("github", "acme-github"),
                ("msteams", "Acme Teams"),
                ("discord", "Acme Discord"),
                ("opsgenie", "acme-opsgenie"),
                ("jira", "acme.atlassian.net"),
                ("jira_server", "jira.acme.internal"),
                ("vsts", "acme-devops"),
            )
        ),
    ),
    projects=(
        Project("shop-api", "platform", "dotnet-aspnetcore"),
        Project("shop-web", "platform", "javascript-react"),
    ),
)
"""What the recorder of sentry-monitors held at the start of each scenario."""

OFFICIAL = Seed(
    teams=(("core", "Core"), ("web", "Web")),
    people=(Person("admin", "admin@example.com", "owner"),),
    integrations=(
        Integration("pagerduty", "acme-pagerduty", (("Checkout", "key"),)),
        Integration("slack", "acme-slack"),
    ),
    projects=(Project("shop", "web", None, "Web Shop"),),
    first_ids={"team": 101, "project": 103, "table-row": 7001},
)
"""What the recorder of official-plugins held at the start of each scenario."""


@contextmanager
def emulated(seed: Seed, *, api: Literal["workflows", "rules"] = "workflows") -> Iterator[Replay]:
    """Serve an emulator in memory."""
    replay = Replay(url_serving(_lenient(seed, api)))
    with replay.client:
        yield replay


def _lenient(seed: Seed, api: Literal["workflows", "rules"]) -> ASGIApp:
    """An emulator that goes by the API's description, as the recorder did."""
    store = Store(None, "sentry")
    Settings(store).change({"validator": "description"})
    return create_app(store, api=api, seed=seed)


class Replay:
    """One scenario against a fresh emulator."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, headers={"Authorization": "Bearer token"})
        self.ids: dict[str, str] = {}

    def send(self, exchange: Exchange) -> httpx.Response:
        """Send a recorded request and learn the ids of its answer."""
        path = re.sub(r"[^/]+", lambda part: self.ids.get(part[0], part[0]), exchange["path"])
        answer = self.client.request(
            exchange["method"],
            path,
            params=exchange.get("query"),
            json=self._translated(exchange["request"]),
        )
        if answer.content:
            self._learn(exchange["response"], answer.json())
        return answer

    def _translated(self, value: Any) -> Any:
        match value:
            case dict():
                return {key: self._translated(item) for key, item in value.items()}
            case list():
                return [self._translated(item) for item in value]
            case str():
                return self.ids.get(value, value)
            case bool():
                return value
            case int():
                return int(self.ids.get(str(value), value)) if value > 1000 else value
        return value

    def _learn(self, theirs: Any, ours: Any) -> None:
        match theirs, ours:
            case dict(), dict():
                for key in theirs.keys() & ours.keys():
                    if key == "id" and theirs[key]:
                        self.ids[str(theirs[key])] = str(ours[key])
                    self._learn(theirs[key], ours[key])
            case list(), list() if len(theirs) == len(ours):
                for one, other in zip(theirs, ours, strict=True):
                    self._learn(one, other)


def missing(theirs: Any, ours: Any, where: str = "") -> Iterator[str]:
    """Name what a recorded answer holds and ours doesn't, or holds as another JSON type."""
    match theirs, ours:
        case dict(), dict():
            for key, value in theirs.items():
                if key not in ours:
                    yield f"{where}.{key} is missing"
                else:
                    yield from missing(value, ours[key], f"{where}.{key}")
        case list(), list():
            for number, (one, other) in enumerate(zip(theirs, ours, strict=False)):
                yield from missing(one, other, f"{where}[{number}]")
        case _:
            if theirs is not None and ours is not None and type(theirs) is not type(ours):
                yield f"{where} is {ours!r} instead of {theirs!r}"
