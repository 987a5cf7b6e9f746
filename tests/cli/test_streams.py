"""Output that nobody reads, that has no room or no characters: the command ends as it should."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_CHECK = f"{sys.executable} -m setpoint check"
_SHOW = f"{sys.executable} -m setpoint show"


def _sh(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", script],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_goes_away_changes_no_exit_code() -> None:
    result = _sh(f"{_SHOW} | head -n 1")
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 1


def test_a_reader_that_goes_away_hides_no_finding(tmp_path: Path) -> None:
    result = _sh(f"{sys.executable} -m setpoint --project {tmp_path} check 2>&1 | head -n 0")
    assert (result.returncode, result.stdout) == (2, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_output_that_finds_no_room_is_an_error() -> None:
    result = _sh(f"{_SHOW} > /dev/full")
    assert result.returncode == 2
    assert result.stderr == "Error: standard output: No space left on device\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_leads_nowhere(closed: str) -> None:
    result = _sh(f"{_CHECK} {closed}")
    assert (result.returncode, result.stderr) == (0, "")


def test_what_the_encoding_has_not_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n", "utf-8")
    (tmp_path / "Pulumi.prod.yaml").write_text("config:\n  aws:region: us-east-1\n", "utf-8")
    (tmp_path / "alerts.yaml").write_text("organization: löwe\n", "utf-8")
    script = f"{sys.executable} -m setpoint --project {tmp_path} check"
    result = _sh(script, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 2
    assert r"l\xf6we" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_before_anything_has_begun_ends_without_a_traceback() -> None:
    script = """if True:
        import sys, types
        def main():
            raise KeyboardInterrupt
        sys.modules["setpoint.cli"] = types.SimpleNamespace(main=main)
        from setpoint.__main__ import run
        run()
    """
    process = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 128 + signal.SIGINT
    assert process.stderr == "Interrupted\n"
