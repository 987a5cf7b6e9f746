"""The shared component of on-call schedules and escalation policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi

from components.pagerduty.escalation_policy import declare_escalation_policy
from components.pagerduty.override import declare_overrides
from components.pagerduty.schedule import declare_schedule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from components.pagerduty.people import People
    from setpoint.catalog.model import Escalation, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallArgs:
    """Who is on call when, and who is told after whom.

    Attributes:
        protected: Whether schedules, which know who was on call, can't be deleted.
    """

    schedules: Sequence[Schedule]
    escalations: Sequence[Escalation]
    people: People
    protected: bool


class OnCall(pulumi.ComponentResource):
    """Schedules and escalation policies.

    Attributes:
        policy_ids: By escalation's id.
    """

    TYPE: ClassVar[str] = "setpoint:pagerduty:OnCall"

    policy_ids: Mapping[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: OnCallArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        schedules = {
            schedule.id: declare_schedule(schedule, args.people, self, protected=args.protected)
            for schedule in args.schedules
        }
        for schedule in args.schedules:
            declare_overrides(schedule, schedules[schedule.id], args.people, self)
        self.policy_ids = {
            escalation.id: declare_escalation_policy(escalation, schedules, args.people, self).id
            for escalation in args.escalations
        }
        self.register_outputs({})
