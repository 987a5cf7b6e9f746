"""The routes that applications and drills use: events come in, the clock goes on, who was told.

- `POST /api/{project}/envelope/` and `/store/`: what SDKs send;
- `GET` and `POST /_sandbox/sentry/clock` with `{"advance": SECONDS}`: the monitors are judged
  minute by minute; the answer says which monitors can't be judged here, and why;
- `GET /_sandbox/sentry/fired`: the actions taken, oldest first; `DELETE` forgets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.sentry.account import Account
from sandbox.sentry.drill import clock, envelopes, firing, taking
from sandbox.sentry.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from sandbox.sentry.account import Row
    from sandbox.sentry.delivery import Delivery
    from sandbox.store import Store

CLOCK: Final = "/_sandbox/sentry/clock"
FIRED: Final = "/_sandbox/sentry/fired"


class Drill:
    """Takes events over a store.

    Args:
        store: Where organizations are kept.
        pagerduty: Gives the address of the PagerDuty to tell, or None for nobody.
    """

    def __init__(self, store: Store, pagerduty: Callable[[], str | None]) -> None:
        self._store = store
        self._pagerduty = pagerduty
        self.ingest = (
            Route("/api/{project:int}/envelope/", self._envelope, methods=["POST"]),
            Route("/api/{project:int}/store/", self._event, methods=["POST"]),
        )
        self.app = Starlette(
            routes=[
                Route(CLOCK, self._clock, methods=["GET", "POST"]),
                Route(FIRED, self._fired, methods=["GET", "DELETE"]),
            ]
        )

    async def finish(self, deliveries: list[Delivery]) -> None:
        """Deliver what is due: off the loop, on which PagerDuty may be served, too."""
        url = self._pagerduty()
        if deliveries and url:
            await run_in_threadpool(firing.deliver, deliveries, url)
            with self._store.edit():
                pass  # the notes say what came back

    async def _envelope(self, request: Request) -> Response:
        return await self._take(request, envelopes.events_of)

    async def _event(self, request: Request) -> Response:
        return await self._take(request, lambda content: [envelopes.event_of(content)])

    async def _take(self, request: Request, read: Callable[[bytes], list[Row]]) -> Response:
        content = await request.body()
        try:
            key = envelopes.public_key(request.headers, request.query_params)
            encoding = request.headers.get("content-encoding", "")
            sent = read(envelopes.unpacked(content, encoding))
            with self._store.edit() as document:
                account, project = taking.find(document, str(request.path_params["project"]), key)
                due = taking.take(account, project, sent, clock.now(document))
        except ApiError as error:
            return JSONResponse(dict(error.body), error.status)
        await self.finish(due)
        return JSONResponse({"id": sent[0].get("event_id", "")} if sent else {})

    async def _clock(self, request: Request) -> Response:
        if request.method == "POST":
            seconds = await _seconds(request)
            if seconds is None:
                text = f'the body must be {{"advance": SECONDS}}, 0 to {clock.LONGEST}.'
                return JSONResponse({"error": text}, 400)
            await self._advance(seconds)
        with self._store.lock:
            document = self._store.data
            shown = {"now": clock.written(clock.now(document))}
            return JSONResponse({**shown, "unjudged": taking.unjudged(document)})

    async def _advance(self, seconds: float) -> None:
        """Judge now, then minute by minute; deliver between the steps, in order."""
        with self._store.edit() as document:
            due = taking.judge(document)
            for step in taking.pass_time(document, seconds):
                due += step
        await self.finish(due)

    async def _fired(self, request: Request) -> Response:
        with self._store.edit() as document:
            found: list[dict[str, Any]] = []
            for slug in document.get("organizations", {}):
                table = Account(document, slug).table("fired")
                found += [{"organization": slug, **entry} for entry in table.values()]
                if request.method == "DELETE":
                    table.clear()
        return Response(status_code=204) if request.method == "DELETE" else JSONResponse(found)


async def _seconds(request: Request) -> float | None:
    try:
        seconds = (await request.json())["advance"]
    except (ValueError, TypeError, KeyError):
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return float(seconds) if 0 <= seconds <= clock.LONGEST else None
