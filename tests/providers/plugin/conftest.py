"""The demo plugin as an executable that the engine finds on PATH."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def demo_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    script = folder / "pulumi-resource-demo"
    demo = Path(__file__).with_name("demo.py")
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "{demo}" "$@"\n')
    script.chmod(0o755)
    return script
