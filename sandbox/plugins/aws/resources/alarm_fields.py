"""Inputs that metric and composite alarms share."""

from __future__ import annotations

from sandbox.plugins.aws.fields import Field, arn, at_most_items, length

ACTIONS = Field(kind="set", rule=at_most_items(5, arn))
DESCRIPTION = Field(rule=length(0, 1024))

ACTION_FIELDS = {
    "alarmActions": ACTIONS,
    "alarmDescription": DESCRIPTION,
    "insufficientDataActions": ACTIONS,
    "okActions": ACTIONS,
}
