"""The `query` protocol: a form names the operation in `Action`, the answer is XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

from sandbox.aws.protocols import xml
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel, Shape

    from sandbox.aws.errors import AwsError


class Query:
    """See the module."""

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Read `Action` from the form, or from the URL of a link."""
        if "query" not in model.metadata.get("protocols", []) or "x-amz-target" in request.headers:
            return None
        return dict(_pairs(request)).get("Action")

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read `Metrics.member.1.Id=m1` and the like by the operation's input shape."""
        if operation.input_shape is None:
            return {}
        params: dict[str, Any] = _read(operation.input_shape, _tree(_pairs(request)))
        return params

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result in the wrapper that the model names."""
        root = ET.Element(f"{operation.name}Response", {"xmlns": _namespace(operation)})
        shape = operation.output_shape
        if shape is not None:
            wrapper = shape.serialization.get("resultWrapper", f"{operation.name}Result")
            xml.fill(ET.SubElement(root, wrapper), shape, result)
        metadata = ET.SubElement(root, "ResponseMetadata")
        ET.SubElement(metadata, "RequestId").text = request_id
        return _answer(200, root, request_id)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write type, code and message."""
        root = ET.Element("ErrorResponse", {"xmlns": model.metadata.get("xmlNamespace", "")})
        element = ET.SubElement(root, "Error")
        ET.SubElement(element, "Type").text = error.sender(model)
        ET.SubElement(element, "Code").text = error.code(model)
        ET.SubElement(element, "Message").text = error.message
        ET.SubElement(root, "RequestId").text = request_id
        return _answer(error.status(model), root, request_id)


def _namespace(operation: OperationModel) -> str:
    return str(operation.service_model.metadata.get("xmlNamespace", ""))


def _answer(status: int, root: ET.Element, request_id: str) -> Answer:
    headers = {"content-type": "text/xml", "x-amzn-requestid": request_id}
    return Answer(status=status, body=xml.render(root), headers=headers)


def _pairs(request: Request) -> list[tuple[str, str]]:
    text = request.query
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        text = f"{text}&{request.body.decode('utf-8', 'replace')}"
    return parse_qsl(text, keep_blank_values=True)


def _tree(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for key, value in pairs:
        node = root
        *parents, leaf = key.split(".")
        for part in parents:
            child = node.setdefault(part, {})
            if not isinstance(child, dict):
                child = node[part] = {}
            node = child
        node[leaf] = value
    return root


def _read(shape: Shape, node: Any) -> Any:
    if shape.type_name == "structure":
        return _read_structure(shape, node if isinstance(node, dict) else {})
    if shape.type_name == "list":
        return _read_list(shape, node)
    if shape.type_name == "map":
        return _read_map(shape, node)
    return xml.scalar(shape, node if isinstance(node, str) else "")


def _read_structure(shape: Shape, node: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, member in shape.members.items():
        key = member.serialization.get("name", name)
        if key in node:
            found[name] = _read(member, node[key])
    return found


def _read_list(shape: Shape, node: Any) -> list[Any]:
    if not isinstance(node, dict):
        return []
    if not shape.serialization.get("flattened"):
        node = node.get(shape.member.serialization.get("name", "member"), {})
    return [_read(shape.member, node[index]) for index in _ordered(node)]


def _read_map(shape: Shape, node: Any) -> dict[str, Any]:
    entries = node.get("entry", {}) if isinstance(node, dict) else {}
    pairs = [entries[index] for index in _ordered(entries)]
    return {
        str(entry.get("key", "")): _read(shape.value, entry.get("value", ""))
        for entry in pairs
        if isinstance(entry, dict)
    }


def _ordered(node: Any) -> list[str]:
    return sorted((key for key in node if key.isdigit()), key=int)
