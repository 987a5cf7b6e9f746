"""The CLI's process: its environment, its output, and what Ctrl-C does to it."""

import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pulumi.automation.errors import CommandError

from setpoint.automation.command import InterruptibleCommand

Make: TypeAlias = Callable[..., InterruptibleCommand]

# A shell can't trap a signal that was ignored when it started, as in a background job.
_SLOW_TO_STOP = f"""#!{sys.executable}
import signal, sys, time

def finish(*_):
    print("finishing", flush=True)
    time.sleep(0.2)
    print("checkpoint written", flush=True)
    sys.exit(0)

signal.signal(signal.SIGINT, finish)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def cli(tmp_path: Path) -> Make:
    def make(script: str, **kwargs: Any) -> InterruptibleCommand:
        path = tmp_path / "pulumi"
        path.write_text(script)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        environment = {"PATH": os.environ["PATH"], "KEPT": "yes"}
        return InterruptibleCommand(path, "3.250.0", environment, **kwargs)

    return make


def test_the_cli_sees_the_given_environment_and_no_other(
    cli: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    result = cli("#!/bin/sh\nenv\n").run(["up"], str(tmp_path), {"ADDED": "too"})
    assert "KEPT=yes" in result.stdout
    assert "ADDED=too" in result.stdout
    assert "AWS_SECRET_ACCESS_KEY" not in result.stdout


def test_arguments_are_passed_and_prompts_are_off(cli: Make, tmp_path: Path) -> None:
    result = cli('#!/bin/sh\necho "$@"\n').run(["up", "--yes"], str(tmp_path), {})
    assert result.stdout == "--non-interactive up --yes"


def test_a_failure_raises_with_what_was_printed(cli: Make, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such stack"):
        cli("#!/bin/sh\necho no such stack >&2\nexit 255\n").run(["up"], str(tmp_path), {})


def test_one_interrupt_lets_the_cli_finish(cli: Make, tmp_path: Path) -> None:
    counts: list[int] = []
    command = cli(_SLOW_TO_STOP, on_interrupt=counts.append)

    def interrupt_when_ready(line: str) -> None:
        if line == "ready":
            threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()

    result = command.run(["up"], str(tmp_path), {}, on_output=interrupt_when_ready)
    assert result.stdout.splitlines() == ["ready", "finishing", "checkpoint written"]
    assert counts == [1]
    assert command.interrupts == 1


def test_the_handler_of_before_is_back_afterwards(cli: Make, tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    cli("#!/bin/sh\n").run(["up"], str(tmp_path), {})
    assert signal.getsignal(signal.SIGINT) is before
