"""Pages through named objects: the token names the last one already given."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Sequence


def page(
    items: Sequence[tuple[str, Any]], *, size: int, token: str | None, invalid: str
) -> tuple[list[Any], str | None]:
    """Return a page of `items` (key and value), in the order of their keys, and the next token.

    Raises:
        AwsError: Of shape `invalid`: the token isn't one of ours.
    """
    after = None if token is None else _key(token, invalid)
    left = sorted(item for item in items if after is None or item[0] > after)
    taken = left[:size]
    more = len(left) > size
    return [value for _, value in taken], _token(taken[-1][0]) if more else None


def _token(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode()


def _key(token: str, invalid: str) -> str:
    try:
        return base64.b64decode(token.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError) as error:
        raise AwsError(invalid, "The next token is invalid") from error
