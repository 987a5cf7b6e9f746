"""What comes to Sentry from elsewhere: people install integrations and join, applications send.

`POST /_sandbox/sentry/organizations/{slug}` with `{"integrations": [{"provider": ..., "name":
...}], "rows": [{"provider": ..., "integration": ..., "id": ..., "name": ...}], "apps": [...],
"teams": [...], "members": [{"name": ..., "email": ...}]}` adds those that are missing.
`"series": [{"project": ..., "dataset": ..., "yAxis": ..., "values": [[SECONDS, VALUE], ...]}]`
and `"issues": [{"project": ..., "title": ..., "firstSeen": ..., "count": ...}]` are what its
projects sent, `environment` optional; each is added to what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.sentry import members, teams, telemetry
from sandbox.sentry.account import Account
from sandbox.sentry.errors import ApiError
from sandbox.sentry.seed import TABLES, Integration, Seed, found, install, install_apps

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from sandbox.store import Store

PATH = "/_sandbox/sentry/organizations/{slug}"


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Integration(_Body):
    provider: str
    name: str


class _TableRow(_Body):
    provider: Literal["pagerduty", "opsgenie"]
    integration: str
    id: str
    name: str


class _Member(_Body):
    name: str
    email: str


class _Series(_Body):
    project: str
    dataset: str
    yAxis: str  # noqa: N815 - Sentry's word
    values: list[tuple[int, float]]
    environment: str | None = None


class _Issue(_Body):
    project: str
    title: str
    firstSeen: str  # noqa: N815 - Sentry's word
    count: int = 1


class _Wanted(_Body):
    integrations: list[_Integration] = []
    rows: list[_TableRow] = []
    apps: list[str] = []
    teams: list[str] = []
    members: list[_Member] = []
    series: list[_Series] = []
    issues: list[_Issue] = []


class Installer:
    """Serves the route over a store; a new organization is filled from `seed` first."""

    def __init__(self, store: Store, seed: Seed) -> None:
        self._store = store
        self._seed = seed
        self.app = Starlette(routes=[Route(PATH, self._serve, methods=["POST"])])

    async def _serve(self, request: Request) -> Response:
        try:
            wanted = _Wanted.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": str(error)}, 400)
        with self._store.edit() as document:
            account = self._account(document, request.path_params["slug"])
            self._install(account, wanted)
            try:
                _receive(account, wanted)
            except ApiError as error:  # of a project that isn't there
                return JSONResponse(dict(error.body), error.status)
        return JSONResponse({})

    def _account(self, document: dict[str, object], slug: str) -> Account:
        organizations = document.get("organizations")
        if isinstance(organizations, dict) and slug in organizations:
            return Account(document, slug)
        return found(document, slug, self._seed)

    def _install(self, account: Account, wanted: _Wanted) -> None:
        texts = {"slug": account.slug, "name": account.organization["name"]}
        there = {(row["provider"]["key"], row["name"]) for row in account.rows("integration")}
        for integration in wanted.integrations:
            if (integration.provider, integration.name) not in there:
                name = integration.name.replace("{", "{{").replace("}", "}}")
                install(account, Integration(integration.provider, name), texts)
        for entry in wanted.rows:
            _add_row(account, entry)
        install_apps(account, wanted.apps)
        slugs = {row["slug"] for row in account.rows("team")}
        for slug in wanted.teams:
            if slug not in slugs:
                teams.add(account, slug, slug)
        emails = {row["email"] for row in account.rows("member")}
        for member in wanted.members:
            if member.email not in emails:
                members.add(account, member.email, role="member", teams=[], name=member.name)


def _receive(account: Account, wanted: _Wanted) -> None:
    """Keep what projects sent."""
    for series in wanted.series:
        account.by_slug("project", series.project)
        telemetry.add_series(account, series.model_dump())
    for issue in wanted.issues:
        telemetry.add_issue(account, issue.project, issue.model_dump(exclude={"project"}))


def _add_row(account: Account, wanted: _TableRow) -> None:
    """Add a row to an integration's table; PagerDuty's ids are numbers."""
    table, name = TABLES[wanted.provider]
    for integration in account.rows("integration"):
        if (integration["provider"]["key"], integration["name"]) == (
            wanted.provider,
            wanted.integration,
        ):
            rows = integration["configData"][table]
            if wanted.id not in {str(row["id"]) for row in rows}:
                number = wanted.provider == "pagerduty" and wanted.id.isdecimal()
                identifier = int(wanted.id) if number else wanted.id
                key = account.token("row", wanted.name)
                rows.append({name: wanted.name, "integration_key": key, "id": identifier})
