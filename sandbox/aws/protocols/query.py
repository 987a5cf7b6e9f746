"""The `query` protocol: a form names the operation in `Action`, the answer is XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from sandbox.aws.protocols import markup

if TYPE_CHECKING:
    from moto.core.model import OperationModel, ServiceModel

    from sandbox.aws.errors import AwsError
    from sandbox.aws.protocols.wire import Answer, Request


class Query:
    """See the module."""

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Read `Action` from the form, or from the URL of a link."""
        if "query" not in model.metadata.get("protocols", []) or "x-amz-target" in request.headers:
            return None
        return dict(_pairs(request)).get("Action")

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read `Metrics.member.1.Id=m1` and the like by the operation's input shape."""
        return markup.read("query", operation, request, values=_pairs(request), placed={})

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result in the wrapper that the model names."""
        return markup.write("query", operation, result, request_id)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write type, code and message."""
        return markup.fail(model, error, request_id)


def _pairs(request: Request) -> list[tuple[str, str]]:
    text = request.query
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        text = f"{text}&{request.body.decode('utf-8', 'replace')}"
    return parse_qsl(text, keep_blank_values=True)
