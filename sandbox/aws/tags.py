"""Tags as most services have them: a list of Key and Value outside, a mapping inside."""

from __future__ import annotations

from typing import Any

from sandbox.aws.errors import AwsError

MAXIMUM = 50
_RESERVED = "aws:"


def merged(
    present: dict[str, str], added: list[dict[str, str]] | None, *, invalid: str
) -> dict[str, str]:
    """Return `present` with the tags of a request added.

    Raises:
        AwsError: Of shape `invalid`: a key twice, a reserved key, more than 50 tags.
    """
    tags = dict(present)
    for key in _keys(added or [], invalid):
        tags[key] = next(tag["Value"] for tag in added or [] if tag["Key"] == key)
    if len(tags) > MAXIMUM:
        raise AwsError(invalid, f"A resource has at most {MAXIMUM} tags, not {len(tags)}")
    return tags


def listed(tags: dict[str, str]) -> list[dict[str, Any]]:
    """Return tags as the services answer them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _keys(added: list[dict[str, str]], invalid: str) -> list[str]:
    keys = [tag["Key"] for tag in added]
    for key in keys:
        if key.lower().startswith(_RESERVED):
            raise AwsError(invalid, f"Tag key {key!r} must not begin with {_RESERVED}")
        if keys.count(key) > 1:
            raise AwsError(invalid, f"Tag key {key!r} occurs twice")
    return keys
