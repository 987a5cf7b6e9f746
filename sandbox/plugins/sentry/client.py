"""The HTTP client of the published plugin: what it repeats, and how it reports a failure.

Five tries at most, for 429 and for 5xx: after what `X-Sentry-Rate-Limit-Reset` or `Retry-After`
says, else after 1, 2, 4, 8 seconds. The text of an error is the published one, Go's way of
printing a JSON object included. A connection that breaks ends the published plugin (it
dereferences the missing answer): here every request fails from then on.
"""

from __future__ import annotations

import json
import os
import re
import time
from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError
from sandbox.plugins.exchange import WAIT_FACTOR_VARIABLE, HttpTransport

if TYPE_CHECKING:
    import threading

    from sandbox.plugins.exchange import Answer

TRIES = 5

_AGENT = (
    "Terraform/ (+https://www.terraform.io) Terraform-Plugin-SDK/2.33.0 "
    "terraform-provider-sentry/0.0.9"
)
_NEXT = re.compile(r'rel="next";\s*results="true";\s*cursor="([^"]+)"')
_TOO_MANY = 429
_SERVER_ERROR = 500


class PublishedError(PluginError):
    """A failure, worded and laid out as the published plugin does."""

    def __init__(self, text: str) -> None:
        super().__init__(f"1 error occurred:\n\t* {text}\n\n")


class ApiError(PublishedError):
    """An answer that is an error."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


class CrashError(PluginError):
    """The published plugin exits here."""


class Client:
    """Talks to the API of one Sentry.

    Args:
        base_url: URL of the API, up to and with `/api/`.
        token: The bearer token.
        cancelled: Set when the engine asks to stop; ends a wait.
    """

    def __init__(self, base_url: str, token: str, cancelled: threading.Event) -> None:
        self._base_url = base_url
        self._token = token
        self._transport = HttpTransport(base_url)
        self._cancelled = cancelled
        self._factor = float(os.environ.get(WAIT_FACTOR_VARIABLE, "1"))
        self._crash = ""

    def get(self, path: str, query: str = "") -> Any:
        """GET a path below `/api/`; the answer's JSON."""
        return self.call("GET", f"{path}?{query}" if query else path)

    def get_all(self, path: str) -> list[Any]:
        """GET a list with all its pages."""
        rows: list[Any] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = self._send("GET", f"{path}?cursor={cursor}" if cursor else path, None)
            rows += _decoded(answer) or []
            cursor = _next_cursor(answer.headers.get("link", ""))
        return rows

    def find(self, path: str) -> Any:
        """GET a path; `None` on 404, an empty object where the answer is empty."""
        try:
            return self.get(path) or {}
        except ApiError as error:
            if error.status == 404:  # noqa: PLR2004 - not found
                return None
            raise

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request, again where the published client does; the answer's JSON.

        Raises:
            ApiError: The answer is an error, after all tries.
            CrashError: The connection broke.
        """
        return _decoded(self._send(method, path, body))

    def wait(self, seconds: float) -> None:
        """Wait, scaled.

        Raises:
            PluginError: The engine asked to stop.
        """
        if self._cancelled.wait(seconds * self._factor):
            raise PluginError("The operation was cancelled.")

    def _send(self, method: str, path: str, body: Any) -> Answer:
        for number in range(TRIES):
            answer = self._exchange(method, path, body)
            if answer.status < 400:  # noqa: PLR2004 - no error
                return answer
            pause = _pause(answer, number)
            if pause is None or number == TRIES - 1:
                break
            self.wait(pause)
        raise ApiError(_text(method, f"{self._base_url}{path}", answer), answer.status)

    def _exchange(self, method: str, path: str, body: Any) -> Answer:
        if self._crash:
            raise CrashError(self._crash)
        headers = {"Authorization": f"Bearer {self._token}", "User-Agent": _AGENT}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, separators=(",", ":")).encode()
        url = f"{self._base_url}{path}"
        try:
            return self._transport(method, f"/{path}", headers, content)
        except OSError as error:
            self._crash = (
                f"{method} {url}: the connection broke ({error}). The published sentry plugin "
                "crashes on this, so the run ends here; run it again."
            )
            raise CrashError(self._crash) from None


def _pause(answer: Answer, number: int) -> float | None:
    """Seconds until the next try; `None` for an answer that isn't repeated."""
    if answer.status == _TOO_MANY:
        if _is_exhausted(answer):
            return _until_reset(answer)
        if retry_after := answer.headers.get("retry-after"):
            return float(retry_after)
    elif answer.status < _SERVER_ERROR:
        return None
    return float(2**number)


def _is_exhausted(answer: Answer) -> bool:
    headers = answer.headers
    return "0" in (headers.get(f"{_LIMIT}remaining"), headers.get(f"{_LIMIT}concurrentremaining"))


def _until_reset(answer: Answer) -> float:
    """Seconds until the limit is lifted; none where the answer doesn't say when."""
    return max(0.0, float(answer.headers.get(f"{_LIMIT}reset", 0)) - time.time())


_LIMIT = "x-sentry-rate-limit-"


def _next_cursor(link: str) -> str | None:
    """Return the cursor of the next page, by a `Link` header; `None` on the last one."""
    found = _NEXT.search(link)
    return found[1] if found else None


def _decoded(answer: Answer) -> Any:
    if not answer.body:
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        first = answer.body.decode(errors="replace")[:1]
        text = f"invalid character '{first}' looking for beginning of value"
        raise PublishedError(text) from None


def _text(method: str, url: str, answer: Answer) -> str:
    reset = ""
    if answer.status == _TOO_MANY and f"{_LIMIT}reset" in answer.headers:
        reset = f" [rate reset in {_until_reset(answer):.9f}s]"
    return f"{method} {url.partition('?')[0]}: {answer.status} {_reason(answer.body)}{reset}"


def _reason(body: bytes) -> str:
    text = body.decode(errors="replace")
    try:
        content = json.loads(text)
    except ValueError:
        return text
    if isinstance(content, dict) and set(content) == {"detail"}:
        return go_text(content["detail"])
    return go_text(content)


def go_text(value: Any) -> str:
    """Print a JSON value as Go prints it: `map[slug:[Enter a valid slug.]]`."""
    match value:
        case dict():
            pairs = (f"{key}:{go_text(value[key])}" for key in sorted(value))
            return f"map[{' '.join(pairs)}]"
        case list():
            return f"[{' '.join(go_text(item) for item in value)}]"
        case None:
            return "<nil>"
        case bool():
            return "true" if value else "false"
    return str(value)
