"""One comment on a pull request, brought up to date in place.

It is found by a mark on its first line, and only among the comments that the token's owner
wrote: whoever copies the mark gets no comment edited.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from setpoint.forge.errors import NotAllowedError
from setpoint.forge.fitting import hidden, marked

if TYPE_CHECKING:
    from setpoint.forge.comment import Comments
    from setpoint.forge.request import PullRequest


class Kept(StrEnum):
    """What was done to keep the comment up to date."""

    posted = "posted"
    updated = "updated"
    unchanged = "unchanged"


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
