"""The calls that the engine was recorded to make of the published plugin, made of ours.

Ids differ from one API to the next: those of the recording are translated to ours, which are
learned from what our plugin gives out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from pathlib import Path

    from providers.plugin import Resource
    from sandbox.plugins.sentry.plugin import SentryPlugin

Call = dict[str, Any]

IDS = {"id", "internalId", "teamId", "projectId", "public", "secret"}
PHASES = {"create", "refresh", "update", "refresh-after-update", "delete"}


def plugin_calls(shared: Path) -> dict[str, list[Call]]:
    """Return the recorded calls of the Sentry plugin, by scenario."""
    scenarios: dict[str, list[Call]] = {}
    file = shared / "recordings/official-plugins/plugin-calls.jsonl"
    for line in file.read_text().splitlines():
        call = json.loads(line)
        if call["scenario"].startswith("s-"):
            scenarios.setdefault(call["scenario"], []).append(call)
    return scenarios


def http_calls(shared: Path, scenario: str) -> list[tuple[str, str, Any]]:
    """Return the recorded requests of a scenario: method, path, body."""
    file = shared / "recordings/official-plugins/sentry-rules.jsonl"
    exchanges = [json.loads(line) for line in file.read_text().splitlines()]
    return [
        (one["method"], one["path"], one["request"])
        for one in exchanges
        if one["scenario"] == scenario and "fault" not in one and "import_id" not in one
    ]


# Where DSNs lead: to Sentry's ingest there, to the emulator itself here.
_INGEST = re.compile(r"https://([^/@]*@)?o1\.ingest\.sentry\.io")


@dataclass
class Player:
    """Makes recorded calls of our plugin and compares the answers."""

    plugin: SentryPlugin
    url: str
    ids: dict[str, str] = field(default_factory=dict)

    def play(self, call: Call) -> None:
        """Make one call; its answer must be the recorded one."""
        request, response = call["request"], call["response"]
        getattr(self, f"_{call['method'].lower()}")(call, self.ours(request), response)

    def record_waits(self) -> list[float]:
        """Make the plugin's client note its waits, in seconds, instead of waiting."""
        waits: list[float] = []
        self.plugin._configured().wait = waits.append  # type: ignore[method-assign]
        return waits

    def requests(self) -> list[tuple[str, str, Any]]:
        """Return the requests that the emulator got: method, path, body."""
        log = httpx.get(f"{self.url}/_sandbox/requests").json()["requests"]
        return [(one["method"], one["path"], one["body"]) for one in log]

    def ours(self, value: Any) -> Any:
        """Translate a recorded value: ids, and the host that DSNs point to."""
        match value:
            case dict():
                return {key: self.ours(item) for key, item in value.items()}
            case list():
                return [self.ours(item) for item in value]
            case str():
                scheme, _, here = self.url.partition("://")
                text = _INGEST.sub(rf"{scheme}://\g<1>{here}", value)
                for theirs, mine in self.ids.items():
                    if len(theirs) > 20:
                        text = text.replace(theirs, mine)
                return "/".join(self.ids.get(part, part) for part in text.split("/"))
        return value

    def _resource(self, call: Call) -> Resource:
        return next(one for one in self.plugin.resources if one.token == call["type"])

    def _check(self, call: Call, request: Call, response: Call) -> None:
        result = self._resource(call).check(
            name=call["name"], olds=request["olds"], news=request["news"], random_seed=b"seed"
        )
        assert result.failures == []
        assert result.inputs == self.ours(response["inputs"])

    def _create(self, call: Call, request: Call, response: Call) -> None:
        made = self._resource(call).create(
            urn=f"urn:pulumi:x::x::{call['type']}::{call['name']}",
            inputs=request["properties"],
            preview=False,
        )
        self._learn(response["properties"], made.outputs)
        assert made.id == self.ours(response["id"])
        assert made.outputs == self.ours(response["properties"])

    def _read(self, call: Call, request: Call, response: Call) -> None:
        found = self._resource(call).read(
            id=request["id"], inputs=request["inputs"], state=request["properties"]
        )
        assert found is not None
        assert found.id == self.ours(response["id"])
        assert found.outputs == self.ours(response["properties"])
        assert found.inputs == self.ours(response["inputs"])

    def _diff(self, call: Call, request: Call, response: Call) -> None:
        result = self._resource(call).diff(
            id=request["id"],
            olds=request["olds"],
            old_inputs=request["oldInputs"],
            news=request["news"],
        )
        assert result.changes is (response["changes"] == "DIFF_SOME")
        found = {path: {"kind": kind.value} for path, kind in result.detailed.items()}
        assert found == response.get("detailedDiff", {})

    def _update(self, call: Call, request: Call, response: Call) -> None:
        outputs = self._resource(call).update(
            id=request["id"],
            olds=request["olds"],
            old_inputs=request["oldInputs"],
            news=request["news"],
            preview=False,
        )
        assert outputs == self.ours(response["properties"])

    def _delete(self, call: Call, request: Call, _: Call) -> None:
        self._resource(call).delete(id=request["id"], state=request["properties"])

    def _learn(self, theirs: Any, ours: Any) -> None:
        match theirs, ours:
            case dict(), dict():
                for key in theirs.keys() & ours.keys():
                    if key in IDS and isinstance(theirs[key], str):
                        pairs = zip(theirs[key].split("/"), ours[key].split("/"), strict=True)
                        self.ids |= dict(pairs)
                    self._learn(theirs[key], ours[key])
            case list(), list():
                for one, other in zip(theirs, ours, strict=True):
                    self._learn(one, other)
