"""The AWS account as one ASGI application: finds service, protocol and operation of a request.

A service of ours answers the operations it has a function for; the rest is moto's.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from sandbox.aws.errors import AwsError
from sandbox.aws.gates import GATED
from sandbox.aws.moto_backend import Moto
from sandbox.aws.protocols import Answer, Protocol, Request, markup
from sandbox.aws.protocols.cbor import Cbor
from sandbox.aws.protocols.json_rpc import JsonRpc
from sandbox.aws.protocols.query import Query
from sandbox.aws.protocols.rest import RestJson, RestXml
from sandbox.aws.service import Call, Service, changes, new_request_id
from sandbox.aws.services import SERVICES
from sandbox.aws.validation import check
from sandbox.controls import Controls

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.types import ASGIApp

    from sandbox.store import Store

_SCOPE = re.compile(
    r"Credential=(?P<key>[^/,=\s]++)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request"
)
PROTOCOLS: tuple[Protocol, ...] = (Cbor(), JsonRpc(), Query(), RestJson(), RestXml())
_XML_TYPES = ("application/x-www-form-urlencoded", "application/xml", "text/xml")
_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"]
_NO_CONTENT = 204
_REFUSED = 400


def create_app(store: Store) -> ASGIApp:
    """Make the application that serves the account kept in `store`.

    moto's part is kept beside the store's file, as `aws-moto.jsonl`.

    Raises:
        StoreError: moto's part cannot be read.
    """
    controls = Controls(store)
    kept = None if store.path is None else store.path.with_name("aws-moto.jsonl")
    account = Account(store, Moto(kept), controls)

    async def endpoint(http: HttpRequest) -> Response:
        request = Request(
            method=http.method,
            path=http.scope["raw_path"].decode(),  # an ARN in it has slashes of its own
            query=http.url.query,
            headers=dict(http.headers),
            body=await http.body(),
        )
        answer = await run_in_threadpool(account.answer, request, str(http.base_url).rstrip("/"))
        body = b"" if answer.status == _NO_CONTENT else answer.body
        return Response(body, status_code=answer.status, headers=answer.headers)

    return controls.wrap(Starlette(routes=[Route("/{path:path}", endpoint, methods=_METHODS)]))


class Account:
    """Answers requests, one at a time where they change something of ours."""

    def __init__(self, store: Store, moto: Moto, controls: Controls) -> None:
        self._store = store
        self._moto = moto
        self._controls = controls

    def answer(self, request: Request, base_url: str) -> Answer:
        """Answer one HTTP request; every refusal is an AWS error."""
        request_id = new_request_id()
        scope = _SCOPE.search(request.headers.get("authorization", ""))
        found = _find(request, scope["service"] if scope else None)
        if found is None:
            return self._foreign(request, scope, request_id)
        service, protocol, operation = found
        try:
            self._authorize(scope, operation)
            result = self._run(found, request, scope["region"] if scope else "", base_url)
            return protocol.write(service.model.operation_model(operation), result, request_id)
        except AwsError as error:
            return protocol.fail(service.model, error, request_id)

    def _authorize(self, scope: re.Match[str] | None, operation: str) -> None:
        if scope is None and operation != "ConfirmSubscription":
            raise AwsError("MissingAuthenticationToken", "Missing Authentication Token", status=403)
        if scope is not None and self._controls.is_revoked(scope["key"]):
            raise AwsError(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                status=403,
            )

    def _run(
        self, found: tuple[Service, Protocol, str], request: Request, region: str, base_url: str
    ) -> dict[str, Any]:
        service, protocol, operation = found
        model = service.model.operation_model(operation)
        params = protocol.parse(model, request)
        check(model.input_shape, params, invalid=service.invalid)
        call = Call(
            operation=operation,
            params=params,
            region=region,
            store=self._store,
            base_url=base_url,
        )
        if operation not in service.handlers:
            return self._translate(service, request, params, operation)
        with self._store.lock:
            result = service.handlers[operation](call) or {}
            if changes(operation):
                self._store.save()
        for action in call.deferred:
            action()
        return result

    def _translate(
        self, service: Service, request: Request, params: dict[str, Any], operation: str
    ) -> dict[str, Any]:
        """Ask moto in JSON what a client asked in a protocol that moto doesn't speak."""
        kept = {k: v for k, v in request.headers.items() if k in ("authorization", "host")}
        headers = kept | {
            "x-amz-target": f"{service.target_prefix}.{operation}",
            "content-type": "application/x-amz-json-1.0",
        }
        body = json.dumps(params).encode()
        asked = Request(method="POST", path="/", query="", headers=headers, body=body)
        answer = self._moto.answer(asked, service.signing_name)
        document = json.loads(answer.body or b"{}")
        if answer.status >= _REFUSED:
            shape = str(document.get("__type", "InternalFailure")).rpartition("#")[2]
            text = str(document.get("message", document.get("Message", "")))
            raise AwsError(shape, text, status=answer.status)
        return dict(document)

    def _foreign(self, request: Request, scope: re.Match[str] | None, request_id: str) -> Answer:
        """Hand a request to moto, or refuse it in the protocol that it seems to speak."""
        try:
            self._authorize(scope, "")
            refusal = _gate(request, scope, request_id) if scope else None
            if refusal is not None:
                return refusal
            return self._moto.answer(request, scope["service"] if scope else "")
        except AwsError as error:
            return _refuse(request, error, request_id)


def _gate(request: Request, scope: re.Match[str], request_id: str) -> Answer | None:
    """Return what AWS says to a request that moto would take, None to let it pass."""
    for service, gates in GATED:
        if scope["service"] != service.signing_name:
            continue
        for protocol in PROTOCOLS:
            operation = protocol.operation(service.model, request)
            if operation is None or operation not in gates:
                continue
            try:
                params = protocol.parse(service.model.operation_model(operation), request)
                gates[operation](params, scope["region"])
            except AwsError as error:
                return protocol.fail(service.model, error, request_id)
            return None
    return None


def _find(request: Request, signing_name: str | None) -> tuple[Service, Protocol, str] | None:
    """Find the service of ours that has the operation, and how the request is written."""
    for service in SERVICES:
        if signing_name not in (None, service.signing_name):
            continue
        for protocol in PROTOCOLS:
            operation = protocol.operation(service.model, request)
            if operation is None or operation not in service.model.operation_names:
                continue
            if operation in service.handlers or isinstance(protocol, Cbor):
                return service, protocol, operation
    return None


def _refuse(request: Request, error: AwsError, request_id: str) -> Answer:
    """Write an error without knowing the service, in XML or JSON as the request seems to speak."""
    if request.headers.get("content-type", "").startswith(_XML_TYPES):
        told = {"Code": error.shape, "Message": error.message}
        return markup.refuse(request_id, error.given_status, **told)
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-errortype": error.shape,
        "x-amzn-requestid": request_id,
    }
    body = json.dumps({"__type": error.shape, "message": error.message}).encode()
    return Answer(status=error.given_status, body=body, headers=headers)
