"""What of Sentry's answers is secret: taken out before anything is written or shown."""

from __future__ import annotations

import re
from typing import Any

MASK = "[secret]"
_TELLING = re.compile(
    r"authorization|cookie|token|secret|passw|signature|api[-_]?key", re.IGNORECASE
)
_CREDENTIALS = re.compile(r"(?<=://)[^/?#@\s]+@")
_PAIR = 2


def masked(value: Any) -> Any:
    """The answer with a mask at the place of each secret.

    Secret are the values of headers and form fields whose names say so, and what stands before
    the host of an address.
    """
    if isinstance(value, dict):
        telling = bool(_TELLING.search(str(value.get("name", ""))))
        return {key: _member(key, item, telling=telling) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    if isinstance(value, str):
        return _CREDENTIALS.sub(f"{MASK}@", value)
    return value


def has_mask(value: Any) -> bool:
    """Whether a mask stands anywhere in it."""
    if isinstance(value, dict):
        return any(has_mask(item) for item in value.values())
    if isinstance(value, list):
        return any(has_mask(item) for item in value)
    return isinstance(value, str) and MASK in value


def _member(key: str, value: Any, *, telling: bool) -> Any:
    if telling and key == "value" and value:
        return MASK
    return _headers(value) if key == "headers" else masked(value)


def _headers(value: Any) -> Any:
    """Headers as Sentry has them: a list of name and value."""
    return [_header(pair) for pair in value] if isinstance(value, list) else masked(value)


def _header(pair: Any) -> Any:
    if not isinstance(pair, list) or len(pair) != _PAIR:
        return masked(pair)
    return [pair[0], MASK if _TELLING.search(str(pair[0])) else masked(pair[1])]
