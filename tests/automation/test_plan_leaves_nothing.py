"""Rendering a plan leaves no coroutine that fails once it is collected, also where it broke."""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import TYPE_CHECKING, Any

import pytest

from components import provision
from components.settings import default_settings
from setpoint.automation.plan import run_offline
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return sides(write(tmp_path, project({"cpu": alert(cpu())}), {"prod": {}}))["prod"].catalog


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What could not be raised, because a collected object raised it."""
    found: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", found.append)
    return found


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_program_that_breaks_leaves_nothing(catalog: Catalog, unraisable: list[Any]) -> None:
    class BrokenError(Exception):
        pass

    async def never() -> str:
        try:
            await asyncio.sleep(3600)
        finally:
            asyncio.get_running_loop()  # as Pulumi's own do
        return ""

    left: list[Any] = []

    def program() -> None:
        provision(catalog, default_settings(catalog))
        left.append(asyncio.ensure_future(never()))
        raise BrokenError

    with pytest.raises(BrokenError):
        run_offline(catalog, program)
    left.clear()
    gc.collect()

    assert [str(each.exc_value) for each in unraisable] == []


def test_every_loop_is_closed(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is left complains when it is collected, in the middle of something else."""
    made: list[asyncio.AbstractEventLoop] = []
    make = asyncio.new_event_loop

    def recorded() -> asyncio.AbstractEventLoop:
        made.append(make())
        return made[-1]

    monkeypatch.setattr(asyncio, "new_event_loop", recorded)
    run_offline(catalog, lambda: provision(catalog, default_settings(catalog)))
    assert len(made) > 1
    assert [loop for loop in made if not loop.is_closed()] == []


def test_the_thread_keeps_its_loop(catalog: Catalog) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        run_offline(catalog, lambda: provision(catalog, default_settings(catalog)))
        assert asyncio.get_event_loop_policy().get_event_loop() is loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def test_tracebacks_are_whole_again_afterwards(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_offline(catalog, lambda: provision(catalog, default_settings(catalog)))
    assert not hasattr(sys, "tracebacklimit")

    monkeypatch.setattr(sys, "tracebacklimit", 7, raising=False)
    run_offline(catalog, lambda: provision(catalog, default_settings(catalog)))
    assert sys.tracebacklimit == 7
