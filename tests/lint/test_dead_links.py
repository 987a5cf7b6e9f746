"""Addresses of runbooks are asked for, on a server of this machine."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from setpoint.lint import find_check, lint
from setpoint.lint import links as asked
from tests.lint.cases import expand, project_in, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOGETHER = 5
STATUS = {"/there": 200, "/gone": 404, "/broken": 500, "/members": 403, "/busy": 429}


class Wiki(BaseHTTPRequestHandler):
    """Answers by path; counts requests."""

    seen: list[str] = []  # noqa: RUF012 - the server makes an object for each request
    meeting = threading.Barrier(TOGETHER)

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.path == "/slow":
            time.sleep(1)
        if self.path.startswith("/together/"):
            self.meeting.wait()
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/there")
        else:
            self.send_response(STATUS.get(self.path, 200))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def wiki() -> Iterator[str]:
    Wiki.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Wiki)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/there", "/moved", "/members", "/busy", "/there#part"])
def test_a_page_that_is_there_passes(wiki: str, path: str) -> None:
    assert asked.failures([f"{wiki}{path}"]) == {}


@pytest.mark.parametrize(("path", "why"), [("/gone", "answers 404"), ("/broken", "answers 500")])
def test_a_page_that_is_not_there_is_found(wiki: str, path: str, why: str) -> None:
    assert asked.failures([f"{wiki}{path}"]) == {f"{wiki}{path}": why}


def test_a_server_that_is_not_there_is_found(wiki: str) -> None:
    nobody = "http://127.0.0.1:1/x"
    assert asked.failures([f"{wiki}/there", nobody]) == {nobody: "does not answer"}


def test_a_slow_server_is_not_waited_for(wiki: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_SECONDS", 0.2)
    assert asked.failures([f"{wiki}/slow"]) == {f"{wiki}/slow": "does not answer within 0.2 s"}


def test_several_are_asked_at_once(wiki: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_SECONDS", 120)
    assert asked.failures(f"{wiki}/together/{n}" for n in range(TOGETHER)) == {}


def test_only_online_and_each_address_once(tmp_path: Path, wiki: str) -> None:
    case = {
        "alarm": "Average AWS/EC2 CPUUtilization > 80%",
        "other": "Average AWS/RDS CPUUtilization > 80%",
        "alert": {"runbook": f"{wiki}/gone#first"},
        "other_alert": {"runbook": f"{wiki}/gone#second"},
        "config": {"defaults": {"runbook_url": f"{wiki}/runbooks/"}},
        "staging": {},
    }
    project = project_in(write(tmp_path, expand(case)))
    assert not [f for f in lint(project) if f.check == "runbook/dead-link"]
    assert Wiki.seen == []
    found = lint(project, online=True, only=[find_check("runbook/dead-link")])
    assert [(f.subject, f.environments) for f in found] == [
        ("shop/it", ("prod", "staging")),
        ("shop/other", ("prod", "staging")),
    ]
    assert sorted(Wiki.seen) == ["/gone", "/gone", "/runbooks/pay", "/runbooks/pay"]
