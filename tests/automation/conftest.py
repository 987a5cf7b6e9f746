"""A project of nothing in a backend on disk, for the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.automation.target import real_target
from setpoint.config import find_project

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.automation.target import Target

OURS = "# Mine\nconfig: { aws:region: us-east-1 }\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    (tmp_path / "__main__.py").write_text("")
    (tmp_path / "alerts.yaml").write_text("organization: acme\n")
    path = tmp_path / "Pulumi.staging.yaml"
    path.write_text(OURS)
    return path


@pytest.fixture
def target(settings: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The stack in a backend on disk, with a passphrase."""
    root = settings.parent
    (root / "state").mkdir()
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{root}/state")
    monkeypatch.setenv("PULUMI_HOME", f"{root}/home")
    monkeypatch.delenv("PULUMI_CONFIG_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "a passphrase")
    return real_target(find_project(root), "staging")
