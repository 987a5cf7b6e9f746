"""Functions of Lambda, for code that a program gives as texts, and what starts them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.resource import ARN, AwsResource
from sandbox.plugins.aws.tagging import FUNCTION
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import arn, between, length, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_NO_LIMIT = -1
_NEVER = (1980, 1, 1, 0, 0, 0)  # the time of every file, so that the same code is the same archive
_GROUP = "default"


class Function(AwsResource):
    """A function."""

    token = "aws:lambda/function:Function"
    label = "Lambda Function"
    service = "lambda"
    creates = "create_function"
    updates = "update_function_configuration"
    deletes = "delete_function"
    identity = "name"
    by = "FunctionName"
    tags = FUNCTION
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "architectures": Field(kind="list", computed=True),
        "arn": Field(output=True, api="FunctionArn"),
        "code": Field(kind="map", unread=True),
        "codeSha256": Field(output=True),
        "description": Field(rule=length(0, 256)),
        "environment": Field(
            kind="object",
            always=True,
            members={"variables": Field(kind="map")},
            write=lambda given: {"Variables": (given or {}).get("variables") or {}},
            read=lambda found: {"variables": found["Variables"]} if found else None,
        ),
        "handler": Field(rule=length(1, 128)),
        "lastModified": Field(output=True),
        "memorySize": Field(kind="integer", default=128, rule=between(128, 10_240)),
        "name": Field(computed=True, replaces=True, api="FunctionName", rule=length(1, 64)),
        "packageType": Field(default="Zip", replaces=True),
        "publish": Field(kind="boolean", default=False, unread=True),
        "reservedConcurrentExecutions": Field(
            kind="integer",
            default=_NO_LIMIT,
            read=lambda limit: _NO_LIMIT if limit is None else limit,
        ),
        "role": Field(required=True),
        "runtime": Field(),
        "skipDestroy": Field(kind="boolean", default=False, unread=True),
        "sourceCodeSize": Field(kind="integer", output=True, api="CodeSize"),
        "timeout": Field(kind="integer", default=3, rule=between(1, 900)),
        "version": Field(output=True),
    }

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters, a creation's with the code."""
        given = super().given(aws, operation, inputs)
        if operation != self.creates:
            return given
        code = {"ZipFile": _zipped(inputs.get("code"))}
        return {**given, "Code": code, "Publish": inputs["publish"]}

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateFunction, and its limit."""
        id_ = super().start(aws, inputs)
        if inputs["reservedConcurrentExecutions"] != _NO_LIMIT:
            _limit(aws, id_, inputs["reservedConcurrentExecutions"])
        return id_

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetFunction."""
        del state
        answer: dict[str, Any] = aws.call("lambda", "get_function", FunctionName=id)
        found = {**answer["Configuration"], **answer.get("Concurrency", {})}
        return self.wire.told(self.fields, found)

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateFunctionCode where the code differs, and UpdateFunctionConfiguration."""
        if state.get("code") != inputs.get("code"):
            code = _zipped(inputs.get("code"))
            aws.call("lambda", "update_function_code", FunctionName=id, ZipFile=code)
        super().alter(aws, id, state, inputs)
        limit = inputs["reservedConcurrentExecutions"]
        if limit != state.get("reservedConcurrentExecutions", _NO_LIMIT):
            _limit(aws, id, limit)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteFunction, unless the program wants it to stay."""
        if not state.get("skipDestroy"):
            super().end(aws, id, state)


def _limit(aws: Aws, name: str, limit: int) -> None:
    """PutFunctionConcurrency, or DeleteFunctionConcurrency where there is no limit."""
    if limit == _NO_LIMIT:
        aws.call("lambda", "delete_function_concurrency", FunctionName=name)
    else:
        parameters = {"FunctionName": name, "ReservedConcurrentExecutions": limit}
        aws.call("lambda", "put_function_concurrency", **parameters)


def _zipped(archive: Any) -> bytes:
    """Return the archive's texts as a zip file."""
    assets = archive.get("assets") if isinstance(archive, dict) else None
    if not assets or any(not isinstance(one.get("text"), str) for one in assets.values()):
        raise PluginError("The sandbox takes code as an AssetArchive of StringAssets only.")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, asset in sorted(assets.items()):
            written.writestr(zipfile.ZipInfo(name, _NEVER), asset["text"])
    return content.getvalue()


_RETRY = {
    "maximumEventAgeInSeconds": Field(kind="integer", default=86_400, rule=between(60, 86_400)),
    "maximumRetryAttempts": Field(kind="integer", default=185, rule=between(0, 185)),
}
_TARGET = {
    "arn": Field(required=True, rule=arn),
    "deadLetterConfig": Field(kind="object", members={"arn": Field()}),
    "input": Field(),
    "retryPolicy": Field(kind="object", members=_RETRY, computed=True),
    "roleArn": Field(required=True, rule=arn),
}
_WINDOW = {
    "maximumWindowInMinutes": Field(kind="integer", rule=between(1, 1440)),
    "mode": Field(required=True, rule=one_of("OFF", "FLEXIBLE")),
}


class Schedule(AwsResource):
    """A schedule of EventBridge Scheduler; it carries no tags. Its id is `group/name`."""

    token = "aws:scheduler/schedule:Schedule"
    label = "EventBridge Scheduler Schedule"
    service = "scheduler"
    creates = "create_schedule"
    reads = "get_schedule"
    updates = "update_schedule"
    deletes = "delete_schedule"
    identity = "name"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": ARN,
        "description": Field(rule=length(0, 512)),
        "flexibleTimeWindow": Field(kind="object", required=True, members=_WINDOW),
        "groupName": Field(computed=True, replaces=True),
        "kmsKeyArn": Field(),
        "name": Field(computed=True, replaces=True, rule=length(1, 64)),
        "namePrefix": Field(computed=True, replaces=True),
        "scheduleExpression": Field(required=True, rule=length(1, 256)),
        "scheduleExpressionTimezone": Field(default="UTC", rule=length(1, 50)),
        "state": Field(default="ENABLED", rule=one_of("ENABLED", "DISABLED")),
        "target": Field(kind="object", required=True, members=_TARGET),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`group/name`."""
        if id.count("/") != 1:
            raise PluginError(f"unexpected format for ID ({id}), expected GROUP/NAME")
        return id, {}

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateSchedule."""
        name = super().start(aws, inputs)
        return f"{inputs.get('groupName') or _GROUP}/{name}"

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters; a policy for repeats is always sent."""
        repeats = {"retryPolicy": {name: field.default for name, field in _RETRY.items()}}
        target = {**repeats, **inputs["target"]}
        group = inputs.get("groupName") or _GROUP
        return super().given(aws, operation, {**inputs, "target": target, "groupName": group})

    def named(self, id: str) -> dict[str, str]:
        """Return group and name."""
        group, _, name = id.partition("/")
        return {"GroupName": group, "Name": name}
