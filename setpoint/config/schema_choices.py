"""Choices in a JSON Schema: exactly one of some keys, said so that an editor's sentence is ours.

A schema that asks for a key that nothing has always fails; editors that read `errorMessage`
(yaml-language-server does) show it instead. Where an unknown key is there, that alone is told:
it is probably one of the keys, misspelt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.validation.sentences import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.config.model.one_of import OneOf


def add_choice(section: dict[str, Any], one_of: OneOf) -> None:
    """Add a choice to the schema of a section."""
    each = [{"required": [key]} for key in one_of.keys]
    none = one_of.none or f"has no {one_of.thing}; write {alternatives(one_of.keys)}"
    listed = alternatives(one_of.keys)
    several = f"has more than one {one_of.thing} of {listed}; keep one"
    section["if"] = {"anyOf": each}
    section["then"] = {"if": {"oneOf": each}, "else": _refusal(f"a single {one_of.thing}", several)}
    section["else"] = {
        "if": {"propertyNames": {"enum": _keys(section)}},
        "then": _refusal(f"a {one_of.thing}", none),
    }


def remove_choice(section: dict[str, Any]) -> None:
    """Take a choice out of the schema of a section, if it has one."""
    for key in ("if", "then", "else"):
        section.pop(key, None)


def _keys(section: dict[str, Any]) -> list[str]:
    properties: Iterable[str] = section["properties"]
    return list(properties)


def _refusal(missing: str, message: str) -> dict[str, Any]:
    return {"required": [missing], "errorMessage": message}
