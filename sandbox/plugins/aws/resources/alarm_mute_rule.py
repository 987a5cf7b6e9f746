"""aws:cloudwatch/alarmMuteRule:AlarmMuteRule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn, tag_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_SCHEDULE = {
    "duration": Field(required=True),
    "expression": Field(required=True),
    "timezone": Field(),
}
_DATES = {"expireDate": "ExpireDate", "startDate": "StartDate"}


class AlarmMuteRule(AwsResource):
    """A rule that mutes alarms at times."""

    token = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule"
    label = "CloudWatch Alarm Mute Rule"
    tagger: ClassVar[Tagger | None] = ByArn("cloudwatch")
    auto_name = "name"
    computed = ("arn", "lastUpdatedTimestamp", "muteType", "status")
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(rule=length(0, 1024)),
        "expireDate": Field(),
        "muteTargets": Field(
            kind="object", members={"alarmNames": Field(kind="set", required=True)}
        ),
        "name": Field(required=True, replaces=True, rule=length(1, 255)),
        "rule": Field(kind="object", members={"schedule": Field(kind="object", members=_SCHEDULE)}),
        "startDate": Field(),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutAlarmMuteRule."""
        self._put(aws, inputs, tags=inputs["tagsAll"])
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetAlarmMuteRule."""
        del state
        rule = aws.call("cloudwatch", "get_alarm_mute_rule", AlarmMuteRuleName=id)
        schedule = {key.lower(): value for key, value in rule["Rule"]["Schedule"].items()}
        targets = rule.get("MuteTargets", {}).get("AlarmNames")
        return {
            "arn": rule["AlarmMuteRuleArn"],
            "description": rule.get("Description"),
            "lastUpdatedTimestamp": _iso(rule["LastUpdatedTimestamp"]),
            "muteTargets": {"alarmNames": targets} if targets else None,
            "muteType": rule["MuteType"],
            "name": rule["Name"],
            "rule": {"schedule": schedule},
            "status": rule["Status"],
            **{name: _iso(rule.get(parameter)) for name, parameter in _DATES.items()},
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutAlarmMuteRule again."""
        del id, state
        self._put(aws, inputs, tags=None)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteAlarmMuteRule."""
        del state
        aws.call("cloudwatch", "delete_alarm_mute_rule", AlarmMuteRuleName=id)

    def _put(self, aws: Aws, inputs: Props, *, tags: Any) -> None:
        schedule = (inputs.get("rule") or {}).get("schedule") or {}
        targets = inputs.get("muteTargets")
        aws.call(
            "cloudwatch",
            "put_alarm_mute_rule",
            Name=inputs["name"],
            Description=inputs.get("description"),
            Rule={"Schedule": {key.capitalize(): value for key, value in schedule.items()}},
            MuteTargets={"AlarmNames": targets["alarmNames"]} if targets else None,
            Tags=tag_list(tags),
            **{parameter: inputs.get(name) for name, parameter in _DATES.items()},
        )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
