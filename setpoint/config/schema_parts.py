"""The part of the JSON Schema for alerts that say only a part: templates, uses, levels.

There every key may be left out, every text with ${...} may become what belongs there, and
null removes what the template has.
"""

from __future__ import annotations

import json
from typing import Any

from setpoint.config.schema_choices import remove_choice

_SUFFIX = "Part"
_REFERENCE = "#/definitions/"
_LATER = ({"type": "string", "pattern": r"\$\{"}, {"type": "null"})


def allow_parts(definitions: dict[str, Any]) -> None:
    """Let an alert that uses a template, has levels, or is a template's own be a part of one."""
    parts = {f"{name}{_SUFFIX}": _part(definitions[name]) for name in _below("Alert", definitions)}
    whole = definitions["Alert"]
    definitions["Alert"] = {
        "if": {"anyOf": [{"required": ["template"]}, {"required": ["levels"]}]},
        "then": {"$ref": f"{_REFERENCE}Alert{_SUFFIX}"},
        "else": {"$ref": f"{_REFERENCE}WholeAlert"},
    }
    definitions["WholeAlert"] = whole
    definitions |= parts
    make_templates_of(definitions, f"Alert{_SUFFIX}")


def make_templates_of(definitions: dict[str, Any], alert: str) -> None:
    """Let what a template says of its alert be the definition of that name."""
    template = definitions["Template"]["properties"]
    meaning = template["alert"]["description"]
    template["alert"] = {"description": meaning, "allOf": [{"$ref": f"{_REFERENCE}{alert}"}]}


def _below(top: str, definitions: dict[str, Any]) -> list[str]:
    """Names of a definition and of all that it refers to."""
    found: dict[str, None] = {}
    waiting = [top]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _references(definitions[name])
    return list(found)


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix(_REFERENCE)] if "$ref" in value else []
        return own + [name for below in value.values() for name in _references(below)]
    return [name for item in value for name in _references(item)] if isinstance(value, list) else []


def _part(definition: dict[str, Any]) -> dict[str, Any]:
    """A section of which anything may be missing, or come later."""
    text = json.dumps(definition)
    part: dict[str, Any] = json.loads(text, object_hook=_renamed)
    remove_choice(part)
    for key in ("required", "minProperties"):
        part.pop(key, None)
    part["properties"] = {k: _loose(v) for k, v in part.get("properties", {}).items()}
    return part


def _renamed(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "$ref": f"{value['$ref']}{_SUFFIX}"} if "$ref" in value else value


def _loose(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or a text to be filled in, or nothing."""
    described = {"description": value.pop("description")} if "description" in value else {}
    for key in ("minProperties", "minItems"):
        value.pop(key, None)
    return {**described, "anyOf": [value, *_LATER]}
