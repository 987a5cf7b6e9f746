"""Reading an organization: pages, limits, interruptions, refusals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.migration.account import ORGANIZATION, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from tests.migration.account import Sentry
    from tests.providers.sentry_alerting.server import SentryServer

ROOT = Path(__file__).parents[2]


def many(server: SentryServer, count: int) -> None:
    """Copy an alert of the organization until there are some pages of them."""
    with server.store.lock:
        rows = server.store.data["organizations"][ORGANIZATION]["workflow"]
        original = rows[min(rows, key=int)]
        for number in range(700_000, 700_000 + count):
            copy = {"id": str(number), "name": f"copy {number}", "enabled": False}
            rows[str(number)] = {**original, **copy}


def pages(server: SentryServer, what: str) -> list[dict[str, Any]]:
    return server.requests("GET", f"organizations/{ORGANIZATION}/{what}/")


def test_all_pages_are_read_once_each(
    organization: Sentry, server: SentryServer, migrate: Callable[..., CompletedProcess[str]]
) -> None:
    many(server, 230)
    server.forget()
    report = json.loads(migrate("--json").stdout)
    names = {one["name"] for one in (*report["taken"], *report["left"])}
    assert {f"copy {number}" for number in range(700_000, 700_230)} <= names
    assert len(pages(server, "workflows")) == 3
    assert {one["method"] for one in server.requests()} == {"GET"}


def test_a_failure_keeps_the_pages_and_resume_goes_on(
    organization: Sentry,
    server: SentryServer,
    migrate: Callable[..., CompletedProcess[str]],
    out: Path,
) -> None:
    server.fault(method="GET", path=".*/detectors/", times=1, kind="status", status=400)
    failed = migrate()
    assert failed.returncode == 1
    assert "go on with --resume" in failed.stderr
    assert not (out / "alerts").exists()

    kept = {path.parent.name for path in (out / ".state").glob("*/*.json")}
    assert "detectors" not in kept
    server.forget()
    assert migrate("--resume").returncode == 0
    assert len(pages(server, "detectors")) == 1
    for name in kept & {"projects", "workflows"}:
        assert pages(server, name) == []


def test_pages_of_another_organization_are_not_taken_up(
    organization: Sentry, migrate: Callable[..., CompletedProcess[str]], out: Path
) -> None:
    (out / ".state").mkdir(parents=True)
    (out / ".state" / "source.json").write_text('{"server": "x", "organization": "other"}')
    done = migrate("--resume")
    assert done.returncode == 1
    assert "pages of another organization" in done.stderr
    assert migrate().returncode == 0


def test_sentry_s_limits_are_waited_for(
    organization: Sentry, server: SentryServer, migrate: Callable[..., CompletedProcess[str]]
) -> None:
    server.fault(
        method="GET",
        path=".*/workflows/",
        times=2,
        kind="status",
        status=429,
        headers={"Retry-After": "1"},
    )
    started = time.monotonic()
    assert migrate().returncode == 0
    assert time.monotonic() - started >= 2


def test_a_list_that_the_token_may_not_read_is_told(
    organization: Sentry, server: SentryServer, migrate: Callable[..., CompletedProcess[str]]
) -> None:
    server.fault(method="GET", path=".*/members/", times=1, kind="status", status=403)
    report = json.loads(migrate("--json").stdout)
    assert "member:read" in report["unseen"]["members"]
    reasons = {one["name"]: one["reason"] for one in report["left"]}
    assert reasons["Traffic dropped"] == (
        "it names the user 7001, who can't be seen with this token"
    )


def test_a_token_is_needed_and_a_bad_one_explained(
    organization: Sentry,
    server: SentryServer,
    migrate: Callable[..., CompletedProcess[str]],
) -> None:
    server.revoke()
    done = migrate()
    assert done.returncode == 1
    assert "doesn't accept the token" in done.stderr
    assert TOKEN not in done.stderr


def test_ctrl_c_keeps_what_was_read(organization: Sentry, server: SentryServer, out: Path) -> None:
    server.fault(method="GET", path=".*/workflows/", times=50, kind="status", status=503)
    where = ["--organization", ORGANIZATION, "--url", server.url, "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "setpoint", "sentry", "migrate", *where],
        cwd=ROOT,
        env={**os.environ, "SENTRY_AUTH_TOKEN": TOKEN},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    for _ in range(200):
        if (out / ".state" / "detectors" / "0000.json").exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130, stderr
    assert "go on with --resume" in stderr
    assert "Traceback" not in stderr
    assert (out / ".state" / "detectors" / "0000.json").exists()
