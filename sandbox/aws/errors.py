"""The one exception that an operation raises, named by the error shape of the service's model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.model import ServiceModel

_SERVER_FAULT = 500


class AwsError(Exception):
    """A refusal in the service's own terms.

    Args:
        shape: The error's shape in botocore's model, such as `ValidationException`. A name that
            the model doesn't have is used as the code itself.
        message: What the service says.
        status: HTTP status, where the model gives none.
        members: Further members of the error shape.
    """

    def __init__(self, shape: str, message: str, *, status: int = 400, **members: Any) -> None:
        super().__init__(message)
        self.shape = shape
        self.message = message
        self.members = members
        self.given_status = status

    def code(self, model: ServiceModel) -> str:
        """Return the code that Query clients see, such as `ValidationError`."""
        return str(self._traits(model).get("code", self.shape))

    def status(self, model: ServiceModel) -> int:
        """Return the HTTP status that the model names, else the one given."""
        return int(self._traits(model).get("httpStatusCode", self.given_status))

    def sender(self, model: ServiceModel) -> str:
        """Return `Sender` or `Receiver`: whose fault it is."""
        return "Receiver" if self.status(model) >= _SERVER_FAULT else "Sender"

    def _traits(self, model: ServiceModel) -> dict[str, Any]:
        if self.shape not in model.shape_names:
            return {}
        traits: dict[str, Any] = model.shape_for(self.shape).metadata.get("error", {})
        return traits
