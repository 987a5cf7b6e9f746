"""Checks of a response: from the catalog's tree to the provider's typed classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, get_args

from components.sentry.resources import Assertion

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLASSES: Final[dict[str, Any]] = {kind.tag[1]: kind for kind in get_args(Assertion)}


def typed_assertion(check: Mapping[str, Any]) -> Assertion:
    """Return a check with those within it."""
    given = {_snake(name): _value(value) for name, value in check.items() if name != "op"}
    typed: Assertion = _CLASSES[check["op"]](**given)
    return typed


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return typed_assertion(value)
    return [typed_assertion(one) for one in value] if isinstance(value, list) else value


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)
