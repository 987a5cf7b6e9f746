"""Import ids: the recorded forms are taken, the others refused as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.plugin import TYPES
from tests.sandbox.pagerduty.recorded import read_json, read_lines
from tests.sandbox.plugins.pagerduty.driven import Driven, revealed

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = tuple(type_.token for type_ in TYPES if "slack" not in type_.token)


@pytest.fixture(scope="module")
def imports(shared_dir: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {token: [] for token in TOKENS}
    for item in read_json(shared_dir, "imports.json"):
        if item["type"] in found:
            found[item["type"]].append(item)
    return found


@pytest.fixture(scope="module")
def inputs(shared_dir: Path) -> dict[str, Any]:
    return {
        row["scenario"]: revealed(row["response"]["inputs"])
        for row in reversed(read_lines(shared_dir, "plugin-calls.jsonl"))
        if row["method"] == "Check" and row["phase"] == "create"
    }


@pytest.mark.parametrize("token", TOKENS)
def test_an_import_asks_and_ends_as_recorded(
    shared_dir: Path, imports: dict[str, Any], inputs: dict[str, Any], token: str
) -> None:
    for item in imports[token]:
        driven = Driven(shared_dir)
        news = inputs[item["scenario"]]
        made = driven.resource(token).create(urn="", inputs=news, preview=False)
        bare = made.id if item["ok"] else "PREC007"
        id_ = _translated(item["import_id"], item.get("id_after", ""), bare)
        if "teamMembership" not in token:  # recorded in the process that knew the members
            driven.restart()
        driven.wire.sent.clear()
        resource = driven.resource(token)
        if not item["ok"] and item.get("error"):
            with pytest.raises(PluginError) as refused:
                resource.read(id=id_, inputs={}, state={})
            assert str(refused.value) in item["error"]
            continue
        found = resource.read(id=id_, inputs={}, state={})
        lines = [f"{one.method} {one.path}" for one in driven.wire.sent]
        lines = [line.replace(made.id, item.get("id_after") or "-") for line in lines]
        assert [line for line in lines if line != "GET /abilities"] == item["calls"]
        assert (found is not None) == item["ok"]
        if found:
            known = {"olds": found.outputs, "old_inputs": found.inputs}
            assert not resource.diff(id=found.id, news=news, **known).changes


def _translated(import_id: str, recorded: str, made: str) -> str:
    return import_id.replace(recorded, made) if recorded else import_id
