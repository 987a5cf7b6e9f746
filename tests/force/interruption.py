"""A project whose operations are interrupted, and what stands in its accounts afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from setpoint.automation.plan import render_plan
from setpoint.catalog import load_catalog
from setpoint.recovery.deployment import at_a_vendor
from tests.examples.accounts import Accounts
from tests.force.census import Census, census, difference

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

# Done nevertheless; told to stop; stopped before there was anything to tell of, as shells say it.
EXITS_OF_CTRL_C = frozenset({0, 1, 128 + signal.SIGINT})

_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_EARLIEST = 1.0  # seconds after the start, when Python has started


@dataclass
class Victim:
    """One environment of a project in a sandbox of its own.

    Attributes:
        root: The project's folder.
        environment: Whose stack.
        sandbox: The sandbox's folder.
        edit: A file, and two texts of which it holds one: an edit goes from one to the other.
        seconds: How long each operation takes.
        wanted: What stands in the accounts when everything stands.
    """

    root: Path
    environment: str
    sandbox: Path
    edit: tuple[str, str, str]
    seconds: dict[str, float] = field(default_factory=dict)
    wanted: Census = field(default_factory=Census)

    def __post_init__(self) -> None:
        self.catalog = load_catalog(self.root, self.environment)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the command."""
        return {
            **os.environ,
            "SETPOINT_SANDBOX_DIR": str(self.sandbox),
            "SETPOINT_SANDBOX_PLUGINS": "sandbox",
            "NO_COLOR": "1",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start `setpoint ARGS` as the leader of a process group."""
        return subprocess.Popen(
            [sys.executable, "-m", "setpoint", *args],
            cwd=self.root,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run `setpoint ARGS` to its end."""
        started = time.monotonic()
        process = self.start(*args)
        stdout, stderr = process.communicate(timeout=600)
        self.seconds.setdefault(args[0], time.monotonic() - started)
        return subprocess.CompletedProcess(args, process.returncode, stdout, stderr)

    def operate(self, operation: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Run an operation on the stack."""
        return self.run(operation, "--env", self.environment, "--sandbox", "--json", *more)

    def begin(self, operation: str) -> subprocess.Popen[str]:
        """Start an operation on the stack."""
        return self.start(operation, "--env", self.environment, "--sandbox", "--json")

    def fault(self, account: str, **fault: Any) -> None:
        """Make an account fail."""
        url = self.accounts().urls[account]
        httpx.post(f"{url}/_sandbox/faults", json=fault).raise_for_status()

    def heal(self) -> None:
        """Make no account fail any more."""
        for url in self.accounts().urls.values():
            httpx.delete(f"{url}/_sandbox/faults").raise_for_status()

    def change(self) -> None:
        """Edit the config."""
        file, one, other = self.edit
        path = self.root / file
        text = path.read_text("utf-8")
        old, new = (one, other) if one in text else (other, one)
        path.write_text(text.replace(old, new), "utf-8")

    def accounts(self) -> Accounts:
        """What is asked about the accounts."""
        info = json.loads((self.sandbox / "sandbox.json").read_text("utf-8"))
        sentry = self.catalog.sentry
        return Accounts(info["urls"], self.catalog.region, sentry.organization if sentry else "")

    def census(self) -> Census:
        """Count what stands in the accounts."""
        return census(self.accounts(), self.catalog.slack_workspace)

    @property
    def state_file(self) -> Path:
        """Where the backend keeps the stack's state."""
        (path,) = (self.sandbox / "stacks").glob(f".pulumi/stacks/*/{self.environment}.json")
        return path

    def checkpoint(self) -> dict[str, Any]:
        """Return the engine's state."""
        document = json.loads(self.state_file.read_text("utf-8"))
        found: dict[str, Any] = document["checkpoint"]["latest"] or {}
        return found


def faults(victim: Victim) -> dict[str, Any]:
    """Return how accounts and state differ from the plan; empty where they don't."""
    state = victim.checkpoint()
    found: dict[str, Any] = dict(difference(victim.census(), victim.wanted))
    if pending := state.get("pending_operations"):
        found["pending"] = [one["resource"]["urn"] for one in pending]
    here = {
        (one["type"], one["urn"].split("::")[-1])
        for one in state.get("resources") or ()
        if not one["type"].startswith("pulumi:")
    }
    plan = render_plan(load_catalog(victim.root, victim.environment))
    planned = {(one.type, one.name) for one in plan}
    if here != planned:
        found["state"] = sorted(map(str, here ^ planned))
    thresholds = {
        str(one.inputs["name"]): float(one.inputs["threshold"])
        for one in plan
        if one.type == _ALARM and "threshold" in one.inputs
    }
    if stale := thresholds.items() ^ _thresholds(victim):
        found["thresholds"] = sorted(map(str, stale))
    return found


def _thresholds(victim: Victim) -> set[tuple[str, float]]:
    """Return what edits change, as the account has it."""
    alarms = victim.accounts().aws("cloudwatch", "describe_alarms", "MetricAlarms")
    return {(one["AlarmName"], float(one["Threshold"])) for one in alarms if "Threshold" in one}


def kill_tree(process: subprocess.Popen[str]) -> None:
    """End a process and all its descendants at once; the sandbox is nobody's descendant."""
    family = [process.pid, *_descendants(process.pid)]
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        family = [process.pid, *_descendants(process.pid), *family]
    process.communicate()


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text("utf-8").split()):
                yield child
                yield from _descendants(child)


@dataclass
class Trial:
    """One interruption and what came of it.

    Attributes:
        operation: `up` from nothing, `edit` (an `up` after one), `destroy`.
        after: When the interruption came, in seconds.
        hit: Whether the run was still under way then.
        code: How the interrupted run ended.
        lied: Whether it ended with 0 though something was left to do.
        recovered: How the `up` after it ended.
        said: What the runs wrote, where something went wrong.
    """

    operation: str
    after: float
    hit: bool = False
    code: int | None = None
    lied: bool = False
    recovered: int | None = None
    faults: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether the run told the truth and one `up` afterwards has set everything right."""
        return self.recovered == 0 and not self.faults and not self.lied


def trials(victim: Victim, number: int, dice: random.Random, *, kill: bool) -> Iterator[Trial]:
    """Interrupt `destroy`, `up` from nothing and `up` after an edit in turn.

    A run that ends before its interruption is not counted; another takes its place.

    Args:
        victim: Everything of it stands when this begins.
        number: How many interruptions.
        dice: Decides when.
        kill: Whether to kill the tree; else Ctrl-C comes once.
    """
    for count in range(number):
        kind = ("destroy", "up", "edit")[count % 3]
        trial = _one(victim, kind, dice, kill=kill)
        while trial.is_clean and not trial.hit:
            trial = _one(victim, kind, dice, kill=kill)
        yield trial


def _one(victim: Victim, kind: str, dice: random.Random, *, kill: bool) -> Trial:
    operation = _prepare(victim, kind)
    trial = Trial(kind, dice.uniform(_EARLIEST, max(_EARLIEST, victim.seconds[kind])))
    started = time.monotonic()
    process = victim.begin(operation)
    try:
        stdout, stderr = process.communicate(timeout=trial.after)
        victim.seconds[kind] = time.monotonic() - started
    except subprocess.TimeoutExpired:
        trial.hit = True
        if kill:
            kill_tree(process)
            stdout, stderr = "", ""
        else:
            process.send_signal(signal.SIGINT)
            stdout, stderr = process.communicate(timeout=300)
    trial.code = process.returncode
    trial.lied = trial.code == 0 and not _is_done(victim, operation)
    result = victim.operate("up", *(["--recover"] if kill else []))
    trial.recovered = result.returncode
    trial.faults = faults(victim)
    if not trial.is_clean:
        trial.said = f"{stdout}{stderr}\n---\n{result.stdout}{result.stderr}"
    return trial


def _prepare(victim: Victim, kind: str) -> str:
    """Bring about what the interrupted run finds; return its operation."""
    if kind == "up":
        victim.operate("destroy", "--recover")
    if kind == "edit" and kind not in victim.seconds:
        victim.change()
        started = time.monotonic()
        victim.operate("up")
        victim.seconds[kind] = time.monotonic() - started
    if kind == "edit":
        victim.change()
    return "up" if kind == "edit" else kind


def _is_done(victim: Victim, operation: str) -> bool:
    """Whether nothing is left of what an operation was to do."""
    if operation == "up":
        return not faults(victim)
    state = victim.checkpoint()
    return not any(map(at_a_vendor, state.get("resources") or ()))
