"""Numbers in CloudWatch's units as people write them."""

from __future__ import annotations

from functools import lru_cache

from setpoint.config.thresholds import tidy
from setpoint.config.units import Quantity, write_quantity
from setpoint.metrics import MEASURES


def number(value: float) -> str:
    """Return a number without needless digits: `80`, `0.05`, `12.5`."""
    return write_quantity(Quantity(float(value), "number", ""))


# Thresholds repeat, and the shortest of all ways to write one is dear to find.
@lru_cache(maxsize=4096)
def quantity(value: float, unit: str | None) -> str:
    """Return a value of a CloudWatch unit as people write it: `1%`, `1.5s`, `512MiB`.

    What binary fractions add after the twelfth digit is left out, as where thresholds are read.
    """
    dimension, scale = MEASURES.get(unit or "None", ("number", 1.0))
    value = value if scale == 1 else tidy(value / scale)
    return write_quantity(Quantity(value, dimension, ""))
