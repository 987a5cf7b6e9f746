"""The emulator of PagerDuty's REST and Events APIs as an ASGI app: routes, tokens, errors."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.controls import Controls
from sandbox.pagerduty import (
    changes,
    escalations,
    incidents,
    intake,
    log_entries,
    maintenance,
    notes,
    orchestrations,
    people,
    schedules,
    services,
    slack,
)
from sandbox.pagerduty.account import API, Account
from sandbox.pagerduty.catalogs import (
    ABILITIES,
    LICENSES,
    PRIORITIES,
    VENDORS,
    stock,
)
from sandbox.pagerduty.collection import Answer, Call, Collection
from sandbox.pagerduty.errors import ApiError, invalid, not_found, unauthorized
from sandbox.pagerduty.including import include

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from sandbox.store import Store

    Handler = Callable[[Call], Answer]

COLLECTIONS: tuple[Collection, ...] = (
    people.TEAMS,
    people.USERS,
    people.METHODS,
    people.RULES,
    schedules.SCHEDULES,
    escalations.POLICIES,
    services.SERVICES,
    services.INTEGRATIONS,
    VENDORS,
    PRIORITIES,
    LICENSES,
    maintenance.MAINTENANCE_WINDOWS,
    slack.SLACK_CONNECTIONS,
)
WHOLE = {
    **{one.table: one.whole for one in COLLECTIONS},
    "incidents": incidents.whole,
    "log_entries": log_entries.known,
}
_NO_CONTENT = 204
_METHODS = {
    "list": ("GET", ""),
    "create": ("POST", ""),
    "get": ("GET", "/{id}"),
    "update": ("PUT", "/{id}"),
    "delete": ("DELETE", "/{id}"),
}


def _abilities(call: Call) -> Answer:
    del call
    return Answer(200, {"abilities": list(ABILITIES)})


def _ability(call: Call) -> Answer:
    if call.params["id"] not in ABILITIES:
        return _unable(call)
    return Answer(204, None)


def _unable(call: Call) -> Answer:
    """Refuse what the account's plan has not, such as workflows of incidents."""
    del call
    raise ApiError(402, "Account does not have the abilities to perform the action", 2012)


SPECIAL: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/abilities", _abilities),
    ("GET", "/abilities/{id}", _ability),
    ("GET", "/users/me", people.me),
    ("GET", "/users/{id}/license", people.license_of),
    ("GET", "/teams/{id}/members", people.members),
    ("PUT", "/teams/{id}/users/{user}", people.add_member),
    ("DELETE", "/teams/{id}/users/{user}", people.remove_member),
    ("PUT", "/teams/{id}/escalation_policies/{policy}", people.join_policy),
    ("DELETE", "/teams/{id}/escalation_policies/{policy}", people.leave_policy),
    ("GET", "/schedules/{id}", schedules.get),
    ("GET", "/schedules/{id}/users", schedules.users),
    ("GET", "/schedules/{id}/overrides", schedules.overrides),
    ("POST", "/schedules/{id}/overrides", schedules.add_override),
    ("DELETE", "/schedules/{id}/overrides/{override}", schedules.remove_override),
    ("GET", "/event_orchestrations/services/{id}", orchestrations.get_service_path),
    ("PUT", "/event_orchestrations/services/{id}", orchestrations.put_service_path),
    ("GET", "/event_orchestrations/services/{id}/active", orchestrations.get_active),
    ("PUT", "/event_orchestrations/services/{id}/active", orchestrations.put_active),
    ("GET", "/incidents", incidents.list_incidents),
    ("POST", "/incidents", intake.create_incident),
    ("PUT", "/incidents", incidents.put_incidents),
    ("GET", "/incidents/{id}", incidents.get_incident),
    ("PUT", "/incidents/{id}", incidents.put_incident),
    ("GET", "/incidents/{id}/alerts", incidents.alerts),
    ("GET", "/incidents/{id}/log_entries", log_entries.of_incident),
    ("GET", "/incidents/{id}/notes", notes.of_incident),
    ("POST", "/incidents/{id}/notes", notes.create),
    ("PUT", "/incidents/{id}/notes/{note}", notes.update),
    ("DELETE", "/incidents/{id}/notes/{note}", notes.delete),
    ("GET", "/incidents/{id}/related_change_events", changes.of_incident),
    ("GET", "/services/{id}/change_events", changes.of_service),
    ("GET", "/change_events", changes.of_all),
    ("GET", "/change_events/{id}", changes.get),
    ("GET", "/log_entries", log_entries.of_all),
    ("GET", "/log_entries/{id}", log_entries.get),
    ("GET", "/notifications", log_entries.notifications),
    ("GET", "/oncalls", incidents.oncalls),
)
UNABLE: tuple[tuple[str, str, Handler], ...] = tuple(
    (method, f"/incident_workflows{rest}", _unable)
    for method in ("GET", "POST", "PUT", "DELETE")
    for rest in ("", "/{rest:path}")
)
OPEN: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/v2/enqueue", intake.enqueue),
    ("POST", "/v2/change/enqueue", intake.change),
    ("POST", "/integration/{key}/enqueue", intake.sns),
    ("POST", "/x-ere/{key}", intake.sns),
)


def create_app(store: Store, *, clock: Callable[[], datetime] | None = None) -> ASGIApp:
    """Make the emulator of one PagerDuty account.

    Args:
        store: Keeps the account; saved after each request that changes something.
        clock: Gives the present; the real one by default. Layers, escalations and maintenance
            windows follow it.
    """
    controls = Controls(store)
    account = Account(store, clock)
    routes = list(_routes(account, controls))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unknown})
    return controls.wrap(app)


def _routes(account: Account, controls: Controls) -> Iterator[Route]:
    for method, path, handler in OPEN:
        yield Route(path, _endpoint(account, handler), methods=[method])
    for method, path, handler in (*SPECIAL, *_crud(), *UNABLE):
        complete = _including(path, handler) if method == "GET" else handler
        endpoint = _endpoint(account, complete, controls)
        yield Route(path, endpoint, methods=[method])


def _crud() -> Iterator[tuple[str, str, Handler]]:
    for collection in COLLECTIONS:
        for operation, (method, suffix) in _METHODS.items():
            if operation in collection.operations:
                yield method, collection.path + suffix, getattr(collection, operation)


def _including(path: str, handler: Handler) -> Handler:
    def complete(call: Call) -> Answer:
        answer = handler(call)
        # A copy, as what is answered may be what the account keeps.
        answer = Answer(answer.status, deepcopy(answer.body))
        include(answer, path, call, WHOLE)
        return answer

    return complete


def _endpoint(account: Account, handler: Handler, controls: Controls | None = None) -> Any:
    async def endpoint(request: Request) -> Response:
        raw = await request.body()
        try:
            if controls is not None:
                _authorize(request, controls)
            call = Call(
                account, request.path_params, request.query_params, _parsed(raw), request.headers
            )
            answer = _carried_out(call, handler, changes=request.method != "GET")
            return _on_loopback(answer, str(request.base_url))
        except ApiError as error:
            return JSONResponse(error.body, status_code=error.status)

    return endpoint


def _on_loopback(answer: Response, base_url: str) -> Response:
    """Let links to the API lead here: a client that follows one must not leave the sandbox."""
    if answer.status_code == _NO_CONTENT:
        return answer
    body = bytes(answer.body).replace(f'"{API}/'.encode(), f'"{base_url}'.encode())
    return Response(body, answer.status_code, media_type="application/json")


def _carried_out(call: Call, handler: Handler, *, changes: bool) -> Response:
    with call.account.store.lock:
        stock(call.account)  # the account may just have been reset
        answer = handler(call)
        if changes:
            call.account.store.save()
    if answer.body is None:
        return Response(status_code=answer.status)
    return JSONResponse(answer.body, status_code=answer.status)


def _authorize(request: Request, controls: Controls) -> None:
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    token = rest.removeprefix("token=") if scheme == "Token" else rest
    if scheme not in ("Token", "Bearer") or not token or controls.is_revoked(token):
        raise unauthorized()


def _parsed(raw: bytes) -> Any:
    if not raw.strip():
        return None
    try:
        body = json.loads(raw)
    except ValueError:
        raise invalid("Request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("Request body must be a JSON object")
    return body


async def _unknown(request: Request, error: Exception) -> Response:
    del request, error
    refusal = not_found()
    return JSONResponse(refusal.body, status_code=refusal.status)
