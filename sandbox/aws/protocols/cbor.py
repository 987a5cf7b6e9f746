"""smithy rpc-v2-cbor: the path names the operation, the body is CBOR.

Current Go SDKs, and with them the official plugin, speak this to CloudWatch.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import cbor2

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols import documents
from sandbox.aws.protocols.wire import Answer, Request

if TYPE_CHECKING:
    from botocore.model import OperationModel, ServiceModel

_PATH = re.compile(r"^/service/(?P<service>\w+)/operation/(?P<operation>\w+)/?$")
_EPOCH_TAG = 1


class Cbor:
    """See the module."""

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Read the path."""
        match = _PATH.match(request.path)
        if match is None or match["service"] != model.metadata.get("targetPrefix"):
            return None
        return match["operation"]

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read the body by the operation's input shape."""
        try:
            document = cbor2.loads(request.body) if request.body else {}
        except (cbor2.CBORDecodeError, ValueError) as error:
            raise AwsError("SerializationException", "The request body is no CBOR") from error
        params: dict[str, Any] = documents.read(operation.input_shape, document)
        return params

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write the result as one CBOR map."""
        document = documents.write(operation.output_shape, result, _epoch)
        return _answer(200, document, request_id)

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write `__type`, the message and the Query code in its header."""
        namespace = f"com.amazonaws.{model.service_name}"
        document = {"__type": f"{namespace}#{error.shape}", "message": error.message}
        answer = _answer(error.status(model), {**document, **error.members}, request_id)
        answer.headers["x-amzn-query-error"] = f"{error.code(model)};{error.sender(model)}"
        return answer


def _epoch(seconds: float | datetime) -> cbor2.CBORTag:
    value = seconds.timestamp() if isinstance(seconds, datetime) else float(seconds)
    return cbor2.CBORTag(_EPOCH_TAG, value)


def _answer(status: int, document: dict[str, Any], request_id: str) -> Answer:
    headers = {
        "content-type": "application/cbor",
        "smithy-protocol": "rpc-v2-cbor",
        "x-amzn-requestid": request_id,
    }
    return Answer(status=status, body=cbor2.dumps(document), headers=headers)
