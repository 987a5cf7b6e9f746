"""aws:cloudwatch/compositeAlarm:CompositeAlarm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.resources.alarm_fields import ACTION_FIELDS
from sandbox.plugins.aws.tagging import ByArn, tag_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_PLAIN = {
    "actionsEnabled": "ActionsEnabled",
    "alarmActions": "AlarmActions",
    "alarmDescription": "AlarmDescription",
    "alarmName": "AlarmName",
    "alarmRule": "AlarmRule",
    "insufficientDataActions": "InsufficientDataActions",
    "okActions": "OKActions",
}
_SUPPRESSOR = {
    "alarm": "ActionsSuppressor",
    "extensionPeriod": "ActionsSuppressorExtensionPeriod",
    "waitPeriod": "ActionsSuppressorWaitPeriod",
}


class CompositeAlarm(AwsResource):
    """An alarm on the states of others."""

    token = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
    label = "CloudWatch Composite Alarm"
    tagger: ClassVar[Tagger | None] = ByArn("cloudwatch")
    fields: ClassVar[Mapping[str, Field]] = {
        **ACTION_FIELDS,
        "actionsEnabled": Field(kind="boolean", default=True, replaces=True),
        "actionsSuppressor": Field(
            kind="object",
            members={
                "alarm": Field(required=True),
                "extensionPeriod": Field(kind="integer", required=True),
                "waitPeriod": Field(kind="integer", required=True),
            },
        ),
        "alarmName": Field(required=True, replaces=True, rule=length(0, 255)),
        "alarmRule": Field(required=True, rule=length(1, 10_240)),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutCompositeAlarm."""
        self._put(aws, inputs, tags=inputs["tagsAll"])
        return str(inputs["alarmName"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeAlarms by name."""
        del state
        query = {"AlarmNames": [id], "AlarmTypes": ["CompositeAlarm"]}
        alarms = aws.call("cloudwatch", "describe_alarms", **query)["CompositeAlarms"]
        if not alarms:
            return None
        alarm = alarms[0]
        suppressor = {name: alarm.get(parameter) for name, parameter in _SUPPRESSOR.items()}
        return {
            **{name: alarm.get(parameter) for name, parameter in _PLAIN.items()},
            "arn": alarm["AlarmArn"],
            "actionsSuppressor": suppressor if suppressor["alarm"] else None,
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutCompositeAlarm again."""
        del id, state
        self._put(aws, inputs, tags=None)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteAlarms."""
        del state
        aws.call("cloudwatch", "delete_alarms", AlarmNames=[id])

    def _put(self, aws: Aws, inputs: Props, *, tags: Any) -> None:
        given = {parameter: inputs.get(name) for name, parameter in _PLAIN.items()}
        suppressor = inputs.get("actionsSuppressor") or {}
        waits = {parameter: suppressor.get(name) for name, parameter in _SUPPRESSOR.items()}
        aws.call("cloudwatch", "put_composite_alarm", **given, **waits, Tags=tag_list(tags))
