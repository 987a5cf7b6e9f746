"""The emulator as an ASGI app: routing, tokens, rate-limit headers, errors.

What a route does is in the module of its kind; what an organization first holds is in `seed`;
faults and the request log are put around the app by `sandbox.controls`.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.controls import Controls
from sandbox.sentry import organizations
from sandbox.sentry.account import Account
from sandbox.sentry.call import Call, Endpoint, Generation, Reply
from sandbox.sentry.drill.app import CLOCK, FIRED, Drill
from sandbox.sentry.errors import ApiError, bad_request, forbidden, gone, not_found, unauthorized
from sandbox.sentry.installing import Installer
from sandbox.sentry.routes import ENDPOINTS
from sandbox.sentry.seed import Seed, found
from sandbox.sentry.settings import CONTROL, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.store import Store

RATE_LIMIT = 40
"""Requests a second that the headers promise; the emulator doesn't count."""

CONCURRENT_LIMIT = 25


def create_app(
    store: Store,
    *,
    api: Generation | None = None,
    seed: Seed | None = None,
    page_size: int = 100,
    pagerduty: Callable[[], str | None] = lambda: None,
) -> ASGIApp:
    """Make the emulator.

    Args:
        store: Where organizations are kept.
        api: `workflows` is today's Sentry: monitors and alerts, 410 on the old alert routes.
            `rules` is a self-hosted one from before: the old routes, 404 on the new ones.
            `None` leaves it as the store has it. `POST /_sandbox/sentry {"api": ...}` switches.
        seed: What an organization holds when first used.
        page_size: Objects a page of a list where the request doesn't say.
        pagerduty: Gives the address of the PagerDuty that alerts page, None for nobody.
    """
    settings = Settings(store)
    if api is not None:
        settings.change({"api": api})
    controls = Controls(store)
    installer = Installer(store, seed or Seed())
    drill = Drill(store, pagerduty)
    emulator = _Emulator(controls, settings, seed or Seed(), page_size, drill)
    routes = [emulator.route(path, endpoints) for path, endpoints in _by_path().items()]
    app = Starlette(
        routes=[*drill.ingest, *routes, Route("/{path:path}", _unknown, methods=list(_METHODS))]
    )
    wrapped = controls.wrap(app)

    async def entrance(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        own = {CONTROL: settings.app, CLOCK: drill.app, FIRED: drill.app}.get(path, installer.app)
        await (own if path.startswith(CONTROL) else wrapped)(scope, receive, send)

    return entrance


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _by_path() -> dict[str, dict[str, Endpoint]]:
    health = Endpoint("GET", "/internal/health/", organizations.health)
    paths: dict[str, dict[str, Endpoint]] = {}
    for endpoint in (health, *ENDPOINTS):
        paths.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    return paths


class _Emulator:
    """Answers requests one at a time, over one document."""

    def __init__(
        self,
        controls: Controls,
        settings: Settings,
        seed: Seed,
        page_size: int,
        drill: Drill,
    ) -> None:
        self.drill = drill
        self.controls = controls
        self.store = controls.store
        self.settings = settings
        self.seed = seed
        self.page_size = page_size

    def route(self, path: str, endpoints: dict[str, Endpoint]) -> Route:
        """Serve the methods of one path."""

        async def serve(request: Request) -> Response:
            content = await request.body()
            try:
                reply = self._answer(request, endpoints, content)
            except ApiError as error:
                reply = Reply(error.status, error.body, error.headers)
            await self.drill.finish(reply.due)
            return _response(reply)

        return Route(f"/api/0{path}", serve, methods=list(_METHODS))

    def _answer(self, request: Request, endpoints: dict[str, Endpoint], content: bytes) -> Reply:
        endpoint = endpoints.get(request.method)
        if endpoint is None:
            raise ApiError(405, {"detail": f'Method "{request.method}" not allowed.'})
        self._authenticate(request)
        self._check_generation(endpoint)
        if endpoint.scopes and not self.settings.allows(endpoint.scopes):
            raise forbidden()
        body = _json(content)
        with self.store.lock:
            reply = endpoint.handler(self._call(request, body))
            if request.method != "GET":
                self.store.save()
            return reply

    def _call(self, request: Request, content: Any) -> Call:
        return Call(
            accounts=self._accounts(request.path_params.get("org")),
            path=request.path_params,
            query=request.query_params,
            content=content,
            url=str(request.url.replace(query="")),
            page_size=self.page_size,
        )

    def _accounts(self, slug: str | None) -> list[Account]:
        """Return the organization named by id or slug, made when first used; all for `None`."""
        document = self.store.data
        organizations_ = document.setdefault("organizations", {})
        if slug is None:
            return [Account(document, name) for name in organizations_]
        for name, tables in organizations_.items():
            if slug in {name, tables["organization"]["id"]}:
                return [Account(document, name)]
        account = found(document, slug, self.seed)
        self.store.save()
        return [account]

    def _authenticate(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise unauthorized("Authentication credentials were not provided.")
        if self.controls.is_revoked(token.strip()):
            raise unauthorized("Invalid token")

    def _check_generation(self, endpoint: Endpoint) -> None:
        if endpoint.only in (None, self.settings.api):
            return
        if endpoint.only == "rules":
            raise gone("/api/0/organizations/{organization_id_or_slug}/workflows/")
        raise not_found()


def _json(content: bytes) -> Any:
    if not content:
        return None
    try:
        value = json.loads(content)
        # What can't be written as JSON again (NaN, half a surrogate pair) couldn't be answered.
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise bad_request(f"JSON parse error - {error}") from None
    return value


def _response(reply: Reply) -> Response:
    headers = {
        "X-Sentry-Rate-Limit-Limit": str(RATE_LIMIT),
        "X-Sentry-Rate-Limit-Remaining": str(RATE_LIMIT - 1),
        "X-Sentry-Rate-Limit-Reset": str(int(time.time()) + 1),
        "X-Sentry-Rate-Limit-ConcurrentLimit": str(CONCURRENT_LIMIT),
        "X-Sentry-Rate-Limit-ConcurrentRemaining": str(CONCURRENT_LIMIT - 1),
        **reply.headers,
    }
    if reply.body is None:
        return Response(status_code=reply.status, headers=headers)
    return JSONResponse(reply.body, reply.status, headers)


async def _unknown(request: Request) -> Response:
    detail = f"The requested resource does not exist: {request.url.path}"
    return JSONResponse({"detail": detail}, 404)
