"""Drives the plugin's resources as the engine did when the published plugin was recorded."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from sandbox.plugins.exchange import Answer
from sandbox.plugins.pagerduty.client import Pauses
from sandbox.plugins.pagerduty.plugin import TYPES
from sandbox.plugins.pagerduty.session import Session
from tests.sandbox.pagerduty.recorded import NOW, Client, Replay, seeded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sandbox.plugins.managed import Managed

# The recorder's present.
THEN = NOW - timedelta(minutes=20)
URL = "http://127.0.0.1:1"


@dataclass
class Sent:
    """One request of the plugin, and the status that it got."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    status: int
    at: float = 0.0

    @property
    def line(self) -> str:
        """Method, path and status in short."""
        empty = self.method in ("POST", "PUT") and self.body is None
        return f"{self.method} {self.path} {self.status}{' (empty body)' if empty else ''}"


class VirtualPauses(Pauses):
    """Waits that take no time."""

    def __init__(self) -> None:
        super().__init__(threading.Event())
        self.factor = 0.0


class Wire:
    """A transport to an emulated account that keeps what was sent, and can fail on the way.

    `faults` are asked in turn before the account; one that returns a reply, or raises, answers.
    `spoil` may change the account's answer.
    """

    def __init__(self, account: Client) -> None:
        self.account = account
        self.sent: list[Sent] = []
        self.faults: list[Callable[[Sent], Answer | None]] = []
        self.pauses = VirtualPauses()
        self.spoil: Callable[[str, str, Any], Any] = lambda _method, _path, body: body
        self._lock = threading.Lock()

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        parts = urlsplit(path)
        parsed = json.loads(body) if body else None
        sent = Sent(method, parts.path, parse_qs(parts.query), parsed, 0, self.pauses.waited)
        self.sent.append(sent)
        for fault in self.faults:
            if reply := fault(sent):
                sent.status = reply.status
                return reply
        with self._lock:
            response = self.account.request(method, path, headers=dict(headers), content=body)
        sent.status = response.status_code
        content = response.content
        if content:
            changed = self.spoil(method, parts.path, response.json())
            content = json.dumps(changed).encode()
        return Answer(response.status_code, dict(response.headers), content)


class Driven:
    """The plugin on an emulated account that holds what the recorder held."""

    def __init__(self, shared: Path) -> None:
        self.account = Client(seeded(shared))
        self.account.now = THEN
        self.wire = Wire(self.account)
        self.names = {
            "acme.pagerduty.com": "sandbox.pagerduty.com",
            "https://api.pagerduty.com": "http://sandbox",  # links lead to the account itself
        }
        self.restart()

    def restart(self, *, check: bool = True) -> None:
        """Start a new process: another session, nothing remembered."""
        self.session = Session(threading.Event())
        self.session.clock = lambda: self.account.now
        self.session.pauses = self.wire.pauses
        self.wire.sent.clear()
        self.session.open(self.wire, URL, token="t", user_token="u", check=True)

    def resource(self, token: str) -> Managed:
        """Return the resource type of a token."""
        return next(type_ for type_ in TYPES if type_.token == token)(self.session)

    def translated(self, value: Any) -> Any:
        """Return a recorded value with the recorded ids replaced by the account's."""
        longest_first = sorted(self.names, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in longest_first)
        text = re.sub(pattern, lambda match: self.names[match[0]], json.dumps(value))
        return json.loads(text)

    def learn(self, recorded: Any, actual: Any) -> None:
        """Learn the account's ids from two forms of the same outputs."""
        for old, new in Replay.paired(recorded, actual):
            self.names[old] = new


def revealed(value: Any) -> Any:
    """Return a recorded value without the marks on secrets."""
    if isinstance(value, list):
        return [revealed(item) for item in value]
    if isinstance(value, dict):
        if set(value) == {"__secret"}:
            return revealed(value["__secret"])
        return {key: revealed(item) for key, item in value.items()}
    return value
