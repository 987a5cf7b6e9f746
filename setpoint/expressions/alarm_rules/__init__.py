"""Rules of composite alarms: which states of which alarms they join, and how.

Source: AWS's CloudWatch user guide, "Create a composite alarm".
"""

from setpoint.expressions.alarm_rules.holding import compared, holds
from setpoint.expressions.alarm_rules.nodes import (
    AtLeast,
    Constant,
    Every,
    Expression,
    InState,
    Not,
    Some,
    walk,
)
from setpoint.expressions.alarm_rules.parsing import ELEMENTS, Rule, read_rule
from setpoint.expressions.alarm_rules.writing import named, rename, reverses

__all__ = [
    "ELEMENTS",
    "AtLeast",
    "Constant",
    "Every",
    "Expression",
    "InState",
    "Not",
    "Rule",
    "Some",
    "compared",
    "holds",
    "named",
    "read_rule",
    "rename",
    "reverses",
    "walk",
]
