"""Judges answers by the published descriptions of Sentry's API."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from openapi_schema_validator import OAS30Validator

if TYPE_CHECKING:
    from pathlib import Path

    from jsonschema.exceptions import ValidationError


@cache
def contract(path: Path) -> dict[str, Any]:
    """Read a contract, JSON or YAML."""
    text = path.read_text()
    loaded: dict[str, Any] = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    return loaded


def departures(
    document: dict[str, Any], method: str, path: str, status: int, body: Any
) -> list[str]:
    """Name where an answer departs from a contract; nothing if the contract doesn't know it."""
    operation = _operation(document, method.lower(), path)
    answer = (operation or {}).get("responses", {}).get(str(status), {})
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return []
    resolved = {**schema, "components": document.get("components", {})}
    found = OAS30Validator(resolved).iter_errors(body)
    named = [
        f"{'/'.join(str(key) for key in error.absolute_path)}: {error.message}"
        for error in found
        if not _is_ambiguity(error)
    ]
    return [one[:300] for one in named if not NARROWER.search(one)]


def _operation(document: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    for template, operations in document["paths"].items():
        wanted = f"/api{template}" if template.startswith("/0/") else template
        pattern = re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(wanted)).rstrip("/")
        if method in operations and re.fullmatch(pattern, path.rstrip("/")):
            found: dict[str, Any] = operations[method]
            return found
    return None


NARROWER = re.compile(
    r"conditionGroup/conditions/\d+/id: '\d+' is not of type 'integer'"  # digits, as a string
    r"|(owner|conditionGroup|dataSources|user|isMinimumRoleFor|dateCreated): None "
    r"|queryObj/assertion: .* is not of type 'string'"  # an object
    r"|(conditions/\d+/value|actions/\d+/account): '\d+' is not of type 'integer'"
    r"|(^|/)\d+: .*'provider'.* is not valid under any"  # integrations other than PagerDuty
)
"""Where sentry-monitors.yaml says less than the client, which it describes, was seen to accept."""


def _is_ambiguity(error: ValidationError) -> bool:
    """Whether more than one branch of a `oneOf` fits: the contract's own ambiguity."""
    return error.validator == "oneOf" and "valid under each of" in error.message
