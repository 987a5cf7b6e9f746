"""JSON Schema of the config files, for editors: made from the models and their docstrings.

An editor checks less than `setpoint check` does: it suggests what references can name, and knows
no sums.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from setpoint.config.declarations.plan import choice_of
from setpoint.config.descriptions import descriptions
from setpoint.config.known import Known
from setpoint.config.model import Config
from setpoint.config.model.section import Section
from setpoint.config.model.types.suggestion import SUGGESTED
from setpoint.config.schema_choices import add_choice
from setpoint.config.schema_names import suggest
from setpoint.config.schema_parts import allow_parts, make_templates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIALECT = "http://json-schema.org/draft-07/schema#"
_ANY_REFERENCE = r"\$\{"


def schema_files(known: Known | None = None) -> dict[str, str]:
    """Text of the files of a project's folder `schema/`, by name; `known` in the project."""
    schemas = {
        "setpoint.schema.json": json_schema(known),
        "overlay.schema.json": overlay_json_schema(known),
    }
    return {name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas.items()}


def json_schema(known: Known | None = None) -> dict[str, Any]:
    """The schema of a base file; a folder's files share the required keys among them."""
    schema = _config_schema()
    # The keys that a config needs may stand in any of its files.
    del schema["required"]
    for cls in _sections():
        choice = choice_of(cls)
        if choice is not None and cls.__name__ in schema["definitions"]:
            add_choice(schema["definitions"][cls.__name__], choice)
    allow_parts(schema["definitions"])
    whole = {"$schema": _DIALECT, **schema, "title": "Setpoint: alerts.yaml or alerts/*.yaml"}
    return suggest(whole, known or Known())


def overlay_json_schema(known: Known | None = None) -> dict[str, Any]:
    """The schema of Pulumi.<env>.yaml: the same shape, all of it optional, null removes."""
    schema = _config_schema()
    definitions = schema.pop("definitions")
    # All of an overlay is parts, of which a template's alert is one more.
    make_templates_of(definitions, "Alert")
    for section in (schema, *definitions.values()):
        section.pop("required", None)
        section.pop("minProperties", None)
        for key, value in section.get("properties", {}).items():
            value.pop("minProperties", None)
            section["properties"][key] = _or_null(value)
    definitions["Config"] = schema
    whole = {
        "$schema": _DIALECT,
        "title": "Setpoint: Pulumi.<environment>.yaml",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "properties": {
                    "setpoint:config": {
                        "$ref": "#/definitions/Config",
                        "description": "What this environment changes in the base.",
                    }
                },
            }
        },
        "definitions": definitions,
    }
    return suggest(whole, known or Known())


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing."""
    described = {"description": value.pop("description")} if "description" in value else {}
    if isinstance(value.get("additionalProperties"), dict):
        value["additionalProperties"] = _or_null(value["additionalProperties"])
    for pattern, entry in value.get("patternProperties", {}).items():
        value["patternProperties"][pattern] = _or_null(entry)
    return {**described, "anyOf": [value, {"type": "null"}]}


def _config_schema() -> dict[str, Any]:
    """The config's schema as pydantic makes it, tidied, with descriptions."""
    schema = Config.model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs")
    classes = {cls.__name__: cls for cls in _sections()}
    for name, section in (("Config", schema), *schema["definitions"].items()):
        meanings = descriptions(classes[name])
        section.pop("title", None)
        for key, value in section.get("properties", {}).items():
            section["properties"][key] = _described(tidy(value), meanings[key])
    return schema


def _described(value: dict[str, Any], description: str) -> dict[str, Any]:
    """The description first; draft 7 ignores what stands beside a `$ref`."""
    if "$ref" in value:
        return {"description": description, "allOf": [value]}
    return {"description": description, **value}


def tidy(value: Any) -> Any:
    """Without titles and nulls, and with variables wherever a text has a fixed form."""
    if isinstance(value, list):
        return [tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    choices = [c for c in value.get("anyOf", ()) if c != {"type": "null"}]
    if "anyOf" in value and len(choices) == 1:
        rest = {k: v for k, v in value.items() if k not in ("anyOf", "title")}
        return tidy({**choices[0], **rest})
    found = {
        key: tidy(item)
        for key, item in value.items()
        if key != "title" and not (key == "default" and item is None)
    }
    if SUGGESTED in found.get("propertyNames", {}):
        _name_properties(found)
    if "patternProperties" in found:
        found.setdefault("additionalProperties", False)
    if isinstance(found.get("pattern"), str):
        found["pattern"] = f"{found['pattern']}|{_ANY_REFERENCE}"
    return found


def _name_properties(mapping: dict[str, Any]) -> None:
    """Move the pattern of names to the names, where editors look for suggestions."""
    for pattern, entry in mapping.pop("patternProperties", {}).items():
        mapping["additionalProperties"] = entry
        names = mapping["propertyNames"]
        mapping["propertyNames"] = {"type": "string", "pattern": pattern, **names}


def _sections() -> Iterator[type[Section]]:
    """Every section there is."""
    waiting: list[type[Section]] = [Section]
    while waiting:
        section = waiting.pop()
        waiting += section.__subclasses__()
        yield section
