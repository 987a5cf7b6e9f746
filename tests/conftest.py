"""Fixtures of the whole suite: reference material beside the repository, and the real engine."""

from __future__ import annotations

import gc
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from setpoint.engine import find_engine
from tests.marks import marks, rank

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

# A busy machine is no fault of what is tested.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# A background job starts with Ctrl-C ignored, and so would every process that a test interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of golden files: write them anew, remove those nothing uses."""
    group = parser.getgroup("golden files")
    group.addoption("--golden-update", action="store_true", help="write golden files anew")
    group.addoption("--golden-clean", action="store_true", help="remove unused golden files")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and begin with the files that take longest."""
    ranks: dict[Path, int] = {}
    for item in items:
        marked = marks(item.path, getattr(item, "fixturenames", []))
        for mark in marked:
            item.add_marker(mark)
        ranks[item.path] = min(rank(marked), ranks.get(item.path, rank(marked)))
    items.sort(key=lambda item: ranks[item.path])


@pytest.fixture(scope="session", autouse=True)
def _state_home() -> Iterator[None]:
    """Keep the sandboxes of tests' projects out of the user's own state."""
    folder = tempfile.mkdtemp(prefix="setpoint-tests-")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        patch.delenv("SETPOINT_SANDBOX_DIR", raising=False)
        yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _forget_stopped_programs(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a program leaves that the engine stopped complains when it is collected: not later.

    The SDK's automation leaves coroutines of it, also of one that fails.
    """
    yield
    if request.node.get_closest_marker("engine") is None:
        return
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        while gc.collect():
            pass
    finally:
        sys.unraisablehook = hook


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of contracts and recordings beside the repository; skips where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared with contracts and recordings beside the repository")
    return folder


@pytest.fixture(scope="session")
def engine() -> Path:
    """The Pulumi CLI to use; skips where it would have to be downloaded or built first."""
    found = find_engine()
    if found is None:
        pytest.skip("no Pulumi engine here; `make engine` gets one")
    return found.path
