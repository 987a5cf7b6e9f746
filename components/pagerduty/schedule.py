"""On-call schedules."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pulumi
import pulumi_pagerduty as pagerduty

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.pagerduty.people import People
    from setpoint.catalog.model import Layer, Restriction, Schedule


def declare_schedule(
    schedule: Schedule, people: People, parent: pulumi.Resource, *, protected: bool
) -> pagerduty.Schedule:
    """Declare the schedule; its layers go from the lowest to the one that wins.

    That is the order in which PagerDuty takes them. It answers them newest first, which the
    plugin turns round.
    """
    return pagerduty.Schedule(
        schedule.id,
        name=schedule.name,
        description=schedule.description,
        time_zone=schedule.time_zone,
        teams=[people.team_ids[team] for team in schedule.teams] or None,
        layers=[_layer(layer, people.user_ids) for layer in schedule.layers],
        opts=pulumi.ResourceOptions.merge(named(parent), pulumi.ResourceOptions(protect=protected)),
    )


def _layer(layer: Layer, user_ids: Mapping[str, pulumi.Output[str]]) -> pagerduty.ScheduleLayerArgs:
    return pagerduty.ScheduleLayerArgs(
        name=layer.name,
        start=_utc(layer.start),
        end=_utc(layer.end) if layer.end else None,
        rotation_virtual_start=_utc(layer.rotation_virtual_start),
        rotation_turn_length_seconds=layer.rotation_turn_length_seconds,
        users=[user_ids[person] for person in layer.people],
        restrictions=[_restriction(one) for one in layer.restrictions] or None,
    )


def _restriction(restriction: Restriction) -> pagerduty.ScheduleLayerRestrictionArgs:
    return pagerduty.ScheduleLayerRestrictionArgs(
        type=restriction.type,
        start_time_of_day=restriction.start_time_of_day.strftime("%H:%M:%S"),
        start_day_of_week=restriction.start_day_of_week,
        duration_seconds=restriction.duration_seconds,
    )


def _utc(moment: datetime) -> str:
    """Return RFC 3339 in UTC; the plugin sees no difference between equal instants."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
