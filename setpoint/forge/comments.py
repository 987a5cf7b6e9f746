"""One comment on a pull request, brought up to date in place.

It is found by a mark on its first line, and only among the comments that the token's owner
wrote: whoever copies the mark gets no comment edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from setpoint.forge.errors import NotAllowedError
from setpoint.forge.fitting import hidden, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.forge.request import PullRequest


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the forge has it."""

    id: str
    body: str


class Kept(StrEnum):
    """What was done to keep the comment up to date."""

    posted = "posted"
    updated = "updated"
    unchanged = "unchanged"


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


def keep_comment(request: PullRequest, name: str, text: str) -> Kept:
    """Post the text, or bring the comment of this name up to date.

    Raises:
        NotAllowedError: There is no token, or it may not write.
        ForgeError: The forge refuses for another reason or is not there.
    """
    comments = _comments(request)
    mark = hidden(name)
    body = marked(mark, text, comments.limit, comments.where)
    found = [one for one in comments.mine() if one.body.splitlines()[:1] == [mark]]
    for extra in found[1:]:  # two jobs at once have posted one each
        comments.delete(extra.id)
    if not found:
        comments.post(body)
        return Kept.posted
    if found[0].body.replace("\r\n", "\n").rstrip() == body.rstrip():
        return Kept.unchanged
    comments.edit(found[0].id, body)
    return Kept.updated


def _comments(request: PullRequest) -> Comments:
    if request.token is None:
        name = "GITHUB_TOKEN" if request.forge == "github" else "GITLAB_TOKEN"
        raise NotAllowedError(f"{name} is not set")
    if request.forge == "gitlab":
        from setpoint.forge.gitlab import GitLabComments  # noqa: PLC0415 - one of the two

        return GitLabComments(request, request.token)
    from setpoint.forge.github import GitHubComments  # noqa: PLC0415 - one of the two

    return GitHubComments(request, request.token)
