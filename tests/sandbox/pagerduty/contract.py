"""PagerDuty's published OpenAPI, for validating what the emulator answers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from openapi_schema_validator import OAS30Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

_NAME = "urn:pagerduty"

# What the official plugin needs otherwise than the contract has it (see test_recordings).
NEEDED_OTHERWISE = (
    "escalation_rule_assignment_strategy",  # an object, as in the API's examples
    "contact_method/type",  # without _reference
    "default_role",  # a recorded team has responder
    "alert_grouping_parameters: {}",  # of nulls only, where there is no grouping
    "email_parsers: []",
    "email_filters: []",
    "service_integration",  # the type of a vendor's integration
)


class Contract:
    """Finds the schema of an answer and names what an answer has wrong."""

    def __init__(self, shared: Path) -> None:
        self.document = json.loads((shared / "openapi" / "pagerduty-rest.json").read_text())
        # Its forms overlap, so that not even the contract's own examples are of one form only.
        channel = self.document["components"]["schemas"]["Channel"]
        channel["anyOf"] = channel.pop("oneOf")
        resource = Resource(contents=self.document, specification=DRAFT4)
        self._registry: Registry[Any] = Registry().with_resource(_NAME, resource)
        self._paths = {
            re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"): path
            for path in sorted(self.document["paths"], key=lambda path: path.count("{"))
        }

    def faults(self, method: str, path: str, status: int, body: Any) -> list[str] | None:
        """Return what is wrong with an answer; None where the contract says nothing of it."""
        template, operation = self._operation(method, path)
        if operation is None:
            return None
        if str(status) not in operation["responses"]:
            return [f"{method} {template} never answers {status}"]
        pointer = self._pointer(str(template), method.lower(), str(status))
        if pointer is None:
            return []
        return self._judged(pointer, body)

    def request_faults(self, method: str, path: str, body: Any) -> list[str]:
        """Return what is wrong with a request; empty where the contract says nothing of it."""
        template, operation = self._operation(method, path)
        if operation is None or "requestBody" not in operation:
            return []
        base = f"/paths/{str(template).replace('/', '~1')}/{method.lower()}/requestBody"
        return self._judged(f"{base}/content/application~1json/schema", body)

    def resolved(self, value: Any) -> Any:
        """Return what a value refers to inside the document, or the value itself."""
        while isinstance(value, dict) and "$ref" in value:
            found: Any = self.document
            for key in value["$ref"].removeprefix("#/").split("/"):
                found = found[key.replace("~1", "/")]
            value = found
        return value

    def _operation(self, method: str, path: str) -> tuple[str | None, Any]:
        template = next((name for rule, name in self._paths.items() if rule.match(path)), None)
        return template, self.document["paths"].get(template, {}).get(method.lower())

    def _judged(self, pointer: str, body: Any) -> list[str]:
        validator = OAS30Validator({"$ref": f"{_NAME}#{pointer}"}, registry=self._registry)
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in validator.iter_errors(body)
        ]

    def _pointer(self, template: str, method: str, status: str) -> str | None:
        answer = self.document["paths"][template][method]["responses"][status]
        base = f"/paths/{template.replace('/', '~1')}/{method}/responses/{status}"
        if "$ref" in answer:
            base = answer["$ref"].removeprefix("#")
            answer = self.document["components"]["responses"][base.rpartition("/")[2]]
        if "schema" not in answer.get("content", {}).get("application/json", {}):
            return None
        return f"{base}/content/application~1json/schema"


def answer_faults(
    contract: Contract, method: str, path: str, response: httpx.Response
) -> list[str] | None:
    """What is wrong, but for nulls: the contract doesn't say where they may be."""
    body = without_nulls(response.json())
    faults = contract.faults(method, path, response.status_code, body)
    return faults and [
        fault for fault in faults if not any(name in fault for name in NEEDED_OTHERWISE)
    ]


def without_nulls(value: Any) -> Any:
    """Return a copy of a JSON value without the fields that are null."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return value
