"""Workflows and action have no finding above low of zizmor's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ZIZMOR = Path(sys.executable).with_name("zizmor")


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor is not installed")
def test_no_finding_above_low() -> None:
    done = subprocess.run(
        [ZIZMOR, "--offline", "--no-progress", "--min-severity", "medium", ".github", "action.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
