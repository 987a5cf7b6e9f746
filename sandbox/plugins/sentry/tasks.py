"""Alert rules that Sentry makes in the background: asked for five times, five seconds apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError

if TYPE_CHECKING:
    from sandbox.plugins.sentry.client import Client

_TRIES = 5
_PAUSE_SECONDS = 5.0


def await_task(client: Client, path: str, member: str) -> dict[str, Any]:
    """Ask until the task is done; the object that it made.

    Raises:
        PluginError: It failed, or isn't done in time.
    """
    for _ in range(_TRIES):
        client.wait(_PAUSE_SECONDS)
        answer = client.get(path)
        if answer["status"] == "success":
            made: dict[str, Any] = answer[member]
            return made
        if answer["status"] == "failed":
            raise PluginError(answer.get("error") or f"The task {path} failed.")
    raise PluginError(f"The task {path} was not done after {_TRIES} tries.")
