"""Requests made up from the published description get no failure, and answers that follow it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import schemathesis

# Read before requests are made up: an import far down the stack of a generator, where pytest
# rewrites the module, has ended in CPython 3.11's "AST constructor recursion depth mismatch".
import schemathesis.specs.openapi.adapter.parameters
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

Body = dict[str, Any]

PATHS = ("/detectors/", "/workflows/", "/monitors/", "/events-timeseries/")
OWN = {"organization_id_or_slug": "acme", "project_id_or_slug": "shop"}


def described(shared: Path) -> Any:
    """The part of the description that is about monitors and alerts."""
    document = json.loads((shared / "openapi/sentry-public.json").read_text())
    paths = {
        path: operations
        for path, operations in document["paths"].items()
        if any(part in path for part in PATHS)
    }
    return schemathesis.openapi.from_dict({**document, "paths": paths})


def test_made_up_requests_are_answered(
    shared_dir: Path, api: httpx.Client, metric: Body, alert: Body
) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    made = {
        "detector_id": api.post("/organizations/acme/projects/shop/detectors/", json=metric),
        "workflow_id": api.post("/organizations/acme/workflows/", json=alert),
    }
    known = OWN | {name: answer.json()["id"] for name, answer in made.items()}
    operations = [found.ok() for found in described(shared_dir).get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        probe(operation, root, known)


def probe(operation: Any, root: str, known: dict[str, str]) -> None:
    """Send some made-up requests of one operation; objects that exist are asked for every other."""
    headers = {"Authorization": "Bearer t"}
    count = 0

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        nonlocal count
        count += 1
        names = case.path_parameters.keys() & (known.keys() if count % 2 else OWN.keys())
        case.path_parameters |= {name: known[name] for name in names}
        answer = case.call(base_url=root, headers=headers)
        case.validate_response(
            answer, checks=(not_a_server_error, response_schema_conformance), headers=headers
        )

    send()
