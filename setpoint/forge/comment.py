"""What a comment is, and what is asked of a forge that has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the forge has it."""

    id: str
    body: str


class Comments(Protocol):
    """The comments of a pull request at some forge.

    Attributes:
        limit: The longest text, in characters.
        where: Where the rest can be read when a text is longer.
    """

    limit: int
    where: str

    def mine(self) -> Iterator[Comment]:
        """Yield the token's own, oldest first."""

    def post(self, body: str) -> None:
        """Write a new one."""

    def edit(self, comment: str, body: str) -> None:
        """Replace the text of one."""

    def delete(self, comment: str) -> None:
        """Remove one."""
