"""Our plugin `sentry`, configured for an emulator that holds what the recorder held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.plugins.sentry.plugin import SentryPlugin
from sandbox.sentry import create_app
from sandbox.store import Store
from tests.sandbox.exchangeable import url_serving
from tests.sandbox.plugins.sentry.recorded import Player
from tests.sandbox.sentry.replaying import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable


def playing() -> Player:
    """Make a player over a fresh emulator of a Sentry from before."""
    url = url_serving(create_app(Store(None, "sentry"), api="rules", seed=OFFICIAL))
    plugin = SentryPlugin()
    plugin.configure({"baseUrl": url, "token": "token"})
    return Player(plugin, url)


@pytest.fixture
def fresh_player(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Player]:
    """Makes players whose plugins don't wait."""
    monkeypatch.setenv("SETPOINT_SANDBOX_WAIT_FACTOR", "0")
    return playing


@pytest.fixture
def player(fresh_player: Callable[[], Player]) -> Player:
    """One such player."""
    return fresh_player()
