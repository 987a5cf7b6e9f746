"""Tags of workspaces and of namespaces of rules, by ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws import tags
from sandbox.aws.amp.records import INVALID, SECTION, missing

if TYPE_CHECKING:
    from sandbox.aws.service import Call


def merged(present: dict[str, str], added: dict[str, str] | None) -> dict[str, str]:
    """Return `present` with a request's tags."""
    listed = [{"Key": key, "Value": value} for key, value in (added or {}).items()]
    return tags.merged(present, listed, invalid=INVALID)


def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """List a resource's tags."""
    return {"tags": _record(call)["tags"]}


def tag_resource(call: Call) -> None:
    """Add tags."""
    record = _record(call)
    record["tags"] = merged(record["tags"], call.params["tags"])


def untag_resource(call: Call) -> None:
    """Take tags away."""
    record = _record(call)
    for key in call.params["tagKeys"]:
        record["tags"].pop(key, None)


def _record(call: Call) -> dict[str, Any]:
    """Return what has the ARN: `...:workspace/ID` or `...:rulegroupsnamespace/ID/NAME`."""
    arn = call.params["resourceArn"]
    kind, _, rest = arn.rpartition(":")[2].partition("/")
    number, _, name = rest.partition("/")
    found: dict[str, Any] | None = call.section(SECTION).get(number)
    if found is not None and kind == "rulegroupsnamespace":
        found = found["namespaces"].get(name)
    if found is None:
        raise missing("resource", arn)
    return found
