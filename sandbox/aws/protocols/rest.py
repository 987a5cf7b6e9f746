"""The REST protocols: method and path name the operation, the body is JSON or XML."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, parse_qsl, unquote

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols import documents, markup
from sandbox.aws.protocols.json_rpc import load_json
from sandbox.aws.protocols.timestamps import to_seconds
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import Shape
    from moto.core.model import OperationModel, ServiceModel

_SCALARS: dict[str, Callable[[str], Any]] = {
    "boolean": lambda text: text.strip().lower() == "true",
    "double": float,
    "float": float,
    "integer": int,
    "long": int,
    "timestamp": to_seconds,
}


class _Rest:
    protocol: ClassVar[str]

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Find the operation whose method and path fit."""
        if model.metadata.get("protocol") != self.protocol:
            return None
        for name in model.operation_names:
            http = model.operation_model(name).http
            if http["method"] == request.method and _pattern(http["requestUri"]).match(
                request.path
            ):
                return str(name)
        return None


class RestJson(_Rest):
    """The `rest-json` protocol."""

    protocol = "rest-json"

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read body, path and query by the operation's input shape."""
        shape = operation.input_shape
        if shape is None:
            return {}
        params: dict[str, Any] = documents.read(shape, load_json(request.body))
        asked = parse_qs(request.query)
        placed = {**_placed(operation, request), **{key: asked[key][-1] for key in asked}}
        for name, member in shape.members.items():
            key = member.serialization.get("name", name)
            if member.serialization.get("location") not in ("uri", "querystring"):
                continue
            if member.type_name == "list" and key in asked:
                params[name] = [_scalar(member.member, value) for value in asked[key]]
            elif key in placed:
                params[name] = _scalar(member, placed[key])
        return params

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result with the status that the model names."""
        document = documents.write(operation.output_shape, result, float)
        status = operation.http.get("responseCode", 200)
        headers = {"content-type": "application/json", "x-amzn-requestid": request_id}
        return Answer(status=status, body=json.dumps(document).encode(), headers=headers)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write the code in its header and the message in the body."""
        headers = {
            "content-type": "application/json",
            "x-amzn-errortype": error.code(model),
            "x-amzn-requestid": request_id,
        }
        body = json.dumps({"message": error.message, **error.members}).encode()
        return Answer(status=error.status(model), body=body, headers=headers)


class RestXml(_Rest):
    """The `rest-xml` protocol."""

    protocol = "rest-xml"

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read body, path and query by the operation's input shape."""
        values = parse_qsl(request.query)
        placed = _placed(operation, request)
        return markup.read(self.protocol, operation, request, values=values, placed=placed)

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result with the status that the model names."""
        return markup.write(self.protocol, operation, result, request_id)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write type, code and message."""
        return markup.fail(model, error, request_id)


def _placed(operation: OperationModel, request: Request) -> dict[str, str]:
    """Return what stands in the path."""
    match = _pattern(operation.http["requestUri"]).match(request.path)
    return {key: unquote(value) for key, value in (match.groupdict() if match else {}).items()}


def _scalar(shape: Shape, text: str) -> Any:
    try:
        return _SCALARS.get(shape.type_name, str)(text)
    except ValueError as error:
        raise AwsError("MalformedInput", f"{text!r} is no {shape.type_name}") from error


@cache
def _pattern(uri: str) -> re.Pattern[str]:
    path = uri.partition("?")[0]
    parts = re.split(r"\{(\w+)\+?\}", path)
    pieces = (
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile(f"^{''.join(pieces)}/?$")
