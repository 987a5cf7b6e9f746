"""Alert rules that Sentry makes in the background: asked for five times, five seconds apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import PublishedError

if TYPE_CHECKING:
    from sandbox.plugins.sentry.client import Client

_TRIES = 5
_PAUSE_SECONDS = 5.0


def await_task(client: Client, path: str, member: str) -> dict[str, Any]:
    """Ask until the task is done; the object that it made.

    Raises:
        PublishedError: It failed, or isn't done in time.
    """
    for _ in range(_TRIES):
        client.wait(_PAUSE_SECONDS)
        answer = client.get(path)
        if answer["status"] == "success":
            made: dict[str, Any] = answer[member]
            return made
        if answer["status"] == "failed":
            raise PublishedError(answer.get("error") or f"The task {path} failed.")
    raise PublishedError(f"The task {path} was not done after {_TRIES} tries.")
