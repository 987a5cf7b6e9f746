"""Requests to PagerDuty's REST API, repeated while it is busy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx

from providers.plugin import UNKNOWN, PluginError, is_safe_address

if TYPE_CHECKING:
    import threading

_ACCEPT: Final = "application/vnd.pagerduty+json;version=2"
_API: Final = {
    "us": "https://api.pagerduty.com",
    "eu": "https://api.eu.pagerduty.com",
}
_ATTEMPTS: Final = 5
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_LONGEST_PAUSE: Final = 30.0
NOT_FOUND: Final = 404


class RefusedError(PluginError):
    """PagerDuty's refusal of a request, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(slots=True)
class Client:
    """One account.

    Attributes:
        cancelled: Set when the engine wants to stop; waiting ends then.
    """

    cancelled: threading.Event
    token: str = ""
    base_url: str = _API["us"]

    def configure(self, config: dict[str, Any]) -> None:
        """Take the settings.

        Raises:
            PluginError: One is wrong.
        """
        self.token = str(config.get("token") or "")
        region = str(config.get("region") or "us")
        if region not in _API:
            raise PluginError(f"pagerduty-overrides:region is {region}; it is us or eu")
        given = config.get("apiUrl")
        address = _API[region] if given in {None, "", UNKNOWN} else str(given)
        if not is_safe_address(address):
            raise PluginError(
                f"pagerduty-overrides:apiUrl, {address}, is no https address, nor http on loopback:"
                " the token is sent there"
            )
        self.base_url = address.rstrip("/")

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Send a request and return the answer's JSON, None where there is none.

        Raises:
            RefusedError: PagerDuty's answer is no success.
            PluginError: There is no token, or no answer.
        """
        if not self.token:
            raise PluginError("No token is known: set pagerduty-overrides:token (as a secret)")
        for attempt in range(_ATTEMPTS):
            answer = self._send(method, path, options)
            if attempt == _ATTEMPTS - 1 or not _again(method, answer):
                break
            self.cancelled.wait(min(_pause(answer, attempt), _LONGEST_PAUSE))
        if not answer.is_success:
            status = answer.status_code
            raise RefusedError(status, f"PagerDuty: {status} {_text(answer)}")
        return answer.json() if answer.content else None

    def _send(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        headers = {"Accept": _ACCEPT, "Authorization": f"Token token={self.token}"}
        try:
            return httpx.request(
                method, f"{self.base_url}{path}", headers=headers, timeout=30, **options
            )
        except httpx.HTTPError as error:
            raise PluginError(f"PagerDuty does not answer: {type(error).__name__}") from error


def _again(method: str, answer: httpx.Response) -> bool:
    """Whether a request may be sent once more; of one that makes something, if nothing was made."""
    if method == "POST":
        return answer.status_code == httpx.codes.TOO_MANY_REQUESTS
    return answer.status_code in _BUSY


def _pause(answer: httpx.Response, attempt: int) -> float:
    given = answer.headers.get("ratelimit-reset") or answer.headers.get("retry-after") or ""
    return float(given) if given.isdecimal() else 2.0**attempt


def _text(answer: httpx.Response) -> str:
    try:
        error = answer.json().get("error") or {}
    except ValueError:
        return ""
    return " ".join(filter(None, [error.get("message"), *(error.get("errors") or [])]))
