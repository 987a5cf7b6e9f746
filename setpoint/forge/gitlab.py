"""Comments on a merge request at GitLab (REST API, "Notes")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from setpoint.forge.client import Client
from setpoint.forge.comment import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.forge.request import PullRequest

# Documented under "Instance limits", "Size of comments and descriptions".
LIMIT: Final = 1_000_000


class GitLabComments:
    """The notes of one merge request."""

    limit = LIMIT
    where = "the job's artifacts have all of it"

    def __init__(self, request: PullRequest, token: str) -> None:
        self._client = Client(request.api, {"PRIVATE-TOKEN": token})
        project = quote(request.project, safe="")
        self._notes = f"/projects/{project}/merge_requests/{request.number}/notes"

    def mine(self) -> Iterator[Comment]:
        """Yield what the token's owner wrote, oldest first."""
        owner = self._client.get("/user")
        if owner is None:
            return
        for one in self._client.pages(f"{self._notes}?per_page=100&sort=asc&order_by=created_at"):
            if one["author"]["id"] == owner["id"] and not one["system"]:
                yield Comment(id=str(one["id"]), body=one["body"])

    def post(self, body: str) -> None:
        """Write a new note."""
        self._client.send("POST", self._notes, {"body": body})

    def edit(self, comment: str, body: str) -> None:
        """Replace a note's text."""
        self._client.send("PUT", f"{self._notes}/{comment}", {"body": body})

    def delete(self, comment: str) -> None:
        """Remove a note."""
        self._client.send("DELETE", f"{self._notes}/{comment}")
