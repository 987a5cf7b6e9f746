"""The API's refusals: HTTP status, PagerDuty's error code, message and list of reasons.

Codes and texts are the vendor's where known from its documentation or from public bug reports.
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer that is no success; `body` is its JSON form."""

    def __init__(self, status: int, message: str, code: int, errors: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"error": {"message": message, "code": code}}
        if errors is not None:
            self.body["error"]["errors"] = errors


def invalid(*reasons: str) -> ApiError:
    """Refuse a request whose content is wrong, with one reason for each fault."""
    return ApiError(400, "Invalid Input Provided", 2001, list(reasons))


def not_found() -> ApiError:
    """Refuse a request for, or with a reference to, something that isn't there."""
    return ApiError(404, "Not Found", 2100)


def unauthorized() -> ApiError:
    """Refuse a request without a valid token."""
    return ApiError(401, "Unauthorized", 2006)
