"""Tags of alarms and dashboards, by ARN."""

from __future__ import annotations

from typing import Any

from sandbox.aws import tags
from sandbox.aws.cloudwatch.alarm_records import alarms
from sandbox.aws.errors import AwsError
from sandbox.aws.service import ACCOUNT_ID, Call


def tag_resource(call: Call) -> None:
    """Add or overwrite tags."""
    record = _record(call)
    added = call.params["Tags"]
    record["tags"] = tags.merged(record["tags"], added, invalid="InvalidParameterValueException")


def untag_resource(call: Call) -> None:
    """Take tags away; keys that aren't there are passed over."""
    record = _record(call)
    for key in call.params["TagKeys"]:
        record["tags"].pop(key, None)


def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """List the tags of one resource."""
    return {"Tags": tags.listed(_record(call)["tags"])}


def dashboard_arn(name: str) -> str:
    """Return a dashboard's ARN, which names no Region."""
    return f"arn:aws:cloudwatch::{ACCOUNT_ID}:dashboard/{name}"


def _record(call: Call) -> dict[str, Any]:
    arn = call.params["ResourceARN"]
    owners = (
        (call.arn("cloudwatch", "alarm:"), alarms(call)),
        (dashboard_arn(""), call.shared_section("dashboards")),
    )
    for prefix, records in owners:
        name = arn.removeprefix(prefix)
        if name != arn and name in records:
            record: dict[str, Any] = records[name]
            return record
    raise AwsError(
        "ResourceNotFoundException",
        f"Unable to find the resource {arn}",
        ResourceType="AWS::CloudWatch::Alarm",
        ResourceId=arn,
    )
