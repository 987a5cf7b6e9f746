"""An emulator with an organization in it, and the command run against it."""

from __future__ import annotations

import dataclasses
import sys
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

import pytest

from setpoint.cli import main
from tests.migration.account import ORGANIZATION, TOKEN, Sentry
from tests.migration.seeding import seed
from tests.providers.sentry_alerting.server import SEED, SentryServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[SentryServer]:
    """An emulator whose organization has teams, people and integrations, but no projects."""
    made = SentryServer(dataclasses.replace(SEED, projects=()))
    yield made
    made.stop()


@pytest.fixture
def sentry(server: SentryServer) -> Sentry:
    return Sentry(server.url)


@pytest.fixture
def organization(sentry: Sentry) -> Sentry:
    """The organization with a bit of everything."""
    seed(sentry, "platform")
    return sentry


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "migrated"


@pytest.fixture
def setpoint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., CompletedProcess[str]]:
    """Run `setpoint ARGUMENTS` in this process."""

    def run(*arguments: str) -> CompletedProcess[str]:
        monkeypatch.setenv("SENTRY_AUTH_TOKEN", TOKEN)
        monkeypatch.setattr(sys, "argv", ["setpoint", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        return CompletedProcess(arguments, int(done.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def migrate(
    setpoint: Callable[..., CompletedProcess[str]], server: SentryServer, out: Path
) -> Callable[..., CompletedProcess[str]]:
    """Run `setpoint sentry migrate` against the emulator."""

    def run(*more: str) -> CompletedProcess[str]:
        where = ("--organization", ORGANIZATION, "--url", server.url, "--out", str(out))
        return setpoint("sentry", "migrate", *where, *more)

    return run
