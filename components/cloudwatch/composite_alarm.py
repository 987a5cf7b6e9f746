"""Composite alarms: on the states of other alarms.

CloudWatch refuses to delete an alarm that a rule names. The rule here names alarms by
literal name, so the order is told to the engine: a composite depends on every alarm it
names. A child is then created before it and deleted after its rule has let go: the engine
deletes what left the config only after all updates, and destroys in reverse order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.cloudwatch.metric_alarm import AlarmPlace
    from setpoint.catalog.model import CompositeAlarm


def declare_composite_alarm(
    key: str,
    signal: CompositeAlarm,
    named: Sequence[pulumi.Resource],
    place: AlarmPlace,
) -> aws.cloudwatch.CompositeAlarm:
    """Declare the alarm; `named` are those that its rule or its suppressor names."""
    return aws.cloudwatch.CompositeAlarm(
        key,
        alarm_name=signal.alarm_name,
        alarm_description=signal.description,
        alarm_rule=signal.alarm_rule,
        actions_enabled=None if signal.actions_enabled else False,
        actions_suppressor=_suppressor(signal),
        tags=place.tags,
        opts=pulumi.ResourceOptions.merge(
            place.options, pulumi.ResourceOptions(depends_on=list(named))
        ),
        **place.actions.inputs(),
    )


def _suppressor(
    signal: CompositeAlarm,
) -> aws.cloudwatch.CompositeAlarmActionsSuppressorArgs | None:
    if signal.suppressor is None:
        return None
    return aws.cloudwatch.CompositeAlarmActionsSuppressorArgs(
        alarm=signal.suppressor,
        wait_period=signal.suppressor_wait_period,
        extension_period=signal.suppressor_extension_period,
    )
