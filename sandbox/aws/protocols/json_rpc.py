"""The `json` protocol (1.0 and 1.1): X-Amz-Target names the operation, the body is JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols import documents
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel


class JsonRpc:
    """See the module."""

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Read X-Amz-Target."""
        prefix = model.metadata.get("targetPrefix")
        service, _, name = request.headers.get("x-amz-target", "").partition(".")
        return name if prefix and service == prefix else None

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read the body by the operation's input shape."""
        params: dict[str, Any] = documents.read(operation.input_shape, load_json(request.body))
        return params

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result as one JSON object, empty where the operation has no output."""
        document = documents.write(operation.output_shape, result, float)
        return self._answer(operation.service_model, 200, document, request_id)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write `__type` and the message; Query-compatible services add the old code."""
        document = {"__type": error.shape, "message": error.message, **error.members}
        answer = self._answer(model, error.status(model), document, request_id)
        if "awsQueryCompatible" in model.metadata:
            answer.headers["x-amzn-query-error"] = f"{error.code(model)};{error.sender(model)}"
        return answer

    def _answer(
        self, model: ServiceModel, status: int, document: dict[str, Any], request_id: str
    ) -> Answer:
        version = model.metadata.get("jsonVersion", "1.0")
        headers = {
            "content-type": f"application/x-amz-json-{version}",
            "x-amzn-requestid": request_id,
        }
        return Answer(status=status, body=json.dumps(document).encode(), headers=headers)


def load_json(body: bytes) -> Any:
    """Read a JSON body; an empty one is an empty object.

    Raises:
        AwsError: `SerializationException` where it isn't JSON.
    """
    try:
        return json.loads(body or b"{}")
    except ValueError as error:
        raise AwsError("SerializationException", "The request body is no JSON") from error
