"""The package's schema, as Pulumi wants it, derived from the declarations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from providers.sentry_alerting import PACKAGE, VERSION
from providers.sentry_alerting.declare import (
    Flag,
    Many,
    Number,
    Property,
    Record,
    Reference,
    Text,
    Texts,
    Type,
    Variant,
    Variants,
    Whole,
    variants_of,
)
from providers.sentry_alerting.settings import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from providers.plugin import Props
    from providers.sentry_alerting.declare import Declaration, FunctionDeclaration


def package_schema(
    resources: Iterable[Declaration], functions: Iterable[FunctionDeclaration]
) -> str:
    """The schema as JSON."""
    writer = _Writer()
    schema = {
        "name": PACKAGE,
        "version": VERSION,
        "displayName": "Sentry monitors and alerts",
        "description": "Sentry's monitors and alerts, and the lookups that they need.",
        "license": "Apache-2.0",
        "config": {"variables": writer.properties(CONFIG.properties)},
        "provider": {
            "description": CONFIG.doc,
            "inputProperties": writer.properties(CONFIG.properties),
        },
        "resources": {one.token: writer.resource(one) for one in resources},
        "functions": {one.token: writer.function(one) for one in functions},
        "types": writer.types,
        "language": {"python": {"respectSchemaVersion": True}},
    }
    return json.dumps(schema, indent=2)


def type_token(name: str) -> str:
    """The token of a type of this package."""
    return f"{PACKAGE}:index:{name}"


class _Writer:
    """Writes types once, where they are first met."""

    def __init__(self) -> None:
        self.types: Props = {}

    def resource(self, declared: Declaration) -> Props:
        inputs = declared.inputs.properties
        optional = {"organization"}
        return {
            "description": declared.doc,
            "inputProperties": self.properties(inputs),
            "requiredInputs": _required(inputs),
            "properties": self.properties((*inputs, *declared.outputs)),
            "required": [*_required(inputs), *optional, *(one.name for one in declared.outputs)],
        }

    def function(self, declared: FunctionDeclaration) -> Props:
        return {
            "description": declared.doc,
            "inputs": self._object(declared.inputs),
            "outputs": self._object(declared.outputs),
        }

    def properties(self, properties: Iterable[Property]) -> Props:
        return {one.name: self._property(one) for one in properties}

    def _object(self, record: Record) -> Props:
        return {
            "type": "object",
            "properties": self.properties(record.properties),
            "required": _required(record.properties),
        }

    def _property(self, declared: Property) -> Props:
        written = {**self._type(declared.type), "description": declared.doc}
        if isinstance(declared.default, str | int | float | bool):
            written["default"] = declared.default
        if declared.replaces:
            written["willReplaceOnChanges"] = True
        if declared.secret:
            written["secret"] = True
        return written

    def _type(self, kind: Type) -> Props:
        if isinstance(kind, Many):
            return {"type": "array", "items": self._type(kind.of)}
        if isinstance(kind, Texts):
            return {"type": "object", "additionalProperties": {"type": "string"}}
        if isinstance(kind, Record):
            return self._record(kind, tag="", value="")
        if isinstance(kind, Variants | Reference):
            return self._variants(variants_of(kind))
        return {"type": _SCALARS[type(kind)]}

    def _record(self, record: Record, *, tag: str, value: str) -> Props:
        token = type_token(record.name)
        reference = {"$ref": f"#/types/{token}"}
        if token not in self.types:
            self.types[token] = {}  # a type that holds itself finds its name taken
            written = self._object(record)
            if tag:
                constant = {"type": "string", "const": value, "description": "The kind."}
                written["properties"] = {tag: constant, **written["properties"]}
                written["required"] = [tag, *written["required"]]
            self.types[token] = {"description": record.doc, **written}
        return reference

    def _variants(self, kinds: Variants) -> Props:
        references = [self._variant(kinds, one) for one in kinds.variants]
        mapping = {
            one.tag: reference["$ref"]
            for one, reference in zip(kinds.variants, references, strict=True)
        }
        return {
            "oneOf": references,
            "discriminator": {"propertyName": kinds.tag, "mapping": mapping},
        }

    def _variant(self, kinds: Variants, variant: Variant) -> Props:
        return self._record(variant.record, tag=kinds.tag, value=variant.tag)


_SCALARS: dict[Any, str] = {
    Text: "string",
    Whole: "integer",
    Number: "number",
    Flag: "boolean",
}


def _required(properties: Iterable[Property]) -> list[str]:
    return [one.name for one in properties if one.required]
