"""Judges request bodies by both published descriptions of Sentry's API."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from openapi_schema_validator import OAS30Validator

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("sentry-public.json", "sentry-monitors.yaml")

_NARROWER = re.compile(
    r"assertion: .* is not of type 'string'"  # recorded, and documented, as an object
    r"|comparison/targetType: 'Unassigned' is not one of"  # the public file has it
    r"|detector_ids/\d+: '\d+' is not of type 'integer'"  # ids go as strings
    r"|triggers/conditions/\d+/comparison: \[.*\] is not of type"  # seer_activity_trigger
    r"|schemas/github_enterprise' could not be resolved"  # the public file leaves types open
)
"""Where one file says less than the other, or than the recorded traffic."""


@cache
def _document(path: Path) -> dict[str, Any]:
    text = path.read_text()
    loaded: dict[str, Any] = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    return loaded


def departures(folder: Path, method: str, path: str, body: Any) -> list[str]:
    """Where a request departs from the files; at least one of them must know the route."""
    found, known = [], 0
    for name in FILES:
        document = _document(folder / name)
        schema = _schema(document, method.lower(), path)
        if schema is None:
            continue
        known += 1
        judged = _snake_keys(body) if name == FILES[0] else body
        found += [f"{name}: {text}" for text in _errors(document, schema, judged)]
    return found if known else [f"no contract has {method} {path}"]


def _errors(document: dict[str, Any], schema: dict[str, Any], body: Any) -> list[str]:
    resolved = {**schema, "components": document.get("components", {})}
    errors = list(OAS30Validator(resolved).iter_errors(body))
    texts = [
        f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message}"
        for error in errors
        for deepest in _deepest(error)
    ]
    return [text[:400] for text in texts if not _NARROWER.search(text)]


def _deepest(error: Any) -> list[Any]:
    """The reasons inside a `oneOf`; one that fits several branches is the file's own ambiguity."""
    if error.validator == "oneOf" and "valid under each of" in error.message:
        return []
    if error.validator not in {"oneOf", "anyOf", "allOf"} or not error.context:
        return [error]
    branches: dict[Any, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).extend(_deepest(inner))
    return min(branches.values(), key=len)


def _schema(document: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    for template, operations in document["paths"].items():
        wanted = f"/api{template}" if template.startswith("/0/") else template
        pattern = re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(wanted)).rstrip("/")
        if method in operations and re.fullmatch(pattern, path.rstrip("/")):
            body = operations[method].get("requestBody", {})
            found: dict[str, Any] | None = (
                body.get("content", {}).get("application/json", {}).get("schema")
            )
            return found
    return None


def _snake_keys(body: Any) -> Any:
    """The public file lists its fields in snake case and says that they are passed as camel."""
    if not isinstance(body, dict):
        return body
    inner = {"conditionGroup", "triggers"}
    return {
        re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", key): (
            _snake_keys(value) if key in inner else value
        )
        for key, value in body.items()
    }
