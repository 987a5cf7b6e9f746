"""Hides what could be a credential before a request is shown in the sandbox's request log.

Decides by the name of a field or the place in a path; it knows no vendor's API.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

MASK = "***"

_SECRET_FIELD = re.compile(
    r"(?i)(token|secret|password|passphrase|authorization|signature|credential"
    r"|routing_?key|integration_?key|service_?key|api_?key|access_?key)"
)
# Looked for where a field begins and nowhere else, or a long text without any takes minutes.
_FORM_FIELD = re.compile(r"(?<![^&])([^&=]+)=([^&]*)")
_SECRET_SEGMENT = re.compile(r"(?i)((?:/|%2F)(?:integration|x-ere)(?:/|%2F))[^/%&\s\"]+")


def mask_json(value: Any) -> Any:
    """Return a copy of a JSON value in which every secret-looking field is `***`."""
    if isinstance(value, dict):
        return {
            key: MASK if _is_secret(str(key), item) else mask_json(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [mask_json(item) for item in value]
    return mask_path(value) if isinstance(value, str) else value


def mask_path(path: str) -> str:
    """Hide the integration key that an event intake's path or URL carries."""
    return _SECRET_SEGMENT.sub(rf"\1{MASK}", path)


def mask_form(text: str) -> str:
    """Hide secret-looking fields of a query string or a form."""
    return mask_path(_FORM_FIELD.sub(_masked_pair, text))


def mask_body(body: bytes) -> Any:
    """Render a request's body for the log: JSON value, text or `{"base64": ...}`, masked."""
    if not body:
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
    try:
        return mask_json(json.loads(text))
    except (ValueError, RecursionError):
        return mask_form(text)


def _is_secret(key: str, value: Any) -> bool:
    return isinstance(value, str) and bool(value) and _SECRET_FIELD.search(key) is not None


def _masked_pair(match: re.Match[str]) -> str:
    key, value = match.groups()
    return f"{key}={MASK}" if _is_secret(key, value) else match.group()
