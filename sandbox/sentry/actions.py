"""An alert's actions: checked against the organization, and filled in as Sentry answers them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sandbox.sentry.errors import invalid

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row

_TABLES = {"pagerduty": ("service_table", "service"), "opsgenie": ("team_table", "team")}
_TARGET = {"targetType": None, "targetDisplay": None, "targetIdentifier": None}
_TICKETS = {"jira", "jira_server", "vsts", "github", "github_enterprise"}


def action_row(account: Account, action: Any) -> Row:
    """Return an action as Sentry answers it; it has no id yet.

    Raises:
        ApiError: 400, the integration or the target does not exist.
    """
    sent = action.model_dump(by_alias=True, exclude_none=True)
    _check(account, sent)
    return {
        "type": sent["type"],
        "integrationId": sent.get("integrationId"),
        "data": sent["data"],
        "config": _config(sent),
        "status": sent["status"],
    }


def _config(sent: Row) -> Row:
    config: Row = sent["config"]
    kind = sent["type"]
    if kind == "slack":
        return _channel(config)
    if kind == "sentry_app":
        return {**_TARGET, "sentryAppIdentifier": "sentry_app_id", **config}
    if kind in _TICKETS:
        return {"targetType": "specific", "targetDisplay": "", "targetIdentifier": "", **config}
    return {**_TARGET, **config}


def _channel(config: Row) -> Row:
    """Sentry puts a `#` before a channel's name and looks its id up where none is given."""
    name = str(config["targetDisplay"]).removeprefix("#")
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    identifier = config["targetIdentifier"] or f"C{digest[:10].upper()}"
    return {"targetType": "specific", "targetDisplay": f"#{name}", "targetIdentifier": identifier}


def _check(account: Account, sent: Row) -> None:
    kind, config = sent["type"], sent["config"]
    if "integrationId" in sent:
        _check_integration(account, kind, sent["integrationId"])
    if kind in _TABLES:
        _check_row(account, sent)
    elif kind == "email":
        _check_person(account, config["targetType"], config.get("targetIdentifier"))
    elif kind == "sentry_app":
        apps = {str(row["app"]["sentryAppId"]) for row in account.rows("installation")}
        if config["targetIdentifier"] not in apps:
            raise _refused(f"Sentry app {config['targetIdentifier']} is not installed.")


def _check_integration(account: Account, kind: str, identifier: str) -> None:
    found = account.table("integration").get(identifier)
    if found is None or found["provider"]["key"] != kind:
        raise _refused(f"Invalid integration choice: {identifier} is no {kind} integration.")


def _check_row(account: Account, sent: Row) -> None:
    table, name = _TABLES[sent["type"]]
    rows = account.table("integration")[sent["integrationId"]]["configData"][table]
    identifier = sent["config"]["targetIdentifier"]
    if identifier not in {str(row["id"]) for row in rows}:
        raise _refused(f"{name} {identifier} is not in the {table} of {sent['integrationId']}.")


def _check_person(account: Account, kind: str, identifier: str | None) -> None:
    known = {
        "issue_owners": not identifier,
        "team": identifier in account.table("team"),
        "user": bool(identifier) and account.user(identifier or "") is not None,
    }
    if not known[kind]:
        raise _refused(f"{kind} {identifier} does not exist in this organization.")


def _refused(message: str) -> Exception:
    return invalid(actionFilters=message)
