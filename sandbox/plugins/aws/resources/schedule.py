"""aws:scheduler/schedule:Schedule, for targets with an ARN, a role and an input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.fields import Field, arn, between, length, one_of
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_GROUP = "default"
_PLAIN = {
    "description": "Description",
    "kmsKeyArn": "KmsKeyArn",
    "scheduleExpression": "ScheduleExpression",
    "scheduleExpressionTimezone": "ScheduleExpressionTimezone",
    "state": "State",
}
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
    """A schedule of EventBridge Scheduler; it carries no tags."""

    token = "aws:scheduler/schedule:Schedule"
    label = "EventBridge Scheduler Schedule"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
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

    def imported(self, id: str) -> tuple[str, Props]:
        """Take `group/name`."""
        if id.count("/") != 1:
            raise PluginError(f"unexpected format for ID ({id}), expected GROUP/NAME")
        return id, {}

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateSchedule."""
        group = inputs.get("groupName") or _GROUP
        identifier = f"{group}/{inputs['name']}"
        aws.call("scheduler", "create_schedule", **_named(identifier), **_written(inputs))
        return identifier

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetSchedule."""
        del state
        found: dict[str, Any] = aws.call("scheduler", "get_schedule", **_named(id))
        return {
            **{name: found.get(parameter) for name, parameter in _PLAIN.items()},
            "arn": found["Arn"],
            "flexibleTimeWindow": _lowered(found["FlexibleTimeWindow"]),
            "groupName": found["GroupName"],
            "name": found["Name"],
            "target": _lowered(found["Target"]),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateSchedule."""
        del state
        aws.call("scheduler", "update_schedule", **_named(id), **_written(inputs))

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteSchedule."""
        del state
        aws.call("scheduler", "delete_schedule", **_named(id))


def _named(identifier: str) -> dict[str, str]:
    group, _, name = identifier.partition("/")
    return {"GroupName": group, "Name": name}


def _written(inputs: Props) -> dict[str, Any]:
    given = {parameter: inputs.get(name) for name, parameter in _PLAIN.items()}
    target = {"retryPolicy": {name: field.default for name, field in _RETRY.items()}}
    return {
        **given,
        "FlexibleTimeWindow": _raised(inputs["flexibleTimeWindow"]),
        "Target": _raised(target | inputs["target"]),
    }


def _raised(value: Any) -> Any:
    """Return an object with its keys as AWS writes them."""
    if not isinstance(value, dict):
        return value
    return {f"{k[0].upper()}{k[1:]}": _raised(v) for k, v in value.items() if v is not None}


def _lowered(value: Any) -> Any:
    """Return an object with its keys as Pulumi writes them."""
    if not isinstance(value, dict):
        return value
    return {f"{k[0].lower()}{k[1:]}": _lowered(v) for k, v in value.items()}
