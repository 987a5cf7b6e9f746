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

_NAME = "urn:pagerduty"


class Contract:
    """Finds the schema of an answer and names what an answer has wrong."""

    def __init__(self, shared: Path) -> None:
        self.document = json.loads((shared / "openapi" / "pagerduty-rest.json").read_text())
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
