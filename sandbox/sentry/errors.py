"""Sentry's error answers, as exceptions that the app turns into JSON.

`detail` errors say what is wrong with the request as a whole, field errors map a field to its
messages. What counts as an error is decided where requests are handled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE = {"message": "This API no longer exists."}


class ApiError(Exception):
    """An answer that ends the handling of a request.

    Attributes:
        status: HTTP status.
        body: JSON body of the answer.
        headers: Headers beyond the usual ones.
    """

    def __init__(
        self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def not_found() -> ApiError:
    """404, the answer for anything that isn't there or belongs to somebody else."""
    return ApiError(404, {"detail": "The requested resource does not exist"})


def invalid(**fields: str) -> ApiError:
    """400 with one message for each field given, by its name in the request."""
    return ApiError(400, {name: [message] for name, message in fields.items()})


def bad_request(detail: str) -> ApiError:
    """400 about the request as a whole."""
    return ApiError(400, {"detail": detail})


def conflict(detail: str) -> ApiError:
    """409, a slug or an address that is taken."""
    return ApiError(409, {"detail": detail})


def unauthorized(detail: str) -> ApiError:
    """401, no token or one that isn't valid."""
    return ApiError(401, {"detail": detail}, {"WWW-Authenticate": 'Bearer realm="api"'})


def forbidden() -> ApiError:
    """403, the token lacks every scope that would do."""
    return ApiError(403, {"detail": "You do not have permission to perform this action."})


def gone(replacement: str) -> ApiError:
    """410, the answer of the removed alert rule routes since 2026-08-28."""
    return ApiError(
        410,
        GONE,
        {
            "X-Sentry-Deprecation-Date": "2026-05-14T00:00:00+00:00",
            "X-Sentry-Replacement-Endpoint": replacement,
        },
    )
