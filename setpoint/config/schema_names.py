"""What a JSON Schema suggests: a project's own ids, and AWS's namespaces and metrics.

Everything that differs from project to project stands in definitions of their own (`Known...`),
beside which any text may stand: an id that is new is no error in an editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.config.model.types.reference import DEFINED
from setpoint.config.model.types.suggestion import SUGGESTED
from setpoint.metrics import known_namespace, known_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.config.known import Known

_KNOWN: Final = "Known"
_METRICS: Final = "KnownMetrics"
_RUNBOOK: Final = "runbook"
_NAMESPACE: Final = "namespace"
_KINDS: Final = (*DEFINED, _RUNBOOK, _NAMESPACE)


def suggest(schema: dict[str, Any], known: Known) -> dict[str, Any]:
    """A schema with definitions whose marked texts refer to what is known of their kind."""
    found: dict[str, Any] = _referring(schema)
    definitions = found["definitions"]
    definitions["Metric"]["allOf"] = [_definition(_METRICS)]
    for kind in (*DEFINED, _RUNBOOK):
        definitions[_name(kind)] = _listed(known.ids.get(kind, ()))
    definitions[_name(_NAMESPACE)] = _listed(known.metrics.keys() | known_namespaces())
    definitions[_METRICS] = _metrics(known.metrics)
    return found


def without_names(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without what differs from project to project."""
    definitions = schema.get("definitions", {})
    shared = {name: each for name, each in definitions.items() if not name.startswith(_KNOWN)}
    return {**schema, "definitions": shared}


def _name(kind: str) -> str:
    return _KNOWN + "".join(word[:1].upper() + word[1:] for word in kind.split())


def _definition(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


def _referring(value: Any) -> Any:
    """The value with each mark turned into a reference."""
    if isinstance(value, list):
        return [_referring(item) for item in value]
    if not isinstance(value, dict):
        return value
    below = {key: _referring(each) for key, each in value.items() if key != SUGGESTED}
    if SUGGESTED not in value:
        return below
    kinds = [each for each in value[SUGGESTED] if each in _KINDS]
    words = [each for each in value[SUGGESTED] if each not in _KINDS]
    described = {"description": below.pop("description")} if "description" in below else {}
    default = {"default": below.pop("default")} if "default" in below else {}
    known = [_definition(_name(kind)) for kind in kinds]
    known += [{"enum": words}] if words else []
    return {**described, **default, "anyOf": [below or {"type": "string"}, *known]}


def _listed(names: Iterable[str]) -> dict[str, Any]:
    listed = sorted(names)
    return {"enum": listed} if listed else {"type": "string"}


def _metrics(used: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Names of metrics: of a namespace that the project uses its own, else those of all."""
    everywhere = {name for each in known_namespaces() for name in _published(each)}
    own = {name: {*names, *_published(name)} for name, names in sorted(used.items())}
    other = {"not": _in_namespace(_listed(own))} if own else {}
    return {
        "allOf": [
            *({"if": _in_namespace({"const": n}), "then": _named(own[n])} for n in own),
            {"if": other, "then": _named(everywhere)},
        ]
    }


def _published(namespace: str) -> Iterable[str]:
    """Names of the metrics that AWS has in a namespace."""
    found = known_namespace(namespace)
    return found.metrics if found else ()


def _in_namespace(one: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"namespace": one}, "required": ["namespace"]}


def _named(names: Iterable[str]) -> dict[str, Any]:
    return {"properties": {"name": {"anyOf": [{"type": "string"}, {"enum": sorted(names)}]}}}
