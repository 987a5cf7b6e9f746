"""Quantities to text, in the shortest form that reads back as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units.quantity import BYTES, DURATIONS, PER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from setpoint.config.units.quantity import Quantity


def write_quantity(quantity: Quantity) -> str:
    """The shortest text that `parse_quantity` reads as the same value, dimension and `per`."""
    if quantity.dimension == "number":
        return _number(quantity.value)
    if quantity.dimension == "percent":
        return f"{_number(quantity.value)}%"
    if quantity.dimension == "duration":
        return _scaled(quantity.value, DURATIONS)
    if quantity.dimension == "bytes":
        return _scaled(quantity.value, BYTES)
    per = next(name for name, seconds in PER.items() if seconds == quantity.per)
    amount = _number if quantity.dimension == "rate" else _bytes
    return f"{amount(quantity.value)}/{per}"


def _bytes(value: float) -> str:
    """Bytes with the best prefix."""
    return _scaled(value, BYTES)


def _scaled(value: float, units: Mapping[str, Decimal]) -> str:
    """The shortest of all ways to write a value that read back exactly."""
    texts = [
        f"{_number(scaled)}{unit}"
        for unit, factor in units.items()
        if float(_decimal(scaled := value / float(factor)) * factor) == value
    ]
    return min(texts, key=len)


def _decimal(value: float) -> Decimal:
    """The number as its text says it."""
    from decimal import Decimal  # noqa: PLC0415 - only writing needs it

    return Decimal(_number(value))


def _number(value: float) -> str:
    """Without `.0`, exact otherwise."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
