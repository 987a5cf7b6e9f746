"""The refusal that most of CloudWatch's own rules end in."""

from __future__ import annotations

from sandbox.aws.errors import AwsError


def invalid(message: str) -> AwsError:
    """Make a ValidationError."""
    return AwsError("ValidationException", message)
