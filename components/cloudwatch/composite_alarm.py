"""Composite alarms: on the states of other alarms.

CloudWatch refuses to delete an alarm that a rule names. The rule here names alarms by
literal name, so the order is told to the engine: a composite depends on every alarm it
names. A child is then created before it and deleted after its rule has let go: the engine
deletes what left the config only after all updates, and destroys in reverse order. An alarm
that is deleted to be replaced (as all are under another organization's name, and a composite
where its actions are switched on or off) is let go by being deleted too: the engine replaces
what has a property that forces replacement and depends on one of a replaced resource, and a
composite's name is such a property. Where a composite names several such, the engine deletes it
on the way to one of them and may come to another before that: CloudWatch refuses, and `up` tries
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pulumi
from pulumi_aws import cloudwatch

from components.cloudwatch.metric_alarm import told
from components.identity import named

Alarm: TypeAlias = cloudwatch.MetricAlarm | cloudwatch.CompositeAlarm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.cloudwatch.metric_alarm import AlarmContext
    from setpoint.catalog.model import CompositeAlarm


def declare_composite_alarm(
    key: str,
    signal: CompositeAlarm,
    alarms: Sequence[Alarm],
    context: AlarmContext,
) -> cloudwatch.CompositeAlarm:
    """Declare the alarm; `alarms` are those that its rule or its suppressor names."""
    # What names an alarm that is replaced must go before it, and so depends on its name.
    names = [_name(alarm) for alarm in alarms]
    return cloudwatch.CompositeAlarm(
        key,
        alarm_name=pulumi.Output.all(*names).apply(lambda _: signal.alarm_name),
        alarm_description=signal.description,
        alarm_rule=signal.alarm_rule,
        actions_enabled=signal.actions_enabled,
        actions_suppressor=_suppressor(signal),
        region=context.region,
        tags=context.tags,
        opts=named(context.parent, alarms),
        alarm_actions=told(context.actions.alarm),
        ok_actions=told(context.actions.ok),
        insufficient_data_actions=told(context.actions.insufficient_data),
    )


def _name(alarm: Alarm) -> pulumi.Output[str]:
    name: pulumi.Output[str] = (
        alarm.alarm_name if isinstance(alarm, cloudwatch.CompositeAlarm) else alarm.name
    )
    return name


def _suppressor(
    signal: CompositeAlarm,
) -> cloudwatch.CompositeAlarmActionsSuppressorArgs | None:
    wait, extension = signal.suppressor_wait_period, signal.suppressor_extension_period
    if signal.suppressor is None or wait is None or extension is None:
        return None
    return cloudwatch.CompositeAlarmActionsSuppressorArgs(
        alarm=signal.suppressor,
        wait_period=wait,
        extension_period=extension,
    )
