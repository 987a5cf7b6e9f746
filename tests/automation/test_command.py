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
from setpoint.automation.interrupts import SIGNALS, InterruptedRunError, Interrupts

Make: TypeAlias = Callable[..., InterruptibleCommand]

# A shell can't trap a signal that was ignored when it started, as in a background job.
_SLOW_TO_STOP = f"""#!{sys.executable}
import os, signal, sys, time

def finish(*_):
    os.write(1, b"finishing\\n")  # a print may be what was interrupted
    time.sleep(0.2)
    os.write(1, b"checkpoint written\\n")
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


def test_standard_input_is_what_it_is_given(cli: Make, tmp_path: Path) -> None:
    command = cli("#!/bin/sh\ncat\n")
    assert command.run(["stack"], str(tmp_path), {}, text="a state").stdout == "a state"
    assert command.run(["stack"], str(tmp_path), {}).stdout == ""


@pytest.mark.parametrize("number", SIGNALS)
def test_one_interrupt_lets_the_cli_finish(
    cli: Make, tmp_path: Path, number: signal.Signals
) -> None:
    counts: list[int] = []

    def interrupt_when_ready(line: str) -> None:
        if line == "ready":
            interrupts.ready()
            threading.Timer(0.1, os.kill, (os.getpid(), number)).start()

    with Interrupts(counts.append) as interrupts:
        command = cli(_SLOW_TO_STOP, interrupts=interrupts)
        result = command.run(["up"], str(tmp_path), {}, on_output=interrupt_when_ready)
    assert result.stdout.splitlines() == ["ready", "finishing", "checkpoint written"]
    assert counts == [1]


def test_a_cli_that_locks_is_not_interrupted_before_it_listens(cli: Make, tmp_path: Path) -> None:
    """A signal that comes between the lock and the handler would leave the lock for ever."""
    script = _SLOW_TO_STOP.replace("signal.signal", "time.sleep(0.5)\nsignal.signal")

    def listens(line: str) -> None:
        if line == "ready":
            interrupts.ready()

    with Interrupts() as interrupts:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        command = cli(script, interrupts=interrupts)
        result = command.run(["up"], str(tmp_path), {}, on_output=listens)
    assert "checkpoint written" in result.stdout


def test_the_second_interrupt_ends_a_cli_that_does_not(cli: Make, tmp_path: Path) -> None:
    script = f"#!{sys.executable}\nimport signal, time\n"
    script += "signal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('ready', flush=True)\n"
    script += "time.sleep(60)\n"

    def interrupt_twice(line: str) -> None:
        if line == "ready":
            interrupts.ready()
            for seconds in (0.1, 0.4):
                threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT)).start()

    with Interrupts() as interrupts:
        command = cli(script, interrupts=interrupts)
        with pytest.raises(CommandError):
            command.run(["up"], str(tmp_path), {}, on_output=interrupt_twice)
    assert interrupts.count == 2


def test_an_interrupt_between_two_calls_ends_the_operation(cli: Make, tmp_path: Path) -> None:
    command = cli("#!/bin/sh\n")
    with Interrupts() as interrupts:
        command.run(["stack"], str(tmp_path), {})
        with pytest.raises(InterruptedRunError):
            os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(InterruptedRunError):
            interrupts.check()
        interrupts.accept()
        interrupts.check()


def test_the_handlers_of_before_are_back_afterwards() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with Interrupts():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
