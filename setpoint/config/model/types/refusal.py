"""How a type says no: one sentence that names the value and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from setpoint.config.units.quantity import shown
from setpoint.config.value import Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN_ERROR = "setpoint"
_KINDS: dict[type, str] = {dict: "a mapping", list: "a list"}


def refuse(message: str, *, allowed: Sequence[str] = (), hide: bool = False) -> PydanticCustomError:
    """The error to raise from a validator.

    Args:
        message: The whole sentence.
        allowed: What may stand there.
        hide: The value holds something secret and is not to be shown.
    """
    context = {"message": message, "allowed": tuple(allowed), "hide": hide}
    return PydanticCustomError(OWN_ERROR, "{message}", context)


def text(value: Any, wanted: str) -> str:
    """The value if it is non-empty text on its own; else the sentence that says what is wanted."""
    if not isinstance(value, str):
        raise refuse(f"{describe(value)} stands where {wanted} belongs")
    if not value.strip():
        raise refuse(f"the text is empty; write {wanted}")
    return value


def describe(value: Any) -> str:
    """A value in a sentence: quoted text, bare numbers, and the kind of anything bigger."""
    if isinstance(value, str):
        return shown(value)
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, Secret):
        return "an encrypted value"
    kind: type = type(value)
    return _KINDS.get(kind) or shown(str(value)).strip("'")
