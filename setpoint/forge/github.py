"""Comments on a pull request at GitHub (REST API, "Issue comments")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.forge.client import Client
from setpoint.forge.comment import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.forge.request import PullRequest

# GitHub answers a longer one with 422 "body is too long".
LIMIT: Final = 65_536
# Who a workflow's token writes as.
WORKFLOWS: Final = "github-actions[bot]"
_VERSION: Final = "2022-11-28"


def headers(token: str) -> dict[str, str]:
    """Return what every request to GitHub carries."""
    return {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {token}",
        "X-GitHub-Api-Version": _VERSION,
    }


class GitHubComments:
    """The comments of one pull request."""

    limit = LIMIT
    where = "the summary of the job has all of it"

    def __init__(self, request: PullRequest, token: str) -> None:
        self._client = Client(request.api, headers(token))
        self._app = request.author or WORKFLOWS
        self._comments = f"/repos/{request.project}/issues/comments"
        self._own = f"/repos/{request.project}/issues/{request.number}/comments"

    def mine(self) -> Iterator[Comment]:
        """Yield what the token's owner wrote, oldest first.

        An app's token may not ask who it is: then the owner is who the request says, a
        workflow's own app if it says nothing. No user can have a name with brackets.
        """
        owner = self._client.get("/user")
        login = owner["login"] if owner else self._app
        for one in self._client.pages(f"{self._own}?per_page=100"):
            if (one.get("user") or {}).get("login") == login:
                yield Comment(id=str(one["id"]), body=one.get("body") or "")

    def post(self, body: str) -> None:
        """Write a new comment."""
        self._client.send("POST", self._own, {"body": body})

    def edit(self, comment: str, body: str) -> None:
        """Replace a comment's text."""
        self._client.send("PATCH", f"{self._comments}/{comment}", {"body": body})

    def delete(self, comment: str) -> None:
        """Remove a comment."""
        self._client.send("DELETE", f"{self._comments}/{comment}")
