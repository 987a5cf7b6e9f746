"""`prometheus`: an alert rule over Prometheus's metrics."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from setpoint.config.model.section import Section
from setpoint.config.model.types import Line, LongText, Seconds, Threshold, WholeSeconds
from setpoint.config.model.types.pattern import shaped

_LABEL, _LABEL_SCHEMA = shaped(
    "[a-zA-Z_][a-zA-Z0-9_]*", "a label's name", "use letters, digits and _, no digit first"
)
RuleName: TypeAlias = Line
LabelName: TypeAlias = Annotated[str, _LABEL, _LABEL_SCHEMA]


class Prometheus(Section):
    """An alert rule: the condition, and for how long it must hold."""

    expr: LongText
    """The condition in PromQL; or, with a threshold, what is compared with it."""
    comparison: Literal[">", ">=", "<", "<=", "==", "!="] | None = None
    """How the expression compares with the threshold to breach it."""
    threshold: Threshold | None = None
    """A plain number, or one with a unit in Prometheus's base units: 5% is 0.05, 250ms 0.25."""
    for_: WholeSeconds = Field(0, alias="for")
    """How long the condition must hold without a break; 0m for at once."""
    keep_firing_for: Seconds | None = None
    """How long the alert goes on after the condition is over."""
    name: RuleName | None = None
    """The rule's name; made of the alert's id if absent: high-error-rate is HighErrorRate.

    Rules of one service may share a name where their labels differ."""
    labels: dict[LabelName, LongText] = Field(default_factory=dict)
    """Labels besides those that Setpoint sets."""
    annotations: dict[LabelName, LongText] = Field(default_factory=dict)
    """Annotations besides Setpoint's own; templates such as {{ $value }} are filled in."""
