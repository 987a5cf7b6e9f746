from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from setpoint.cli.failure import CommandError, report_failure
from setpoint.config import ConfigError, Origin, Problem

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CommandError("No."), 2, "Error: No.\n"),
        (CommandError("Found.", exit_code=1), 1, "Error: Found.\n"),
        (
            ConfigError([Problem(origin=Origin("a.yaml", 1, 2), path="x", message="is wrong")]),
            2,
            "a.yaml:1:2: x: is wrong\n1 error\n",
        ),
        (
            PermissionError(13, "Permission denied", "a.yaml"),
            2,
            "Error: a.yaml: Permission denied\n",
        ),
    ],
)
def test_a_failure_is_a_sentence_and_a_code(
    error: Exception, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_failure(error) == code
    assert capsys.readouterr().err == said


def test_a_full_disk_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A write into an open file fails without the file's name."""
    full = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(OSError, match="No space") as caught:
        os.write(full, b"x")
    os.close(full)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
        assert report_failure(caught.value) == 2
    said = capsys.readouterr().err
    assert said.startswith("Error: No space left on device; full is the disk of ")
    assert str(Path.cwd()) in said
    assert report_failure(caught.value) == 2
    assert capsys.readouterr().err == "Error: No space left on device\n"


def test_what_nobody_expected_has_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_failure(KeyError("x")) == 2
    said = capsys.readouterr().err
    assert "KeyError: 'x'" in said
    assert "SETPOINT_TRACEBACK=1" in said


def test_ctrl_c_exits_with_130() -> None:
    program = (
        "import setpoint.cli, setpoint.cli._catalogs as c\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "import setpoint.cli.check as check\n"
        "check.load_environments = stop\n"
        "setpoint.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


_LEAVING = """
import atexit, gc, os, signal, sys, threading, time
import setpoint.cli
from setpoint.__main__ import run

class Slow:
    def __del__(self):
        print("taken apart")
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

slow = Slow()
atexit.register(print, "put away")

def main():
    gc.enable()
    try:
        exec(TEXT)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(1)

setpoint.cli.main = main
run()
"""


@pytest.mark.parametrize(("text", "code"), [("1", 1), ("raise KeyboardInterrupt", 130)])
def test_a_long_run_ends_with_its_own_code_whatever_comes_at_its_end(text: str, code: int) -> None:
    """Python ends by the signal itself where one came in a text that it ran, or as it is left."""
    done = subprocess.run(
        [sys.executable, "-c", _LEAVING.replace("TEXT", repr(text))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, "put away\n"), done.stderr
