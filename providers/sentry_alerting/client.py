"""Requests to Sentry's API: tried again where that is safe, paged, paced, refused in sentences."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError
from providers.sentry_alerting.pacing import Pace
from providers.sentry_alerting.refusals import TOO_MANY, RefusedError, UnansweredError, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from providers.plugin import Props
    from providers.sentry_alerting.settings import Settings

ATTEMPTS = 6
PAGE_SIZE = 100
_SERVER_ERROR = 500
_ERROR = 400


class Client:
    """Sentry's API by one token. Safe to use from several threads."""

    def __init__(self, settings: Settings, version: str, cancelled: threading.Event) -> None:
        """Nothing is opened before the first request."""
        self._settings = settings
        self._version = version
        self._pace = Pace(cancelled)
        self._lock = threading.Lock()
        self._http: httpx.Client | None = None

    @property
    def base_url(self) -> str:
        """The root of the API's paths."""
        return self._settings.base_url

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """Read; `path` is below /api/0/."""
        return self._answer("GET", path, params=params)

    def put(self, path: str, body: Props) -> Any:
        """Replace, which may be said twice."""
        return self._answer("PUT", path, body=body)

    def delete(self, path: str) -> None:
        """Delete, which may be said twice."""
        self._answer("DELETE", path)

    def post(self, path: str, body: Props, *, twice: bool = False) -> Any:
        """Send; only if it may be said `twice` is it sent again after an answer got lost.

        Raises:
            UnansweredError: It may have been carried out.
        """
        return self._answer("POST", path, body=body, twice=twice)

    def pages(self, path: str, params: Mapping[str, Any] | None = None) -> Iterator[list[Props]]:
        """The pages of a list, each fetched when it is asked for."""
        query: dict[str, Any] = dict(params or {})
        while True:
            found, following = self.page(path, query)
            yield found
            if following is None:
                return
            query["cursor"] = following

    def page(
        self, path: str, params: Mapping[str, Any] | None = None
    ) -> tuple[list[Props], str | None]:
        """One page of a list, and the `cursor` of the next; `None` after the last."""
        query = {**(params or {}), "per_page": PAGE_SIZE}
        response = self._send("GET", path, params=query, body=None, twice=True)
        found = self._json("GET", path, response)
        if not isinstance(found, list):
            raise PluginError(f"Sentry answered GET {path} with something that is no list.")
        following = response.links.get("next", {})
        return found, following["cursor"] if following.get("results") == "true" else None

    def items(self, path: str, params: Mapping[str, Any] | None = None) -> Iterator[Props]:
        """The items of a list, page after page."""
        for page in self.pages(path, params):
            yield from page

    def wait(self, seconds: float) -> None:
        """Wait, unless the engine cancels."""
        self._pace.wait(seconds)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._http is not None:
                self._http.close()
                self._http = None

    def _answer(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Props | None = None,
        twice: bool = True,
    ) -> Any:
        for attempt in range(ATTEMPTS):
            response = self._send(method, path, params=params, body=body, twice=twice)
            try:
                return self._json(method, path, response)
            except UnansweredError:
                # Half an answer to a question that may be asked again is no answer yet.
                if not twice or attempt == ATTEMPTS - 1:
                    raise
            self._pace.wait(self._pace.pause_after({}, attempt))
        raise AssertionError("unreachable")

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None,
        body: Props | None,
        twice: bool,
    ) -> httpx.Response:
        error: PluginError = UnansweredError(f"{method} {path} was not answered.")
        for attempt in range(ATTEMPTS):
            headers: Mapping[str, str] = {}
            outcome = self._attempt(method, path, params, body)
            if not isinstance(outcome, PluginError):
                if outcome.status_code < _ERROR:
                    return outcome
                error, headers = self._failure(method, path, outcome), outcome.headers
            else:
                error = outcome
            if not _may_repeat(error, twice=twice):
                raise error
            if attempt < ATTEMPTS - 1:
                self._pace.wait(self._pace.pause_after(headers, attempt))
        raise error

    def _attempt(
        self, method: str, path: str, params: Mapping[str, Any] | None, body: Props | None
    ) -> httpx.Response | PluginError:
        import httpx  # noqa: PLC0415 - half a second that a run without requests needn't spend

        with self._pace.turn():
            try:
                response = self._open().request(method, path, params=params, json=body)
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                return _NotSentError(
                    f"Sentry at {self.base_url} can't be reached ({type(error).__name__})."
                )
            except httpx.HTTPError as error:
                return UnansweredError(
                    f"The connection failed while Sentry was to answer {method} {path} "
                    f"({type(error).__name__})."
                )
        self._pace.learn(response.headers)
        return response

    def _failure(self, method: str, path: str, response: httpx.Response) -> PluginError:
        try:
            body = response.json()
        except ValueError:
            body = response.reason_phrase
        status = response.status_code
        error = refusal(method, path, status, body)
        if status >= _SERVER_ERROR:
            return UnansweredError(self._without_token(str(error)))
        return RefusedError(self._without_token(str(error)), status)

    def _json(self, method: str, path: str, response: httpx.Response) -> Any:
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            raise UnansweredError(
                f"Sentry answered {method} {path} with {response.status_code} and a body that is "
                "no JSON. Is baseUrl the address of Sentry itself?"
            ) from None

    def _open(self) -> httpx.Client:
        import httpx  # noqa: PLC0415 - see _attempt

        with self._lock:
            if self._http is None:
                if not self._settings.token:
                    raise PluginError(
                        "No token is known: set sentry-alerting:token (as a secret) in the "
                        "stack's config, or SENTRY_AUTH_TOKEN."
                    )
                self._http = httpx.Client(
                    base_url=self._settings.base_url,
                    timeout=self._settings.timeout,
                    headers={
                        "Authorization": f"Bearer {self._settings.token}",
                        "Accept": "application/json",
                        "User-Agent": f"pulumi-sentry-alerting/{self._version}",
                    },
                )
            return self._http

    def _without_token(self, text: str) -> str:
        token = self._settings.token
        return text.replace(token, "[secret]") if token else text


class _NotSentError(UnansweredError):
    """The request never left: it may be sent again whatever it is."""


def _may_repeat(error: PluginError, *, twice: bool) -> bool:
    if isinstance(error, RefusedError):
        return error.status == TOO_MANY
    if isinstance(error, _NotSentError):
        return True
    return twice and isinstance(error, UnansweredError)
