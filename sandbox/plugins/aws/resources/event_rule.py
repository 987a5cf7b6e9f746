"""aws:cloudwatch/eventRule:EventRule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN
from sandbox.plugins.aws.fields import Field, length, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn, tag_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_DEFAULT_BUS = "default"
_PLAIN = {
    "description": "Description",
    "eventBusName": "EventBusName",
    "eventPattern": "EventPattern",
    "name": "Name",
    "roleArn": "RoleArn",
    "scheduleExpression": "ScheduleExpression",
    "state": "State",
}


class EventRule(AwsResource):
    """A rule of EventBridge."""

    token = "aws:cloudwatch/eventRule:EventRule"
    label = "EventBridge Rule"
    tagger: ClassVar[Tagger | None] = ByArn("events")
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(rule=length(0, 512)),
        "eventBusName": Field(default=_DEFAULT_BUS, replaces=True),
        "eventPattern": Field(kind="json"),
        "forceDestroy": Field(kind="boolean", default=False, unread=True),
        "name": Field(computed=True, replaces=True, rule=length(1, 64)),
        "namePrefix": Field(computed=True, replaces=True),
        "roleArn": Field(),
        "scheduleExpression": Field(rule=length(0, 256)),
        "state": Field(default="ENABLED", rule=one_of("DISABLED", "ENABLED")),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def problems(self, inputs: Props) -> str | None:
        """A rule needs something to go by."""
        given = [inputs.get(name) for name in ("eventPattern", "scheduleExpression")]
        if any(value is UNKNOWN or value for value in given):
            return None
        return "one of `event_pattern,schedule_expression` must be specified"

    def imported(self, id: str) -> tuple[str, Props]:
        """Take `rule` or `bus/rule`."""
        bus, _, _ = id.rpartition("/")
        return id.removeprefix(f"{_DEFAULT_BUS}/"), {"eventBusName": bus or _DEFAULT_BUS}

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutRule."""
        self._put(aws, inputs, tags=inputs["tagsAll"])
        bus = inputs["eventBusName"]
        return str(inputs["name"] if bus == _DEFAULT_BUS else f"{bus}/{inputs['name']}")

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeRule."""
        del state
        rule: dict[str, Any] = aws.call("events", "describe_rule", **_named(id))
        return {
            **{name: rule.get(parameter) for name, parameter in _PLAIN.items()},
            "arn": rule["Arn"],
            "eventBusName": rule.get("EventBusName", _DEFAULT_BUS),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutRule again."""
        del id, state
        self._put(aws, inputs, tags=None)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteRule."""
        force = bool(state.get("forceDestroy")) or None
        aws.call("events", "delete_rule", **_named(id), Force=force)

    def _put(self, aws: Aws, inputs: Props, *, tags: Any) -> None:
        given = {parameter: inputs.get(name) for name, parameter in _PLAIN.items()}
        aws.call("events", "put_rule", **given, Tags=tag_list(tags))


def _named(number: str) -> dict[str, str]:
    bus, _, name = number.rpartition("/")
    return {"Name": name, "EventBusName": bus or _DEFAULT_BUS}
