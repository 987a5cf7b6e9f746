"""Workspaces. They are active at once; AWS takes some seconds."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.aws.amp.records import ACTIVE, INVALID, SECTION, workspace
from sandbox.aws.amp.tagging import merged
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_PAGE = 100
_TOKEN = "clientToken"  # noqa: S105 - a parameter, no secret


def create_workspace(call: Call) -> dict[str, Any]:
    """Make a workspace; the same request again answers with the same one."""
    records = call.section(SECTION)
    token = call.params.get(_TOKEN)
    made = next((r for r in records.values() if token and r[_TOKEN] == token), None)
    if made is None:
        number = f"ws-{uuid.uuid4()}"
        made = {
            "id": number,
            "arn": call.arn("aps", f"workspace/{number}"),
            "alias": call.params.get("alias"),
            "kmsKeyArn": call.params.get("kmsKeyArn"),
            "createdAt": call.now,
            "tags": merged({}, call.params.get("tags")),
            "namespaces": {},
            "definition": None,
            _TOKEN: token,
        }
        records[number] = made
    found = {name: made.get(name) for name in ("arn", "kmsKeyArn", "tags")}
    return {"workspaceId": made["id"], "status": ACTIVE, **found}


def describe_workspace(call: Call) -> dict[str, Any]:
    """Tell of a workspace."""
    return {"workspace": _described(call, workspace(call))}


def list_workspaces(call: Call) -> dict[str, Any]:
    """List workspaces by the prefix of their alias."""
    alias = call.params.get("alias", "")
    found = [
        (number, _described(call, record))
        for number, record in call.section(SECTION).items()
        if (record["alias"] or "").startswith(alias)
    ]
    size, token = call.params.get("maxResults", _PAGE), call.params.get("nextToken")
    taken, following = page(found, size=size, token=token, invalid=INVALID)
    return {"workspaces": taken} | ({"nextToken": following} if following else {})


def update_workspace_alias(call: Call) -> None:
    """Name a workspace anew, or take its name away."""
    workspace(call)["alias"] = call.params.get("alias")


def delete_workspace(call: Call) -> None:
    """Delete a workspace with all that it holds."""
    workspace(call)
    del call.section(SECTION)[call.params["workspaceId"]]


def _described(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    number = record["id"]
    host = f"aps-workspaces.{call.region}.amazonaws.com"
    kept = {name: record[name] for name in ("arn", "alias", "createdAt", "kmsKeyArn", "tags")}
    endpoint = f"https://{host}/workspaces/{number}/"
    return {**kept, "workspaceId": number, "status": ACTIVE, "prometheusEndpoint": endpoint}
