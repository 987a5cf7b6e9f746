"""The REST protocols: method and path name the operation, the body is JSON or XML."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote
from xml.etree import ElementTree as ET

from sandbox.aws.protocols import documents, xml
from sandbox.aws.protocols.json_rpc import load_json
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel, Shape

    from sandbox.aws.errors import AwsError


class _Rest(ABC):
    protocol: str

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

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read body, path and query by the operation's input shape."""
        shape = operation.input_shape
        if shape is None:
            return {}
        params = self._body(shape, request.body) if request.body else {}
        match = _pattern(operation.http["requestUri"]).match(request.path)
        placed = {
            key: unquote(value) for key, value in (match.groupdict() if match else {}).items()
        }
        asked = parse_qs(request.query)
        placed |= {key: values[-1] for key, values in asked.items()}
        for name, member in shape.members.items():
            key = member.serialization.get("name", name)
            if member.serialization.get("location") not in ("uri", "querystring"):
                continue
            if member.type_name == "list" and key in asked:
                params[name] = [xml.scalar(member.member, value) for value in asked[key]]
            elif key in placed:
                params[name] = xml.scalar(member, placed[key])
        return params

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result with the status that the model names."""
        status = operation.http.get("responseCode", 200)
        headers = {"x-amzn-requestid": request_id}
        shape = operation.output_shape
        for name, member in (shape.members if shape else {}).items():
            if member.serialization.get("location") == "header" and name in result:
                headers[member.serialization["name"]] = str(result[name])
        body = self._result(operation, result)
        return Answer(status=status, body=body, headers=headers | self._content_type())

    @abstractmethod
    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write an error."""

    @abstractmethod
    def _body(self, shape: Shape, body: bytes) -> dict[str, Any]: ...

    @abstractmethod
    def _result(self, operation: OperationModel, result: dict[str, Any]) -> bytes: ...

    @abstractmethod
    def _content_type(self) -> dict[str, str]: ...


class RestJson(_Rest):
    """The `rest-json` protocol."""

    protocol = "rest-json"

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write the code in its header and the message in the body."""
        headers = {"x-amzn-errortype": error.code(model), "x-amzn-requestid": request_id}
        body = json.dumps({"message": error.message, **error.members}).encode()
        status = error.status(model)
        return Answer(status=status, body=body, headers=headers | self._content_type())

    def _body(self, shape: Shape, body: bytes) -> dict[str, Any]:
        params: dict[str, Any] = documents.read(shape, load_json(body))
        return params

    def _result(self, operation: OperationModel, result: dict[str, Any]) -> bytes:
        document = documents.write(operation.output_shape, result, float)
        return json.dumps(document).encode()

    def _content_type(self) -> dict[str, str]:
        return {"content-type": "application/json"}


class RestXml(_Rest):
    """The `rest-xml` protocol."""

    protocol = "rest-xml"

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write type, code and message."""
        root = ET.Element("ErrorResponse")
        element = ET.SubElement(root, "Error")
        ET.SubElement(element, "Type").text = error.sender(model)
        ET.SubElement(element, "Code").text = error.code(model)
        ET.SubElement(element, "Message").text = error.message
        ET.SubElement(root, "RequestId").text = request_id
        headers = {"x-amzn-requestid": request_id} | self._content_type()
        return Answer(status=error.status(model), body=xml.render(root), headers=headers)

    def _body(self, shape: Shape, body: bytes) -> dict[str, Any]:
        params: dict[str, Any] = xml.read(shape, xml.parse(body))
        return params

    def _result(self, operation: OperationModel, result: dict[str, Any]) -> bytes:
        shape = operation.output_shape
        if shape is None:
            return b""
        root = ET.Element(shape.name)
        xml.fill(root, shape, result)
        return xml.render(root)

    def _content_type(self) -> dict[str, str]:
        return {"content-type": "text/xml"}


@cache
def _pattern(uri: str) -> re.Pattern[str]:
    path = uri.partition("?")[0]
    parts = re.split(r"\{(\w+)\+?\}", path)
    pieces = (
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile(f"^{''.join(pieces)}/?$")
