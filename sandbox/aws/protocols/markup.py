"""The protocols that write XML, read and written by moto, with what moto lets pass refused.

moto loads slowly, so it is loaded when the first request comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols.timestamps import to_seconds
from sandbox.aws.protocols.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto.core.model import OperationModel, ServiceModel
    from moto.core.parse import RequestDict

    from sandbox.aws.protocols.wire import Request


def read(
    protocol: str,
    operation: OperationModel,
    request: Request,
    *,
    values: list[tuple[str, str]],
    placed: Mapping[str, str],
) -> dict[str, Any]:
    """Read the parameters of a request.

    Args:
        protocol: botocore's name, `query` or `rest-xml`.
        operation: What is asked.
        request: The request.
        values: The form, or the URL's query.
        placed: What stands in the path.

    Raises:
        AwsError: `MalformedInput` where a value isn't of its type, or the body is no XML.
    """
    from moto.core.parse import PROTOCOL_PARSERS, RequestParserError  # noqa: PLC0415
    from werkzeug.datastructures import Headers, MultiDict  # noqa: PLC0415 - loaded with moto

    if b"<!DOCTYPE" in request.body:
        raise AwsError("MalformedInput", "A document type declaration is not allowed")
    parser = PROTOCOL_PARSERS[protocol](
        operation, timestamp_parser=to_seconds, blob_parser=lambda text: text
    )
    asked: RequestDict = {
        "body": request.body,
        "headers": Headers(dict(request.headers)),
        "method": request.method,
        "url_params": dict(placed),
        "url_path": request.path,
        "values": MultiDict(values),
    }
    try:
        params: dict[str, Any] = parser.parse(asked)
    except (RequestParserError, ValueError) as error:
        raise AwsError("MalformedInput", f"The request can't be read: {error}") from error
    return params


def write(
    protocol: str, operation: OperationModel, result: dict[str, Any], request_id: str
) -> Answer:
    """Write a result with the status that the model names."""
    from moto.core.serialize import SERIALIZERS, SerializationContext  # noqa: PLC0415

    written = SERIALIZERS[protocol](operation, SerializationContext(request_id)).serialize(result)
    headers = {name.lower(): str(value) for name, value in written["headers"].items()}
    body = written["body"]
    return Answer(
        status=written["status_code"],
        body=body.encode() if isinstance(body, str) else body,
        headers={"content-type": "text/xml", **headers, "x-amzn-requestid": request_id},
    )


def refuse(request_id: str, status: int, namespace: str = "", **told: str) -> Answer:
    """Write an error; `told` are its elements, such as Code and Message."""
    root = ET.Element("ErrorResponse", {"xmlns": namespace} if namespace else {})
    element = ET.SubElement(root, "Error")
    for tag, text in told.items():
        ET.SubElement(element, tag).text = text
    ET.SubElement(root, "RequestId").text = request_id
    body = bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    headers = {"content-type": "text/xml", "x-amzn-requestid": request_id}
    return Answer(status=status, body=body, headers=headers)


def fail(model: ServiceModel, error: AwsError, request_id: str) -> Answer:
    """Write an error of a service's."""
    return refuse(
        request_id,
        error.status(model),
        str(model.metadata.get("xmlNamespace", "")),
        Type=error.sender(model),
        Code=error.code(model),
        Message=error.message,
    )
