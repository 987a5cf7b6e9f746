"""Metric math: its grammar, its functions, and what an expression's outcome is.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics".
"""

from setpoint.expressions.metric_math.nodes import Node, references, walk
from setpoint.expressions.metric_math.parsing import parse
from setpoint.expressions.metric_math.renaming import rename
from setpoint.expressions.metric_math.writing import write

__all__ = ["Node", "parse", "references", "rename", "walk", "write"]
