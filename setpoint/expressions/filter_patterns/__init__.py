"""Filter patterns of CloudWatch Logs: which lines a metric filter counts.

Source: AWS's CloudWatch Logs user guide, "Filter pattern syntax for metric filters".
"""

from setpoint.expressions.filter_patterns.nodes import (
    Delimited,
    How,
    Json,
    Pattern,
    Regex,
    Terms,
    operands,
)
from setpoint.expressions.filter_patterns.parsing import parse
from setpoint.expressions.filter_patterns.writing import write

__all__ = ["Delimited", "How", "Json", "Pattern", "Regex", "Terms", "operands", "parse", "write"]
