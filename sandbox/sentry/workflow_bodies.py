"""What may be sent to create or change an alert (a workflow)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, JsonValue

from providers.sentry_alerting import limits
from sandbox.sentry.action_bodies import Action
from sandbox.sentry.condition_bodies import FilterCondition, Trigger
from sandbox.sentry.detector_bodies import LogicType
from sandbox.sentry.strict import Body, one_of


class WorkflowConfig(Body):
    """How often an alert may act on the same issue, in minutes."""

    frequency: Annotated[int, one_of(limits.FREQUENCIES)] = 30


class Triggers(Body):
    """What makes the alert look at an issue."""

    id: str | int | None = None
    organization_id: str | None = None
    logic_type: LogicType
    conditions: list[Trigger] = Field(default_factory=list)
    actions: Annotated[list[JsonValue], Field(max_length=0)] = Field(default_factory=list)


class ActionFilter(Body):
    """What an issue must be, and what is done then."""

    id: str | int | None = None
    organization_id: str | None = None
    logic_type: LogicType
    conditions: list[FilterCondition] = Field(default_factory=list)
    actions: list[Action] = Field(default_factory=list)


class Workflow(Body):
    """An alert."""

    id: str | None = None
    name: Annotated[str, Field(min_length=1, max_length=256)]
    enabled: bool = True
    environment: str | None = None
    owner: str | None = None
    config: WorkflowConfig = WorkflowConfig()
    detector_ids: list[str | int] = Field(default_factory=list)
    triggers: Triggers = Triggers(logic_type="any-short")
    action_filters: list[ActionFilter] = Field(default_factory=list)
