"""Quantities as people write them: `80%`, `1.5s`, `5/min`, `512MB`, plain numbers.

What a quantity means for a certain metric is decided by the catalog, which knows the
metric's unit.
"""

from setpoint.config.units.change import change_from_then, share_of_then
from setpoint.config.units.duration import parse_duration, write_duration
from setpoint.config.units.quantity import Dimension, Quantity, UnitError, parse_quantity
from setpoint.config.units.writing import write_quantity

__all__ = [
    "Dimension",
    "Quantity",
    "UnitError",
    "change_from_then",
    "parse_duration",
    "parse_quantity",
    "share_of_then",
    "write_duration",
    "write_quantity",
]
