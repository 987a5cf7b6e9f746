"""Sentry's refusals in sentences: what was refused, why, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from providers.plugin import PluginError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNAUTHORIZED: Final = 401
FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
CONFLICT: Final = 409
GONE: Final = 410
TOO_MANY: Final = 429

_LONGEST = 600

# One of these is enough; from the security of the operations in Sentry's public API description.
_SCOPES: Final = (
    ("detectors/", "GET", "alerts:read or org:read"),
    ("workflows/", "GET", "alerts:read or org:read"),
    ("detectors/", "", "alerts:write"),
    ("workflows/", "", "alerts:write"),
    ("integrations/", "GET", "org:read or org:integrations"),
    ("integrations/", "", "org:integrations"),
    ("sentry-app-installations/", "", "org:read or org:integrations"),
    ("members/", "", "member:read"),
    ("teams/", "", "team:read or org:read"),
    ("projects/", "", "project:read"),
)


class RefusedError(PluginError):
    """Sentry answered with an error that trying again won't change."""

    def __init__(self, message: str, status: int) -> None:
        """`status` is the HTTP status."""
        super().__init__(message)
        self.status = status


class UnansweredError(PluginError):
    """A request may or may not have been carried out: no usable answer came."""


def refusal(method: str, path: str, status: int, body: Any) -> RefusedError:
    """The error for an answer; `path` is the route below /api/0/."""
    said = _said(body)
    what = f"{method} {path}"
    if status == UNAUTHORIZED:
        text = (
            f"Sentry doesn't accept the token ({what}: 401{said}). Set sentry-alerting:token or "
            "SENTRY_AUTH_TOKEN to one that is valid."
        )
    elif status == FORBIDDEN:
        scope = missing_scope(method, path)
        text = (
            f"The token may not do {what} (403{said}). It needs the scope {scope}, and its owner "
            "must have access to the project."
        )
    elif status == GONE:
        text = (
            f"Sentry has removed {what} (410{said}). This provider needs a Sentry with monitors "
            "and alerts (detectors/ and workflows/); for an older self-hosted one use the "
            "resources of pulumiverse_sentry."
        )
    else:
        text = f"Sentry refused {what} with {status}{said}."
    return RefusedError(text, status)


def missing_scope(method: str, path: str) -> str:
    """The scope that a request needs."""
    for part, only, scope in _SCOPES:
        if part in path and only in ("", method):
            return scope
    return "org:read"


def _said(body: Any) -> str:
    text = "; ".join(_flat(body, "")) if isinstance(body, dict | list) else str(body or "").strip()
    return f": {text[:_LONGEST]}" if text else ""


def _flat(body: Any, path: str) -> Iterator[str]:
    """Sentry's errors are lists of sentences under the names of fields, nested at will."""
    if isinstance(body, dict):
        for key, value in body.items():
            inner = path if key in {"detail", "nonFieldErrors", "message"} else f"{path}.{key}"
            yield from _flat(value, inner.lstrip("."))
    elif isinstance(body, list):
        for item in body:
            yield from _flat(item, path)
    elif body not in (None, ""):
        text = body if isinstance(body, str) else json.dumps(body)
        yield f"{path}: {text}" if path else text
