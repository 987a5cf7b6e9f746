"""Writes results as XML by a model's shape, and reads XML bodies."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols.timestamps import to_iso, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import Shape

_SCALARS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "long": int,
    "double": float,
    "float": float,
    "timestamp": to_seconds,
}


def fill(parent: ET.Element, shape: Shape, value: dict[str, Any]) -> None:
    """Append the members of a structure to `parent`."""
    for name, member in shape.members.items():
        if value.get(name) is not None and member.serialization.get("location") is None:
            _append(parent, member, value[name], member.serialization.get("name", name))


def _append(parent: ET.Element, shape: Shape, value: Any, tag: str) -> None:
    if shape.type_name == "list":
        _append_list(parent, shape, value, tag)
        return
    element = ET.SubElement(parent, tag)
    if shape.type_name == "structure":
        fill(element, shape, value)
    elif shape.type_name == "map":
        _append_map(element, shape, value)
    else:
        element.text = _text(shape, value)


def _append_list(parent: ET.Element, shape: Shape, value: list[Any], tag: str) -> None:
    flattened = shape.serialization.get("flattened")
    holder = parent if flattened else ET.SubElement(parent, tag)
    item_tag = tag if flattened else shape.member.serialization.get("name", "member")
    for item in value:
        _append(holder, shape.member, item, item_tag)


def _append_map(element: ET.Element, shape: Shape, value: dict[str, Any]) -> None:
    for key, item in value.items():
        entry = ET.SubElement(element, "entry")
        _append(entry, shape.key, key, shape.key.serialization.get("name", "key"))
        _append(entry, shape.value, item, shape.value.serialization.get("name", "value"))


def _text(shape: Shape, value: Any) -> str:
    if shape.type_name == "boolean":
        return "true" if value else "false"
    if shape.type_name == "timestamp":
        return to_iso(value)
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return str(value)


def render(root: ET.Element) -> bytes:
    """Write a document."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def scalar(shape: Shape, text: str) -> Any:
    """Read a scalar from text.

    Raises:
        AwsError: `MalformedInput` where the text isn't of the shape's type.
    """
    if shape.type_name == "boolean":
        return text.strip().lower() == "true"
    try:
        return _SCALARS.get(shape.type_name, str)(text)
    except ValueError as error:
        raise AwsError("MalformedInput", f"{text!r} is no {shape.type_name}") from error


def parse(body: bytes) -> ET.Element:
    """Read an XML document.

    Raises:
        AwsError: `MalformedInput` where it is none or declares a document type.
    """
    if b"<!DOCTYPE" in body:
        raise AwsError("MalformedInput", "A document type declaration is not allowed")
    try:
        return ET.fromstring(body)  # noqa: S314 - entities need a DOCTYPE, refused above
    except ET.ParseError as error:
        raise AwsError("MalformedInput", f"The request body is no XML: {error}") from error


def read(shape: Shape, element: ET.Element) -> Any:
    """Read an element by its shape; names are compared without their namespace."""
    if shape.type_name == "structure":
        return _read_structure(shape, element)
    if shape.type_name == "list":
        return [read(shape.member, child) for child in element]
    return scalar(shape, element.text or "")


def _read_structure(shape: Shape, element: ET.Element) -> dict[str, Any]:
    children: dict[str, ET.Element] = {child.tag.rpartition("}")[2]: child for child in element}
    found = {}
    for name, member in shape.members.items():
        tag = member.serialization.get("name", name)
        if tag in children and member.serialization.get("location") is None:
            found[name] = read(member, children[tag])
    return found
