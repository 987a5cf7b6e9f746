"""A small project with one of each kind of object, which stands in a sandbox of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import ROOT, link_plugins
from tests.force.interruption import Victim

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Victim]:
    """The project, provisioned; `wanted` is what stands in its accounts then."""
    del engine  # only that there is one
    folder = tmp_path_factory.mktemp("force")
    root = folder / "acme"
    (root / "alerts").mkdir(parents=True)
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, root)
    link_plugins(root)
    shutil.copy(Path(__file__).with_name("every_kind.yaml"), root / "alerts" / "all.yaml")
    (root / "Pulumi.prod.yaml").write_text("config:\n  aws:region: us-east-1\n", "utf-8")
    edit = ("alerts/all.yaml", "threshold: 10\n", "threshold: 11\n")
    one = Victim(root, "prod", folder / "sandbox", edit)
    try:
        for operation in ("up", "destroy", "up"):
            result = one.operate(operation)
            assert result.returncode == 0, result.stderr
        one.wanted = one.census()
        yield one
    finally:
        one.run("sandbox", "stop")
