"""Integrations of the organization, with PagerDuty's service table and Opsgenie's team table.

A table is read, changed and written back whole by its clients; Sentry checks no version, so the
last writer wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import bad_request
from sandbox.sentry.paging import page
from sandbox.sentry.strict import SnakeBody

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row

READ = ("org:admin", "org:integrations", "org:read", "org:write")
WRITE = ("org:admin", "org:integrations", "org:write")

_Text = Annotated[str, Field(min_length=1)]


class ServiceRow(SnakeBody):
    """A PagerDuty service; id 0, or none, makes a new row."""

    id: Annotated[int, Field(ge=0)] | Annotated[str, Field(pattern=r"^[0-9]*$")] | None = None
    service: _Text
    integration_key: _Text


class ServiceTable(SnakeBody):
    """The whole table of PagerDuty services."""

    service_table: list[ServiceRow]


class TeamRow(SnakeBody):
    """An Opsgenie team; an empty id, or none, makes a new row."""

    id: str | None = None
    team: _Text
    integration_key: _Text


class TeamTable(SnakeBody):
    """The whole table of Opsgenie teams."""

    team_table: list[TeamRow]


def list_all(call: Call) -> Reply:
    """List the integrations; `provider_key` or `providerKey` selects a provider's."""
    wanted = call.query.get("provider_key") or call.query.get("providerKey")
    rows = call.account.rows("integration")
    return page(call, [row for row in rows if wanted in (None, row["provider"]["key"])])


def read(call: Call) -> Reply:
    """Read an integration."""
    return Reply(200, call.account.row("integration", call.path["id"]))


def configure(call: Call) -> Reply:
    """Write an integration's table; the answer is empty."""
    row = call.account.row("integration", call.path["id"])
    match row["provider"]["key"]:
        case "pagerduty":
            table = call.body(ServiceTable).service_table
            row["configData"]["service_table"] = _services(call.account, table)
        case "opsgenie":
            teams = call.body(TeamTable).team_table
            row["configData"]["team_table"] = [_team(row["id"], team) for team in teams]
        case key:
            raise bad_request(f"The integration {key} has no configuration to change.")
    return Reply(200)


def delete(call: Call) -> Reply:
    """Uninstall an integration."""
    del call.account.table("integration")[call.account.row("integration", call.path["id"])["id"]]
    return EMPTY


def _services(account: Account, table: list[ServiceRow]) -> list[Row]:
    return [
        {
            "service": row.service,
            "integration_key": row.integration_key,
            "id": int(row.id or account.next_id("table-row")),
        }
        for row in table
    ]


def _team(integration: str, row: TeamRow) -> Row:
    made: dict[str, Any] = row.model_dump()
    return {**made, "id": row.id or f"{integration}-{row.team}"}


_ONE = "/organizations/{org}/integrations/{id}/"

ENDPOINTS = (
    Endpoint("GET", "/organizations/{org}/integrations/", list_all, READ),
    Endpoint("GET", _ONE, read, READ),
    Endpoint("POST", _ONE, configure, WRITE),
    Endpoint("DELETE", _ONE, delete, ("org:admin", "org:integrations")),
)
