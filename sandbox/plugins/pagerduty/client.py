"""The two HTTP clients of the published plugin, which fail and try again in different ways.

Half of its resource types are written on Terraform's plugin framework, the other half on the older
SDK, each with an HTTP client of its own. What either repeats, with which body, and what the user
reads in the end, was recorded from the published plugin.
"""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from providers.plugin import PluginError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.plugins.exchange import Answer, Transport

    T = TypeVar("T")

Json = dict[str, Any]

TWO_MINUTES = 120.0
FIVE_MINUTES = 300.0

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 10.0
_ACCEPT = "application/vnd.pagerduty+json;version=2"
_BAD = 400
_BROKEN = 500


class ApiFailure(PluginError):  # noqa: N818 - it is what the plugin reports, not an error in it
    """A request failed. `status` is None where no usable answer came."""

    def __init__(
        self, text: str, status: int | None = None, errors: Iterable[str] = (), code: int = 0
    ) -> None:
        super().__init__(text)
        self.status = status
        self.errors = tuple(errors)
        self.code = code

    @property
    def is_missing(self) -> bool:
        """Whether the API says that there is no such thing."""
        return self.status == HTTPStatus.NOT_FOUND

    @property
    def is_refused(self) -> bool:
        """Whether the API refuses the content."""
        return self.status == HTTPStatus.BAD_REQUEST

    def under(self, heading: str) -> ApiFailure:
        """Return the same failure with a heading before its text."""
        return ApiFailure(f"{heading}: {self}", self.status, self.errors, self.code)


class CrashError(PluginError):
    """The published plugin would have dereferenced nil here, which ends the whole run."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The answer lacks {what}: the published plugin crashes on that "
            "(invalid memory address or nil pointer dereference)."
        )


class Pauses:
    """Waits between tries: scaled, counted, and cut short when the engine cancels."""

    def __init__(self, cancelled: threading.Event) -> None:
        """The event is set when the engine cancels."""
        self.factor = 1.0
        self._cancelled = cancelled
        self._here = threading.local()

    @property
    def waited(self) -> float:
        """The seconds that this thread has waited so far, before scaling."""
        return float(getattr(self._here, "waited", 0.0))

    def wait(self, seconds: float) -> None:
        """Wait; raises PluginError when the engine has cancelled."""
        self._here.waited = self.waited + seconds
        if self._cancelled.wait(seconds * self.factor):
            raise PluginError("The operation was cancelled.")


class Client(ABC):
    """What both clients share: building a request, reading an answer, trying for a while.

    Args:
        transport: Carries requests out.
        token: The API token.
        url: The server's URL, as error texts show it.
        pauses: How to wait.
    """

    agent: str

    def __init__(self, transport: Transport, token: str, url: str, pauses: Pauses) -> None:
        self.transport = transport
        self.url = url
        self.pauses = pauses
        self._headers = {
            "Accept": _ACCEPT,
            "Authorization": f"Token token={token}",
            "Content-Type": "application/json",
            "User-Agent": self.agent,
        }

    def get(self, path: str, **query: str | list[str]) -> Json:
        """Send a GET; a query's `ids__` stands for `ids[]`."""
        return self.call("GET", path, query={key.replace("__", "[]"): query[key] for key in query})

    def call(self, method: str, path: str, body: Any = None, query: Any = None) -> Json:
        """Send a request and return the JSON answer, an empty object where there is none.

        Raises:
            ApiFailure: There is no successful answer, after all the repeats of this client.
        """
        if query:
            path = f"{path}?{urlencode(sorted(query.items()), doseq=True)}"
        content = None if body is None else json.dumps(body, separators=(",", ":")).encode()
        reply = self._exchange(method, path, content)
        if reply.status >= _BAD:
            raise self._failure(method, path, reply)
        return self._parsed(reply)

    def insist(
        self,
        attempt: Callable[[], T],
        *,
        final: Callable[[ApiFailure], bool],
        budget: float = TWO_MINUTES,
        pause: float = 0.0,
    ) -> T:
        """Try until it succeeds, fails finally, or the next try would come after `budget` seconds.

        The waits are 0.5, 1, 2, 4, 8, 10, 10 ... seconds, each after `pause` more.
        """
        begun, wait = self.pauses.waited, _FIRST_WAIT
        while True:
            try:
                return attempt()
            except ApiFailure as failure:
                if final(failure):
                    raise
                self.pauses.wait(pause)
                if self.pauses.waited - begun + wait > budget:
                    raise
                self.pauses.wait(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    @abstractmethod
    def _exchange(self, method: str, path: str, content: bytes | None) -> Answer:
        """Send a request with the repeats of this client."""

    @abstractmethod
    def _failure(self, method: str, path: str, reply: Answer) -> ApiFailure:
        """Make the error text of this client."""

    def _send(self, method: str, path: str, content: bytes | None) -> Answer:
        return self.transport(method, path, self._headers, content)

    @staticmethod
    def _parsed(reply: Answer) -> Json:
        if reply.status == HTTPStatus.NO_CONTENT:
            return {}
        try:
            parsed = json.loads(reply.body)
        except ValueError:
            raise ApiFailure("unexpected end of JSON input") from None
        return parsed if isinstance(parsed, dict) else {}


class SdkClient(Client):
    """The client of the older half: waits out rate limits for ever, repeats nothing else."""

    agent = "(linux amd64) Terraform/0.11+compatible"

    _GRACE = 0.5
    _UNSAID = 5.0

    def _exchange(self, method: str, path: str, content: bytes | None) -> Answer:
        while True:
            reply = self._reach(method, path, content)
            if reply.status != HTTPStatus.TOO_MANY_REQUESTS:
                return reply
            reset = reply.headers.get("ratelimit-reset")
            self.pauses.wait(float(reset) + self._GRACE if reset else self._UNSAID)

    def _reach(self, method: str, path: str, content: bytes | None) -> Answer:
        try:
            return self._send(method, path, content)
        except OSError:
            if method != "GET":
                text = f'{method.capitalize()} "{self.url}{path}": EOF'
                raise ApiFailure(text) from None
        try:
            return self._send(method, path, content)
        except OSError:
            raise ApiFailure(f'Get "{self.url}{path}": EOF') from None

    def _failure(self, method: str, path: str, reply: Answer) -> ApiFailure:
        start = f"{method} API call to {self.url}{path} failed"
        status = f"{reply.status} {HTTPStatus(reply.status).phrase}"
        error = _error_of(reply)
        if error is None:
            return ApiFailure(f"{start}: {status}", reply.status)
        errors, code = _texts(error.get("errors")), int(error.get("code") or 0)
        listed = f"[{' '.join(errors)}]" if errors else "<nil>"
        text = f"{start} {status}. Code: {code}, Errors: {listed}, Message: {error.get('message')}"
        return ApiFailure(text, reply.status, errors, code)


class FrameworkClient(Client):
    """The client of the newer half: repeats once, by mistake without the body.

    The body was read by the first try. An API that refuses an empty body so turns a passing
    failure into a lasting one.
    """

    agent = "(linux amd64) Terraform/1.0.0+pulumi-terraform-bridge"

    _UNSAID = 1.0

    def _exchange(self, method: str, path: str, content: bytes | None) -> Answer:
        try:
            reply = self._send(method, path, content)
        except OSError:
            reply = None
        passing = reply is None or reply.status == HTTPStatus.TOO_MANY_REQUESTS
        if reply is not None and not passing and reply.status < _BROKEN:
            return reply
        reset = reply.headers.get("ratelimit-reset") if reply else None
        self.pauses.wait(float(reset) if reset else self._UNSAID)
        try:
            return self._send(method, path, None)
        except OSError:
            raise ApiFailure(f'{method.capitalize()} "{self.url}{path}": EOF') from None

    def _failure(self, method: str, path: str, reply: Answer) -> ApiFailure:
        del method, path
        start = f"HTTP response failed with status code {reply.status}"
        error = _error_of(reply)
        if error is None:
            return ApiFailure(f"{start} and no JSON error object was present", reply.status)
        errors, code = _texts(error.get("errors")), int(error.get("code") or 0)
        text = f"{start}, message: {error.get('message')} (code: {code})"
        if errors:
            text += f": {errors[0]}"
        if errors[1:]:
            text += f" (and {len(errors) - 1} more error{'s' if errors[2:] else ''}...)"
        return ApiFailure(text, reply.status, errors, code)


def _error_of(reply: Answer) -> Json | None:
    """Return the error object of an answer; some answers have it at the top."""
    try:
        body = json.loads(reply.body)
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    error = body.get("error", body)
    return error if isinstance(error, dict) else {"message": error}


def _texts(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [f"{key}: {value}" for key, value in errors.items()]
    if not isinstance(errors, list):
        return []
    return [item.get("message", "") if isinstance(item, dict) else str(item) for item in errors]


def on_status(*statuses: int) -> Callable[[ApiFailure], bool]:
    """Make the rule by which failures with these statuses end the tries."""
    return lambda failure: failure.status in statuses


def present(answer: Json, key: str) -> Any:
    """Return what an answer is wrapped in; the older client crashes where that is missing."""
    if answer.get(key) is None:
        raise CrashError(f"`{key}`")
    return answer[key]


def wrapped(answer: Json, key: str) -> Json:
    """Return what an answer is wrapped in, for the newer client: missing is a failure, null empty.

    Raises:
        ApiFailure: The key is missing.
    """
    if key not in answer:
        raise ApiFailure(f"JSON response does not have {key} field")
    return answer[key] or {}
