"""Rules made from a config, and promtool to evaluate them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from setpoint.catalog import build
from setpoint.config import find_project, load
from setpoint.report.rule_files import rule_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ORGANIZATION = """
organization: shop
prometheus: { workspace: none }
people: { ana: { name: Ana, email: ana@example.com } }
teams: { core: { name: Core, people: [ana] }, odd: { name: "{{ odd }}", people: [ana] } }
severities: { critical: {}, high: {} }
"""


def promtool(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run promtool; the test is skipped where there is none."""
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    asked = ["promtool", *arguments]
    return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def rules_of(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Return a function from alerts to the file of their rules."""

    def make(alerts: dict[str, Any]) -> Path:
        config = yaml.safe_load(ORGANIZATION)
        config["services"] = {"web": {"team": "core", "alerts": alerts}}
        (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
        (tmp_path / "Pulumi.prod.yaml").write_text("config: {}\n")
        (tmp_path / "alerts.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
        files = rule_files(build(load(find_project(tmp_path), "prod"))).files
        path = tmp_path / "rules.yaml"
        path.write_text(files["rules/web.yaml"])
        return path

    return make
