"""Reading lists of a vendor's JSON API, patiently: what can't be read now may be in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from setpoint.recovery.errors import LookupFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tenacity import RetryCallState

_SECONDS = 20.0
_ATTEMPTS = 8
_LONGEST_WAIT = 30.0
_TOO_MANY = 429
_SERVER = 500


class Web:
    """A vendor's API, for reading.

    Args:
        vendor: What errors call it.
        root: Address that paths are added to.
        headers: Sent with each request; they hold the token.
    """

    def __init__(self, vendor: str, root: str, headers: Mapping[str, str]) -> None:
        self._vendor = vendor
        self._root = root.rstrip("/")
        self._headers = dict(headers)

    def get(self, path: str, **query: Any) -> httpx.Response:
        """Return an answer with JSON in it; 404 is an answer, too.

        Raises:
            LookupFailedError: There is none, however often it was asked for.
        """
        retrying = Retrying(
            retry=retry_if_exception(_passes),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=_pause,
            reraise=True,
        )
        try:
            return retrying(self._once, path, query)
        except (httpx.HTTPError, ValueError) as error:
            raise LookupFailedError(f"{self._vendor} can't be asked: {_reason(error)}") from error

    def _once(self, path: str, query: Mapping[str, Any]) -> httpx.Response:
        url = f"{self._root}/{path.lstrip('/')}"
        answer = httpx.get(url, params=query, headers=self._headers, timeout=_SECONDS)
        if answer.status_code != httpx.codes.NOT_FOUND:
            answer.raise_for_status()
        answer.json()
        return answer


def _passes(error: BaseException) -> bool:
    """Whether asking again may help: no refusal does."""
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        return status == _TOO_MANY or status >= _SERVER
    return isinstance(error, httpx.TransportError | ValueError)


def _pause(state: RetryCallState) -> float:
    """Return the seconds to wait: as the vendor says, else longer each time."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, httpx.HTTPStatusError):
        headers = error.response.headers
        told = headers.get("retry-after") or headers.get("ratelimit-reset") or ""
        if told.isdecimal():
            return min(float(told), _LONGEST_WAIT)
    return float(wait_exponential(multiplier=0.25, max=_LONGEST_WAIT)(state))


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"GET {error.request.url.path} was answered {error.response.status_code}"
    return f"{type(error).__name__}: {error}".rstrip(": ")
