"""An emulator for each test, and the provider's parts over it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from providers.sentry_alerting.account import Account
from providers.sentry_alerting.journal import Journal
from tests.providers.sentry_alerting.server import ORGANIZATION, TOKEN, SentryServer
from tests.providers.stack import EngineStack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLUGIN_FOLDER = Path(__file__).parents[3] / "providers" / "sentry_alerting"


@pytest.fixture
def sentry() -> Iterator[SentryServer]:
    server = SentryServer()
    yield server
    server.stop()


@pytest.fixture
def told() -> list[str]:
    """What the provider showed beside the resources."""
    return []


@pytest.fixture
def account(sentry: SentryServer, tmp_path: Path, told: list[str]) -> Account:
    made = Account(threading.Event(), lambda message, _: told.append(message))
    made.journal = Journal(tmp_path / "journal")
    made.configure({"token": TOKEN, "baseUrl": sentry.url, "organization": ORGANIZATION})
    return made


@pytest.fixture
def new_stack(engine: Path, tmp_path: Path, sentry: SentryServer) -> Callable[..., EngineStack]:
    def make(**options: Any) -> EngineStack:
        return EngineStack(
            engine,
            tmp_path / options.pop("folder", "stack"),
            plugins={"sentry-alerting": PLUGIN_FOLDER},
            config={
                "sentry-alerting:token": (TOKEN,),
                "sentry-alerting:baseUrl": sentry.url,
                "sentry-alerting:organization": ORGANIZATION,
                **options.pop("config", {}),
            },
            **options,
        )

    return make
