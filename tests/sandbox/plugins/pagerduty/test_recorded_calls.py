"""The plugin answers the engine, and asks the API, as the published plugin was recorded to."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.plugins.pagerduty.plugin import TYPES
from tests.sandbox.pagerduty.recorded import SCENARIOS as RECORDED
from tests.sandbox.pagerduty.recorded import read_lines
from tests.sandbox.plugins.pagerduty.driven import Driven, Sent, revealed

if TYPE_CHECKING:
    from pathlib import Path

# What the emulator never answers so, and a type that the plugin lacks.
_NOT_DRIVEN = {"notification-rule-cmref", "maintenance-window"}
SCENARIOS = tuple(name for name in RECORDED if name not in _NOT_DRIVEN)
_TIME = re.compile(r"^2026-11-22[T ]\d\d:\d\d:\d\d(?:Z| \+0000 UTC)$")
_BY_INVOKES = ("/vendors",)


@pytest.fixture(scope="module")
def calls(shared_dir: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read_lines(shared_dir, "plugin-calls.jsonl"):
        if row["method"] != "Invoke":
            found.setdefault(row["scenario"], []).append(revealed(row))
    return found


@pytest.fixture(scope="module")
def requests(shared_dir: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    next_one: dict[str, Any] = {}
    # A check of the token was recorded in short: which run it belongs to, the next request says.
    for row in reversed(read_lines(shared_dir, "pagerduty.jsonl")):
        if "scenario" in row:
            next_one = row
        if next_one.get("fault") or next_one.get("import_id") or row["path"] in _BY_INVOKES:
            continue
        scenario = row.get("scenario", row["resource"])
        found.setdefault((scenario, row["phase"]), []).insert(0, row)
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_calls_and_requests_are_the_recorded_ones(
    shared_dir: Path,
    calls: dict[str, list[dict[str, Any]]],
    requests: dict[tuple[str, str], list[dict[str, Any]]],
    scenario: str,
) -> None:
    driven = Driven(shared_dir)
    for phase, rows in groupby(calls[scenario], key=lambda row: str(row["phase"])):
        driven.restart()
        for row in rows:
            _Call(driven, row).compare()
        expected = [_recorded(driven, row) for row in requests.get((scenario, phase), [])]
        assert [_actual(sent) for sent in driven.wire.sent] == expected, phase


def _recorded(driven: Driven, row: dict[str, Any]) -> tuple[Any, ...]:
    known = driven.translated({key: row.get(key) for key in ("path", "query", "request")})
    return (row["method"], known["path"], known["query"] or {}, _timeless(known["request"]))


def _actual(sent: Sent) -> tuple[Any, ...]:
    return (sent.method, sent.path, sent.query, _timeless(sent.body))


def _timeless(value: Any) -> Any:
    """A value without the moments at which it was recorded."""
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    if isinstance(value, dict):
        return {key: _timeless(item) for key, item in value.items()}
    return "then" if isinstance(value, str) and _TIME.match(value) else value


class _Call:
    """One recorded call of the engine, made again."""

    def __init__(self, driven: Driven, row: dict[str, Any]) -> None:
        self.driven = driven
        self.row = row
        self.request = driven.translated(row["request"])
        self.resource = driven.resource(row["type"])

    def compare(self) -> None:
        getattr(self, f"_{self.row['method'].lower()}")()

    def _same(self, actual: Any, *path: str) -> None:
        expected = self.row["response"]
        for step in path:
            expected = expected[step]
        assert _timeless(actual) == _timeless(self.driven.translated(expected)), self.row["phase"]

    def _check(self) -> None:
        result = self.resource.check(
            name=self.row["name"], random_seed=b"", **_pick(self.request, "olds", "news")
        )
        assert result.failures == []
        self._same(result.inputs, "inputs")

    def _create(self) -> None:
        preview = self.row["response"].get("id") is None
        made = self.resource.create(urn="", inputs=self.request["properties"], preview=preview)
        if preview:
            return
        response = self.row["response"]
        self.driven.names[response["id"]] = made.id
        self.driven.learn(response["properties"], made.outputs)
        self._same(made.outputs, "properties")

    def _read(self) -> None:
        request = self.request
        found = self.resource.read(
            id=request["id"], inputs=request["inputs"], state=request["properties"]
        )
        assert found is not None
        self.driven.learn(self.row["response"]["properties"], found.outputs)
        self._same(found.outputs, "properties")
        self._same(found.inputs, "inputs")

    def _diff(self) -> None:
        request = self.request
        result = self.resource.diff(
            id=request["id"],
            olds=request["olds"],
            old_inputs=request["oldInputs"],
            news=request["news"],
        )
        response = self.row["response"]
        assert result.changes == (response["changes"] == "DIFF_SOME")
        assert result.replaces == response.get("replaces", [])
        named = sorted({re.split(r"[.\[]", path)[0] for path in result.detailed})
        recorded = [name for name in response.get("diffs", []) if name in self.resource.fields]
        assert [name for name in recorded if name in request["news"]] == named

    def _update(self) -> None:
        request = self.request
        outputs = self.resource.update(
            id=request["id"],
            olds=request["olds"],
            old_inputs=request["oldInputs"],
            news=request["news"],
            preview=self.row["phase"].startswith("preview"),
        )
        self.driven.learn(self.row["response"]["properties"], outputs)
        self._same(outputs, "properties")

    def _delete(self) -> None:
        self.resource.delete(id=self.request["id"], state=self.request["properties"])


def _pick(values: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: values[key] for key in keys}


def test_every_type_was_recorded_but_for_the_one_with_a_fixed_host(
    calls: dict[str, list[dict[str, Any]]],
) -> None:
    recorded = {row["type"] for name in SCENARIOS for row in calls[name]}
    missing = {type_.token for type_ in TYPES} - recorded
    assert missing == {"pagerduty:index/slackConnection:SlackConnection"}
