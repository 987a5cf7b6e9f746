"""Our plugin does what the published one was recorded to do: inputs, ids, outputs, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.plugins.sentry.recorded import http_calls, plugin_calls

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandbox.plugins.sentry.recorded import Player

SCENARIOS = [
    "s-team",
    "s-team-minimal",
    "s-project",
    "s-project-minimal",
    "s-project-team",
    "s-key",
    "s-key-minimal",
    "s-issue-alert",
    "s-metric-alert",
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_calls_and_requests_are_those_recorded(
    shared_dir: Path, player: Player, scenario: str
) -> None:
    for call in plugin_calls(shared_dir)[scenario]:
        player.play(call)
    recorded = [
        (method, player.ours(path), player.ours(body))
        for method, path, body in http_calls(shared_dir, scenario)
    ]
    # the recording has refreshes for which it has no plugin calls
    assert without_repeats(player.requests()) == without_repeats(recorded)


def without_repeats(requests: list[tuple[str, str, object]]) -> list[tuple[str, str, object]]:
    """Leave out reads that repeat the read before."""
    return [
        request
        for number, request in enumerate(requests)
        if number == 0 or request[0] != "GET" or request != requests[number - 1]
    ]
