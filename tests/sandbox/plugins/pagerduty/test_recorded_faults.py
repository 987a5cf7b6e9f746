"""Where the published plugin failed, repeated or gave up, this one does so, too."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from sandbox.plugins.exchange import Answer
from tests.sandbox.pagerduty.recorded import read_json, read_lines
from tests.sandbox.plugins.pagerduty.driven import URL, Driven, Sent, revealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sandbox.plugins.managed import Managed

CASES = (
    "400-create-escalation-policy",
    "400-create-integration",
    "400-create-schedule",
    "400-create-service",
    "400-create-team",
    "400-create-user",
    "400-delete-escalation-policy-in-use",
    "400-delete-schedule-in-use",
    "400-delete-user",
    "400-eo-service",
    "400-update-schedule",
    "403-create-service",
    "404-delete-contact-phone",
    "404-delete-escalation-policy",
    "404-delete-integration-eventsv2",
    "404-delete-notification-rule",
    "404-delete-schedule",
    "404-delete-service",
    "404-delete-team",
    "404-delete-user",
    "404-refresh-contact-phone",
    "404-refresh-eo-service",
    "404-refresh-escalation-policy",
    "404-refresh-integration-eventsv2",
    "404-refresh-notification-rule",
    "404-refresh-schedule",
    "404-refresh-service",
    "404-refresh-team-membership",
    "404-refresh-team",
    "404-refresh-user",
    "404-update-escalation-policy",
    "404-update-schedule",
    "404-update-service",
    "404-update-team",
    "404-update-user",
    "429-reset1-10x-create-service",
    "429-reset1-10x-create-team",
    "429-reset2-delete-service",
    "429-reset2-once-create-escalation-policy",
    "429-reset2-once-create-schedule",
    "429-reset2-once-create-service",
    "429-reset2-once-create-team",
    "429-reset2-once-create-user",
    "429-reset2-refresh-schedule",
    "429-reset2-refresh-service",
    "429-retryafter2-once-create-escalation-policy",
    "429-retryafter2-once-create-schedule",
    "429-retryafter2-once-create-service",
    "429-retryafter2-once-create-team",
    "429-retryafter2-once-create-user",
    "500-always-create-service",
    "500-always-create-team",
    "500-always-refresh-service",
    "500-always-update-schedule",
    "500-always-update-service",
    "500-html-create-service",
    "500-once-create-escalation-policy",
    "500-once-create-schedule",
    "500-once-create-service",
    "500-once-create-team",
    "500-once-create-user",
    "500-once-refresh-escalation-policy",
    "500-once-refresh-schedule",
    "500-once-refresh-service",
    "500-once-refresh-team",
    "500-once-refresh-user",
    "conn-reset-create-service",
    "x-429-ratelimit-reset-30-team",
    "x-429-team-body-lost",
    "x-429-team-update",
    "x-conn-reset-create-team",
    "x-conn-reset-refresh-service",
    "x-empty-200-create-service",
)
# Recorded waits have jitter and the time of the requests themselves.
_TOLERANCE_MS = 1400


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for case in read_json(shared_dir, "faults.json"):
        found.setdefault(case["case"], case)
    return found


@pytest.fixture(scope="module")
def inputs(shared_dir: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Checked inputs before and after the change, by scenario."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in read_lines(shared_dir, "plugin-calls.jsonl"):
        if row["method"] == "Check":
            known = found.setdefault(row["scenario"], {"type": row["type"]})
            known[row["phase"]] = revealed(row["response"]["inputs"])
    return found


class _Injected:
    """Answers some requests as the recorder did."""

    def __init__(self, fault: dict[str, Any]) -> None:
        self.fault = fault
        self.left = fault["times"]

    def __call__(self, sent: Sent) -> Answer | None:
        if self.left == 0 or self.fault["method"] != sent.method:
            return None
        if not re.search(self.fault["path"], sent.path):
            return None
        self.left -= 1
        body = self.fault["body"]
        if body == "__close__":
            sent.status = self.fault["status"]
            raise ConnectionResetError
        content = (
            b"" if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()
        )
        headers = {key.lower(): value for key, value in self.fault["headers"].items()}
        return Answer(self.fault["status"], headers, content)


class _Run:
    """One fault: the resource made if need be, then the operation that fails."""

    def __init__(self, driven: Driven, known: dict[str, Any], phase: str) -> None:
        self.driven = driven
        self.known = known
        self.phase = phase
        self.id, self.outputs = "", dict[str, Any]()
        if phase != "create":
            made = self.resource.create(urn="", inputs=known["create"], preview=False)
            self.id, self.outputs = made.id, made.outputs
        driven.restart()

    @property
    def resource(self) -> Managed:
        return self.driven.resource(self.known["type"])

    def carry_out(self) -> Any:
        operations: dict[str, Callable[[], Any]] = {
            "create": self._create,
            "refresh": self._refresh,
            "update": self._update,
            "delete": self._delete,
        }
        return operations[self.phase]()

    def _create(self) -> Any:
        return self.resource.create(urn="", inputs=self.known["create"], preview=False)

    def _refresh(self) -> Any:
        return self.resource.read(id=self.id, inputs=self.known["create"], state=self.outputs)

    def _update(self) -> Any:
        return self.resource.update(
            id=self.id,
            olds=self.outputs,
            old_inputs=self.known["create"],
            news=self.known["update"],
            preview=False,
        )

    def _delete(self) -> Any:
        return self.resource.delete(id=self.id, state=self.outputs)


@pytest.mark.parametrize("name", CASES)
def test_a_fault_has_the_recorded_outcome(
    shared_dir: Path, cases: dict[str, Any], inputs: dict[str, Any], name: str
) -> None:
    case = cases[name]
    driven = Driven(shared_dir)
    run = _Run(driven, inputs[case["resource"]], case["phase"])
    injected = list(case["injected"])
    if name == "400-delete-schedule-in-use":  # the recorder knew no incidents then
        injected.append({**injected[0], "method": "GET", "path": "/incidents", "status": 404})
        injected[-1] |= {"times": -1, "body": {"error": {"message": "Not Found", "code": 2100}}}
    driven.wire.faults = [_Injected(fault) for fault in injected]
    result, failure = None, ""
    try:
        result = run.carry_out()
    except PluginError as error:
        failure = str(error)
    assert (failure == "") == case["ok"], failure
    made = run.id or getattr(result, "id", "")
    _same_requests(driven, made, case)
    if failure:
        assert _plain(failure, made) in _plain(case["user_sees"], made)
    elif case["phase"] == "refresh" and "delete" in (case["changes"] or {}):
        assert result is None


def _same_requests(driven: Driven, made: str, case: dict[str, Any]) -> None:
    sent = [one for one in driven.wire.sent if one.path != "/abilities"]
    lines = [_plain(one.line, made) for one in sent]
    recorded = [_plain(line, made) for line in case["calls"] if "/vendors" not in line]
    more = re.match(r"\.\.\. (\d+) in all", recorded[-1])
    assert len(lines) == (int(more[1]) if more else len(recorded))
    recorded = recorded[:-1] if more else recorded
    assert lines[: len(recorded)] == recorded
    gaps = [1000 * (later.at - sooner.at) for sooner, later in itertools.pairwise(sent)]
    expected = case["gaps_ms"][-len(gaps) :] if gaps else []
    close = [abs(one - other) < _TOLERANCE_MS for one, other in zip(gaps, expected, strict=True)]
    assert all(close), (gaps, expected)


_RECORDED_IDS = r"\bPREC\d{3}\b|\bfdad94f9-[0-9a-f-]+|\bDF99154CDD994FBE\b"
_SAME = {
    URL: "http://127.0.0.1:PORT",
    "team must be provided": "Request body must be provided",  # the recorder had both
}


def _plain(text: str, made: str) -> str:
    """A text without what differs from run to run, or between contract and recorder."""
    for mine, recorded in _SAME.items():
        text = text.replace(mine, recorded)
    if "nil pointer" in text:
        return "nil pointer"
    if "did not exist while updating" in text:
        return "did not exist while updating"
    ids = f"{_RECORDED_IDS}|\\b{re.escape(made)}\\b" if made else _RECORDED_IDS
    return " ".join(re.sub(r"\b20[014]$", "2xx", re.sub(ids, "ID", text)).split())
