"""Whatever ends a run, one more `up` sets everything right: nothing twice, nothing missing.

benchmarks/interruptions.py does the same to whole organizations, as often as one likes.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.force.interruption import EXITS_OF_CTRL_C, faults, kill_tree, trials

if TYPE_CHECKING:
    from tests.force.interruption import Trial, Victim

# ruff: noqa: S311 - the same every time is the point
pytestmark = pytest.mark.timeout(1800)

_KILLS = 12
_POSTS = {
    "aws": ("/create-slack-channel-configuration$", "/healthcheck$"),
    "pagerduty": (
        "/users$",
        "/contact_methods$",
        "/notification_rules$",
        "/teams$",
        "/schedules$",
        "/escalation_policies$",
        "/services$",
        "/integrations$",
        "/connections$",
    ),
    "sentry": ("/projects/$", "/teams/$", "/keys/$", "/detectors/$", "/workflows/$"),
}


def _told(trial: Trial) -> str:
    return f"{trial.operation} after {trial.after:.1f} s: {trial.faults}\n{trial.said}"


def test_a_dozen_kills_of_the_whole_tree_leave_nothing_that_up_does_not_mend(
    victim: Victim,
) -> None:
    for trial in trials(victim, _KILLS, random.Random(7), kill=True):
        assert trial.is_clean, _told(trial)


def test_ctrl_c_ends_a_run_with_1_and_the_next_up_needs_no_recovery(victim: Victim) -> None:
    for trial in trials(victim, 3, random.Random(5), kill=False):
        assert trial.is_clean, _told(trial)
        assert trial.code in EXITS_OF_CTRL_C, _told(trial)


def test_an_interrupted_destroy_says_so_and_exits_with_1(victim: Victim) -> None:
    process = victim.begin("destroy")
    _await(process.stderr, "deleted")
    process.send_signal(signal.SIGTERM)
    stdout, _ = process.communicate(timeout=300)
    outcome = json.loads(stdout)
    assert (process.returncode, outcome["interrupted"], outcome["succeeded"]) == (1, True, False)
    assert victim.operate("up").returncode == 0
    assert faults(victim) == {}


def test_the_second_ctrl_c_ends_at_once_and_says_what_is_left(victim: Victim) -> None:
    victim.fault("pagerduty", kind="timeout", method="DELETE", delay=600, times=0)
    process = victim.begin("destroy")
    _await(process.stderr, "deleted")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=300)  # before a request's end
    assert process.returncode == 1
    assert "interrupted while deleting" in stderr
    victim.heal()
    assert victim.operate("up", "--recover").returncode == 0
    assert faults(victim) == {}


def _await(stream: Any, text: str) -> None:
    for line in stream:
        if text in line:
            return
    pytest.fail(f"the run ended without {text!r}")


def test_a_reader_that_goes_away_ends_the_output_and_not_the_run(victim: Victim) -> None:
    victim.operate("destroy")
    process = victim.start("up", "--env", victim.environment, "--sandbox")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=300) == 0
    assert faults(victim) == {}


def test_a_create_whose_answer_was_lost_is_found_again(victim: Victim) -> None:
    """One answer of each kind of create is cut, after the vendor has made the object."""
    victim.operate("destroy")
    for account, paths in _POSTS.items():
        for path in paths:
            victim.fault(account, kind="cut-after", method="POST", path=path)
    codes = []
    while 0 not in codes and len(codes) < len(_POSTS["pagerduty"]):
        result = victim.operate("up")
        codes.append(result.returncode)
    victim.heal()
    assert codes[-1] == 0, result.stderr
    assert faults(victim) == {}


def test_a_delete_whose_answer_was_lost_is_found_out(victim: Victim) -> None:
    """No delete of some kinds is answered, though the vendor removes the objects."""
    for account, paths in _DELETES.items():
        for path in paths:
            victim.fault(account, kind="cut-after", method="DELETE", path=path, times=0)
    victim.operate("destroy")
    victim.heal()
    result = victim.operate("up")
    assert result.returncode == 0, result.stderr
    assert faults(victim) == {}


def test_what_no_state_remembers_is_looked_up_with_its_providers(victim: Victim) -> None:
    """As a disk leaves it that was full in the first `up`: state and backup cut, no history."""
    state = victim.state_file
    whole = state.read_bytes()
    for path in (state, state.with_name(f"{state.name}.bak")):
        path.write_bytes(whole[: len(whole) // 2])
    for name in ("history", "backups"):
        shutil.rmtree(state.parents[2] / name, ignore_errors=True)
    assert "say --recover to look up what is planned" in victim.operate("up").stdout
    result = victim.operate("up", "--recover")
    assert result.returncode == 0, result.stderr
    assert faults(victim) == {}


def test_all_vendors_in_trouble_at_once(victim: Victim) -> None:
    victim.operate("destroy")
    dice = random.Random(3)
    for account in ("aws", "pagerduty", "sentry"):
        for _ in range(12):
            victim.fault(account, **dice.choice(_TROUBLES), skip=dice.randrange(25))
    first = victim.operate("up")
    second = first if first.returncode == 0 else victim.operate("up")
    victim.heal()
    assert second.returncode == 0, second.stderr
    assert faults(victim) == {}


_DELETES = {
    "pagerduty": ("contact_methods/", "notification_rules/", "services/", "schedules/"),
    "sentry": ("detectors/", "workflows/"),
}
_TROUBLES: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 429, "headers": {"Retry-After": "1", "ratelimit-reset": "1"}},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 500},
    {"kind": "timeout", "delay": 5},
    {"kind": "cut-after", "method": "POST"},
    {"kind": "truncate"},
)


def test_two_first_ups_at_once_make_everything_once(victim: Victim) -> None:
    victim.operate("destroy")
    victim.run("sandbox", "reset")
    both = [victim.begin("up") for _ in range(2)]
    codes = []
    for process in both:
        process.communicate(timeout=300)
        codes.append(process.returncode)
    assert 0 in codes
    assert victim.operate("up").returncode == 0
    assert faults(victim) == {}


def test_a_sandbox_that_is_provisioned_is_not_reset(victim: Victim) -> None:
    victim.change()
    process = victim.begin("up")
    _await(process.stderr, "up prod")
    result = victim.run("sandbox", "reset")
    process.communicate(timeout=300)
    assert result.returncode == 2
    assert "is at work" in result.stderr
    assert process.returncode == 0
    assert faults(victim) == {}


def test_a_kill_between_lock_and_first_event_is_recovered(victim: Victim) -> None:
    victim.change()
    process = victim.begin("up")
    locks = victim.sandbox / "stacks" / ".pulumi" / "locks"
    while process.poll() is None and not list(locks.rglob("*.json")):
        time.sleep(0.01)
    kill_tree(process)
    refused = victim.operate("up")
    assert refused.returncode == 1
    assert "is locked" in refused.stderr
    assert "which is gone" in refused.stderr
    assert "--recover" in refused.stderr
    assert victim.operate("up", "--recover").returncode == 0
    assert faults(victim) == {}


@pytest.mark.parametrize("damage", ["cut off", "gone", "no state", "without copies"])
def test_a_lost_state_is_replaced_and_what_it_misses_is_looked_up(
    victim: Victim, damage: str
) -> None:
    """The copy is of before a part was made; that part is found at the vendors, not made again."""
    (path,) = (victim.sandbox / "stacks").glob(".pulumi/stacks/*/prod.json")
    copies = (victim.sandbox / "stacks").glob(".pulumi/history/*/prod/*.checkpoint.json")
    newest = max(copies, key=lambda one: one.stat().st_mtime_ns)
    document = json.loads(newest.read_text("utf-8"))
    latest = document["checkpoint"]["latest"]
    latest["resources"] = latest["resources"][: len(latest["resources"]) // 2]
    for older in newest.parent.glob("*"):
        older.unlink()
    newest.write_text(json.dumps(document), "utf-8")
    if damage == "without copies":
        newest.write_text("", "utf-8")
    path.with_suffix(".json.bak").unlink(missing_ok=True)
    path.write_text("{}" if damage == "no state" else "", "utf-8")
    if damage == "gone":
        path.unlink()
    refused = victim.operate("up")
    assert refused.returncode == 1
    assert "--recover" in refused.stderr
    result = victim.operate("up", "--recover")
    assert result.returncode == 0, result.stderr
    assert faults(victim) == {}, result.stderr
