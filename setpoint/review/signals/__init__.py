"""What a signal's change is, value by value, each with its effect."""

from setpoint.review.signals.comparison import differences, same_condition
from setpoint.review.signals.reading import Difference, Reading

__all__ = ["Difference", "Reading", "differences", "same_condition"]
