"""JSON over HTTP as both forges speak it: pages, patience, and errors as sentences."""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpx

from setpoint.forge.errors import ForgeError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TRIES: Final = 4
_LONGEST_WAIT: Final = 30.0
_SECONDS: Final = 20
_SECONDS_TOLD: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSALS: Final = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED})


class Client:
    """A forge's API.

    Args:
        api: Its address: https, or on loopback.
        headers: Sent with every request; one of them carries the token.

    Raises:
        ForgeError: The address would carry the token in the clear.
    """

    def __init__(self, api: str, headers: Mapping[str, str]) -> None:
        _require_safe(api)
        self._api = api.rstrip("/")
        self._http = httpx.Client(headers=dict(headers), timeout=_SECONDS)

    def pages(self, path: str) -> Iterator[Any]:
        """Yield the items of a list, over all of its pages."""
        url: str | None = f"{self._api}{path}"
        while url:
            answer = self._send("GET", url, None)
            yield from answer.json()
            url = answer.links.get("next", {}).get("url")
            if url and not url.startswith(f"{self._api}/"):
                raise ForgeError(f"The next page is not at {self._api}; it was not asked for")

    def get(self, path: str) -> Any:
        """Return an object; None where the token may not see it."""
        try:
            return self._send("GET", f"{self._api}{path}", None).json()
        except NotAllowedError:
            return None

    def download(self, path: str, limit: int) -> bytes:
        """Return a file, also from where the forge sends one for it; no token goes there.

        Raises:
            ForgeError: It is larger than so many bytes, or can't be had.
        """
        url = f"{self._api}{path}"
        try:
            with self._http.stream("GET", url) as answer:
                if not answer.is_redirect:
                    return _bounded(answer, limit)
                elsewhere = str(answer.next_request.url) if answer.next_request else ""
            _require_safe(elsewhere)
            with httpx.stream("GET", elsewhere, timeout=_SECONDS) as answer:
                return _bounded(answer, limit)
        except httpx.HTTPError as error:
            raise ForgeError(f"GET {url} failed: {error}") from error

    def send(self, method: str, path: str, body: Mapping[str, str] | None = None) -> None:
        """Write.

        Raises:
            NotAllowedError: The token may not.
            ForgeError: Anything else that went wrong.
        """
        self._send(method, f"{self._api}{path}", body)

    def _send(self, method: str, url: str, body: Mapping[str, str] | None) -> httpx.Response:
        for left in reversed(range(_TRIES)):
            try:
                answer = self._http.request(method, url, json=body)
            except httpx.TransportError as error:
                # A write may have been done although its answer was lost: not sent twice.
                if left and (method == "GET" or isinstance(error, httpx.ConnectError)):
                    time.sleep(0.5)
                    continue
                raise ForgeError(f"{method} {url} failed: {error}") from error
            if answer.is_success:
                return answer
            if not left or not _may_pass(answer, method):
                raise _refusal(answer, method, url)
            time.sleep(min(_wait(answer), _LONGEST_WAIT))
        raise AssertionError  # the last try returns or raises


def _require_safe(url: str) -> None:
    address = urlsplit(url)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ForgeError(f"The forge's API must be https, not {url}")


def _bounded(answer: httpx.Response, limit: int) -> bytes:
    """Return what is answered, as far as it is no more than so many bytes."""
    if not answer.is_success:
        raise ForgeError(f"GET {answer.request.url.path} answered {answer.status_code}")
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > limit:
            raise ForgeError(f"GET {answer.request.url.path} answered more than {limit} bytes")
    return bytes(content)


def _may_pass(answer: httpx.Response, method: str) -> bool:
    """Tell whether the same request may go through later."""
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or "retry-after" in answer.headers:
        return True
    return answer.is_server_error and method == "GET"


def _wait(answer: httpx.Response) -> float:
    """Return the seconds that a forge asks for; a date, or what is no time, is the longest."""
    told = answer.headers.get("retry-after", "0.5")
    return float(told) if _SECONDS_TOLD.fullmatch(told) else _LONGEST_WAIT


def _refusal(answer: httpx.Response, method: str, url: str) -> ForgeError:
    try:
        said = answer.json()
        message = said.get("message", "") if isinstance(said, dict) else ""
    except ValueError:
        message = ""
    kind = NotAllowedError if answer.status_code in _REFUSALS else ForgeError
    return kind(f"{method} {url} answered {answer.status_code} {message}".rstrip())
