"""Alarm mute rules: kept, listed, and asked whether one mutes an alarm now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws import tags
from sandbox.aws.cloudwatch.mute_schedule import (
    MuteSchedule,
    ScheduleError,
    parse_schedule,
    utc,
)
from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION = "alarm_mute_rules"
_PAGE = 100
_KEPT = ("Name", "Description", "Rule", "MuteTargets", "StartDate", "ExpireDate")


def put_alarm_mute_rule(call: Call) -> None:
    """Create or replace a mute rule; an update ignores tags."""
    params = call.params
    schedule = params["Rule"]["Schedule"]
    try:
        parse_schedule(schedule["Expression"], schedule["Duration"], _zone(schedule))
    except ScheduleError as error:
        raise invalid(str(error)) from error
    if params.get("StartDate", 0) >= params.get("ExpireDate", float("inf")):
        raise invalid("StartDate must be before ExpireDate")
    rules = call.section(_SECTION)
    present = rules.get(params["Name"], {})
    added = tags.merged({}, params.get("Tags"), invalid="ValidationException")
    rules[params["Name"]] = {
        "config": {name: params[name] for name in _KEPT if name in params},
        "tags": present.get("tags", added),
        "updated": call.now,
    }


def get_alarm_mute_rule(call: Call) -> dict[str, Any]:
    """Return one mute rule with its status."""
    name = call.params["AlarmMuteRuleName"]
    record = call.section(_SECTION).get(name)
    if record is None:
        raise AwsError(
            "ResourceNotFoundException",
            f"The alarm mute rule {name} does not exist",
            ResourceType="AlarmMuteRule",
            ResourceId=name,
        )
    return {**record["config"], **_status_fields(call, record)}


def list_alarm_mute_rules(call: Call) -> dict[str, Any]:
    """List mute rules by the alarm they target and by status."""
    params = call.params
    found = [
        (name, _status_fields(call, record))
        for name, record in call.section(_SECTION).items()
        if params.get("AlarmName") in (None, *_targets(record))
        and _status(call, record) in (params.get("Statuses") or [_status(call, record)])
    ]
    taken, token = page(
        found,
        size=params.get("MaxRecords", _PAGE),
        token=params.get("NextToken"),
        invalid="InvalidNextToken",
    )
    return {"AlarmMuteRuleSummaries": taken} | ({"NextToken": token} if token else {})


def delete_alarm_mute_rule(call: Call) -> None:
    """Delete a mute rule; one that isn't there is no error."""
    call.section(_SECTION).pop(call.params["AlarmMuteRuleName"], None)


def is_muted(call: Call, alarm: str) -> bool:
    """Whether a mute rule keeps an alarm from acting now."""
    return any(
        alarm in _targets(record) and _status(call, record) == "ACTIVE"
        for record in call.section(_SECTION).values()
    )


def _targets(record: dict[str, Any]) -> list[str]:
    names: list[str] = record["config"].get("MuteTargets", {}).get("AlarmNames", [])
    return names


def _status_fields(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    config = record["config"]
    one_time = config["Rule"]["Schedule"]["Expression"].startswith("at(")
    return {
        "AlarmMuteRuleArn": call.arn("cloudwatch", f"alarm-mute-rule:{config['Name']}"),
        "ExpireDate": config.get("ExpireDate"),
        "Status": _status(call, record),
        "MuteType": "ONE_TIME" if one_time else "RECURRING",
        "LastUpdatedTimestamp": record["updated"],
    }


def _status(call: Call, record: dict[str, Any]) -> str:
    config = record["config"]
    schedule = config["Rule"]["Schedule"]
    parsed = parse_schedule(schedule["Expression"], schedule["Duration"], _zone(schedule))
    if call.now >= config.get("ExpireDate", float("inf")) or _is_over(parsed, call.now):
        return "EXPIRED"
    begun = call.now >= config.get("StartDate", 0)
    return "ACTIVE" if begun and parsed.covers(utc(call.now)) else "SCHEDULED"


def _is_over(schedule: MuteSchedule, now: float) -> bool:
    return schedule.moment is not None and utc(now) >= schedule.moment + schedule.duration


def _zone(schedule: dict[str, Any]) -> str:
    zone: str = schedule.get("Timezone", "UTC")
    return zone
