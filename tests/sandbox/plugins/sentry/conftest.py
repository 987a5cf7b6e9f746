"""Our plugin `sentry`, configured for an emulator that holds what the recorder held."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sandbox.plugins.sentry.plugin import SentryPlugin
from sandbox.sentry import create_app
from sandbox.serving import served
from sandbox.store import Store
from tests.sandbox.plugins.sentry.recorded import Player
from tests.sandbox.sentry.replaying import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


@contextmanager
def playing() -> Iterator[Player]:
    """A player over a fresh emulator of a Sentry from before."""
    with served(create_app(Store(None, "sentry"), api="rules", seed=OFFICIAL)) as url:
        plugin = SentryPlugin()
        plugin.configure({"baseUrl": url, "token": "token"})
        yield Player(plugin, url)


@pytest.fixture
def fresh_player(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], AbstractContextManager[Player]]:
    """Makes players whose plugins don't wait."""
    monkeypatch.setenv("SETPOINT_SANDBOX_WAIT_FACTOR", "0")
    return playing


@pytest.fixture
def player(fresh_player: Callable[[], AbstractContextManager[Player]]) -> Iterator[Player]:
    """One such player."""
    with fresh_player() as made:
        yield made
