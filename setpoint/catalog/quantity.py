"""CloudWatch's units: what they measure, and numbers in them as people write them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from setpoint.config.units import Quantity, write_quantity
from setpoint.metrics import FRACTION

if TYPE_CHECKING:
    from setpoint.config.units import Dimension

# Unit to what it measures and how many of it make a second, a byte, a byte a
# second, or a percent.
UNITS: Final[dict[str, tuple[Dimension, float]]] = {
    "Percent": ("percent", 1),
    FRACTION: ("percent", 0.01),
    "Seconds": ("duration", 1),
    "Milliseconds": ("duration", 1e3),
    "Microseconds": ("duration", 1e6),
    "Bytes": ("bytes", 1),
    "Kilobytes": ("bytes", 1e-3),
    "Megabytes": ("bytes", 1e-6),
    "Gigabytes": ("bytes", 1e-9),
    "Terabytes": ("bytes", 1e-12),
    "Bytes/Second": ("data rate", 1),
    "Kilobytes/Second": ("data rate", 1e-3),
    "Megabytes/Second": ("data rate", 1e-6),
    "Gigabytes/Second": ("data rate", 1e-9),
    "Terabytes/Second": ("data rate", 1e-12),
    "Count/Second": ("rate", 1),
    "Count": ("number", 1),
    "None": ("number", 1),
}


def number(value: float) -> str:
    """Return a number without needless digits: `80`, `0.05`, `12.5`."""
    return write_quantity(Quantity(float(value), "number", ""))


# Thresholds repeat, and the shortest of all ways to write one is dear to find.
@lru_cache(maxsize=4096)
def quantity(value: float, unit: str | None) -> str:
    """Return a value of a CloudWatch unit as people write it: `1%`, `1.5s`, `512MiB`."""
    dimension, scale = UNITS.get(unit or "None", ("number", 1.0))
    return write_quantity(Quantity(value / scale, dimension, ""))
