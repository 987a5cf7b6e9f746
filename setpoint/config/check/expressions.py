"""Faults within a text of another language, as mistakes of the config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from setpoint.config.path import Path
    from setpoint.expressions.faults import Fault


def mistake(fault: Fault, text: str, path: Path) -> Mistake:
    """A fault of the text at a path, with the name that was probably meant."""
    close = nearest(fault.value, fault.known) if fault.value and fault.known else None
    message, _, listed = fault.message.partition("; there are ")
    if listed and close is None:
        message = fault.message
    return Mistake(path, message, fault.value, nearest=close, inside=(text, fault.at))
