"""Where workspaces are kept, and the refusals that their parts share."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, Final

import yaml

from sandbox.aws.errors import AwsError

if TYPE_CHECKING:
    from sandbox.aws.service import Call

INVALID: Final = "ValidationException"
SECTION: Final = "amp_workspaces"
ACTIVE: Final[dict[str, Any]] = {"statusCode": "ACTIVE"}
# Most bytes of a namespace's rules and of a definition (AWS's quotas).
_MOST_BYTES: Final = 1_000_000


def workspace(call: Call) -> dict[str, Any]:
    """Return the workspace that a request names.

    Raises:
        AwsError: There is none.
    """
    number = call.params["workspaceId"]
    found: dict[str, Any] | None = call.section(SECTION).get(number)
    if found is None:
        raise missing("workspace", number)
    return found


def missing(kind: str, number: str) -> AwsError:
    """Return the refusal for something that isn't there."""
    text = f"{kind.capitalize()} not found"
    return AwsError("ResourceNotFoundException", text, resourceId=number, resourceType=kind)


def taken(kind: str, number: str) -> AwsError:
    """Return the refusal for something that exists already."""
    text = f"{kind.capitalize()} already exists"
    return AwsError("ConflictException", text, resourceId=number, resourceType=kind)


def unfit(message: str, reason: str = "FIELD_VALIDATION_FAILED") -> AwsError:
    """Return the refusal of what a request carries."""
    return AwsError(INVALID, message, reason=reason)


def document(call: Call) -> Any:
    """Return the YAML that a request carries, read.

    Raises:
        AwsError: It is too long, no text, or no YAML.
    """
    try:
        data = base64.b64decode(call.params["data"], validate=True)
        text = data.decode()
    except (binascii.Error, UnicodeError):
        raise unfit("The data is not UTF-8 text", "CANNOT_PARSE") from None
    if len(data) > _MOST_BYTES:
        raise unfit(f"The data has {len(data)} bytes; {_MOST_BYTES} are the most")
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise unfit(f"error parsing YAML: {error}", "CANNOT_PARSE") from None
