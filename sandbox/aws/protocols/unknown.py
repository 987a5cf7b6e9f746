"""Refuses a request of a service whose model isn't loaded, in XML or JSON as it seems to speak."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sandbox.aws.protocols import xml
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from sandbox.aws.errors import AwsError

_XML_TYPES = ("application/x-www-form-urlencoded", "application/xml", "text/xml")


def refuse(request: Request, error: AwsError, request_id: str) -> Answer:
    """Write an error without knowing the service."""
    headers = {"x-amzn-errortype": error.shape, "x-amzn-requestid": request_id}
    if not request.headers.get("content-type", "").startswith(_XML_TYPES):
        body = json.dumps({"__type": error.shape, "message": error.message}).encode()
        headers["content-type"] = "application/x-amz-json-1.1"
        return Answer(status=error.given_status, body=body, headers=headers)
    root = ET.Element("ErrorResponse")
    element = ET.SubElement(root, "Error")
    ET.SubElement(element, "Code").text = error.shape
    ET.SubElement(element, "Message").text = error.message
    ET.SubElement(root, "RequestId").text = request_id
    headers["content-type"] = "text/xml"
    return Answer(status=error.given_status, body=xml.render(root), headers=headers)
