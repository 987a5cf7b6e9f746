"""Whose a lock is, and whether its process is gone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from setpoint.automation import mending
from setpoint.automation.locks import locks_in
from setpoint.automation.mending import Consent, MendingError

if TYPE_CHECKING:
    from setpoint.automation.session import Session

_HERE = socket.gethostname()


def _error(pid: int, host: str = _HERE, since: datetime | None = None) -> str:
    """What engine 3.250.0 says, recorded; the address ends in its query on disk."""
    when = (since or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) "
        "to end or delete the lock file with `pulumi cancel`.\n"
        f"  file:///x/.pulumi/locks/organization/acme/prod/c2919acd-b43f-4392.json?metadata=skip&"
        f"no_tmp_dir=true: created by ana@{host} (pid {pid}) at {when}"
    )


def _gone() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_says_whose_it_is() -> None:
    (lock,) = locks_in(_error(7, "runner-1"))
    assert (lock.id, lock.user, lock.host, lock.pid) == ("c2919acd-b43f-4392", "ana", "runner-1", 7)
    assert not lock.is_local


def test_an_object_stores_address_has_no_query() -> None:
    (lock,) = locks_in(_error(7).replace("?metadata=skip&no_tmp_dir=true", ""))
    assert lock.id == "c2919acd-b43f-4392"


def test_another_error_names_no_lock() -> None:
    assert locks_in("error: a.json: created by x@y (pid 1) at 2026-12-01T00:00:00Z") == ()


def test_a_process_that_is_gone_holds_nothing() -> None:
    (lock,) = locks_in(_error(_gone()))
    assert lock.is_dead


def test_a_process_that_was_killed_and_that_nobody_looked_after_holds_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (lock,) = locks_in(_error(child.pid))
    assert not lock.is_dead
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and still in the table
    assert lock.is_dead
    child.communicate()
    assert lock.is_dead


def test_a_process_that_runs_holds_its_lock() -> None:
    (lock,) = locks_in(_error(os.getpid()))
    assert not lock.is_dead


def test_a_process_younger_than_the_lock_has_another_ones_number() -> None:
    (lock,) = locks_in(_error(os.getpid(), since=datetime.now(UTC) - timedelta(days=1)))
    assert lock.is_dead


def test_nobody_here_knows_of_another_hosts_process() -> None:
    (lock,) = locks_in(_error(_gone(), "runner-1"))
    assert not lock.is_dead


class _Locked:
    """A session whose locks can be broken."""

    def __init__(self) -> None:
        self.broken = 0
        self.target = SimpleNamespace(environment="prod")

    def break_locks(self) -> None:
        self.broken += 1


def _yes(_question: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("error", "consent", "reason"),
    [
        (_error(_gone()), mending.NOTHING, "--recover"),
        (_error(os.getpid()), Consent(given=_yes), "is at work"),
        (_error(_gone(), "runner-1"), Consent(given=_yes), "--break-lock c2919acd-b43f-4392"),
        (_error(7, "runner-1"), Consent(given=_yes, lock="another"), "--break-lock"),
    ],
    ids=["not agreed to", "alive", "of another host", "another lock named"],
)
def test_a_lock_stays(error: str, consent: Consent, reason: str) -> None:
    session = _Locked()
    with pytest.raises(MendingError, match=reason):
        mending.unlock(cast("Session", session), error, consent, print)
    assert session.broken == 0


@pytest.mark.parametrize(
    ("error", "consent"),
    [
        (_error(_gone()), Consent(given=_yes)),
        (_error(7, "runner-1"), Consent(given=mending.refuse, lock="c2919acd-b43f-4392")),
    ],
    ids=["of a dead process", "named"],
)
def test_a_lock_is_taken_away_and_told_of(error: str, consent: Consent) -> None:
    session, told = _Locked(), list[str]()
    assert mending.unlock(cast("Session", session), error, consent, told.append)
    assert session.broken == 1
    assert any("ana@" in line and "since" in line for line in told)


def test_another_error_breaks_no_lock() -> None:
    session = _Locked()
    assert not mending.unlock(cast("Session", session), "name taken", Consent(given=_yes), print)
    assert session.broken == 0
