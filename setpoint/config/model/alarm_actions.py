"""What a CloudWatch alarm does besides telling people: actions of one's own, by ARN."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from setpoint.config.model.section import Section
from setpoint.config.model.types import Items
from setpoint.config.model.types.action_arn import ActionArn

# CloudWatch takes five; a page and a set of recipients are a topic each.
Actions: TypeAlias = Annotated[Items[ActionArn], Field(max_length=3)]


class AlarmActions(Section):
    """Actions at states other than ALARM."""

    ok_actions: Actions | None = None
    """ARNs of topics or functions that hear that it is over, instead of whoever heard of it."""
    insufficient_data_actions: Actions | None = None
    """ARNs of topics or functions that hear that there is no data."""
