"""The engine for the plugins' tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def engine() -> Path:
    found = os.environ.get("SETPOINT_ENGINE") or shutil.which("pulumi")
    if not found:
        pytest.skip("no Pulumi engine: set SETPOINT_ENGINE")
    return Path(found)
