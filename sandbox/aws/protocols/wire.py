"""What every protocol reads and writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from typing import Protocol as TypingProtocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import OperationModel, ServiceModel

    from sandbox.aws.errors import AwsError


@dataclass(frozen=True, kw_only=True)
class Request:
    """An HTTP request as received; `headers` has lower-case names."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An HTTP response to be sent."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Protocol(TypingProtocol):
    """One way to write an operation, its result and its errors."""

    def operation(self, model: ServiceModel, request: Request) -> str | None:
        """Return the operation that a request names, `None` where it isn't this protocol's."""

    def parse(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        """Read the parameters; what the model doesn't know is left out, as AWS does."""

    def write(self, operation: OperationModel, result: dict[str, Any], request_id: str) -> Answer:
        """Write a result."""

    def fail(self, model: ServiceModel, error: AwsError, request_id: str) -> Answer:
        """Write an error."""
