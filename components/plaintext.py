"""From the catalog's texts to inputs: secrets are asked of Pulumi and stay secrets."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import pulumi

from setpoint.catalog.model import Secret

if TYPE_CHECKING:
    from setpoint.catalog.model import Text


def plaintext(text: Text) -> pulumi.Input[str]:
    """Return the text itself, or the decrypted value of a secret as a secret output."""
    if not isinstance(text, Secret):
        return text
    config = pulumi.Config("setpoint").require_secret_object("config")
    return config.apply(lambda values: _value_at(values, text.path))


def _value_at(values: Any, path: tuple[str | int, ...]) -> str:
    return str(reduce(lambda value, key: value[key], path, values))
