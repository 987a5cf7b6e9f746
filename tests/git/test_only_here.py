"""git is started in one module, and by no script that reads what a stranger sent."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = ("setpoint", "components", "providers", "sandbox")
SCRIPTS = (
    ROOT / "action.yml",
    ROOT / ".gitlab/setpoint.yml",
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
)


def words(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_one_module_starts_git() -> None:
    naming = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "git" in words(path)
    }

    assert naming == {"setpoint/git/calling.py"}


def scripts(value: object) -> Iterator[str]:
    """Every text of a file that a shell runs: under `run`, `script`, `before_script`."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in {"run", "script", "before_script", "after_script"}:
                yield one if isinstance(one, str) else "\n".join(map(str, one))
            else:
                yield from scripts(one)
    elif isinstance(value, list):
        for one in value:
            yield from scripts(one)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_starts_git(path: Path) -> None:
    found = list(scripts(yaml.safe_load(path.read_text("utf-8"))))

    assert found or path.name in {"setpoint-review.yml", "setpoint-deploy.yml"}
    assert not [text for text in found if re.search(r"(^|[\s;|&(`\"'])git\s", text)]
