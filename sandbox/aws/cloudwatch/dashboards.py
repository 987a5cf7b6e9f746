"""Dashboards: global to the account, the body checked and kept byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sandbox.aws import tags
from sandbox.aws.cloudwatch.dashboard_body import problems
from sandbox.aws.cloudwatch.tagging import dashboard_arn
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
_PAGE = 1000


def put_dashboard(call: Call) -> dict[str, Any]:
    """Create or replace a dashboard; an update ignores tags."""
    name, body = call.params["DashboardName"], call.params["DashboardBody"]
    _check_name(name)
    found = problems(body)
    if found:
        noun = "error" if len(found) == 1 else "errors"
        verb = "is" if len(found) == 1 else "are"
        listed = [{"dataPath": item["DataPath"], "message": item["Message"]} for item in found]
        raise AwsError(
            "DashboardInvalidInputError",
            f"The dashboard body is invalid, there {verb} {len(found)} validation {noun}:\n"
            f"{json.dumps(listed, indent=2)}",
            dashboardValidationMessages=found,
        )
    dashboards = call.shared_section("dashboards")
    added = tags.merged({}, call.params.get("Tags"), invalid="InvalidParameterValueException")
    present = dashboards.get(name, {})
    dashboards[name] = {"body": body, "tags": present.get("tags", added), "updated": call.now}
    return {"DashboardValidationMessages": []}


def get_dashboard(call: Call) -> dict[str, Any]:
    """Return one dashboard."""
    name = call.params["DashboardName"]
    record = call.shared_section("dashboards").get(name)
    if record is None:
        raise _not_found([name])
    return {
        "DashboardArn": dashboard_arn(name),
        "DashboardBody": record["body"],
        "DashboardName": name,
    }


def list_dashboards(call: Call) -> dict[str, Any]:
    """List dashboards by prefix."""
    prefix = call.params.get("DashboardNamePrefix", "")
    found = [
        (name, _entry(name, record))
        for name, record in call.shared_section("dashboards").items()
        if name.startswith(prefix)
    ]
    taken, token = page(
        found, size=_PAGE, token=call.params.get("NextToken"), invalid="InvalidNextToken"
    )
    return {"DashboardEntries": taken} | ({"NextToken": token} if token else {})


def delete_dashboards(call: Call) -> None:
    """Delete dashboards: all of them, or none where one doesn't exist."""
    dashboards = call.shared_section("dashboards")
    missing = [name for name in call.params["DashboardNames"] if name not in dashboards]
    if missing:
        raise _not_found(missing)
    for name in call.params["DashboardNames"]:
        dashboards.pop(name, None)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise AwsError(
            "InvalidParameterValueException",
            f"The value {name} for field DashboardName contains invalid characters. It can only "
            "contain alphanumerics, dash (-) and underscore (_).",
        )


def _entry(name: str, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "DashboardName": name,
        "DashboardArn": dashboard_arn(name),
        "LastModified": record["updated"],
        "Size": len(record["body"].encode()),
    }


def _not_found(names: list[str]) -> AwsError:
    return AwsError("DashboardNotFoundError", f"Dashboard {', '.join(names)} does not exist")
