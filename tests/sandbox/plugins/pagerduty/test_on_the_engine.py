"""The recorded stack, on the real engine: made, unchanged, changed, gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.pagerduty import create_app
from sandbox.plugins.launchers import write_launchers
from sandbox.plugins.pagerduty.plugin import TYPES
from sandbox.serving import served
from tests.providers.stack import AnyResource, EngineStack
from tests.sandbox.pagerduty.recorded import read_json, seeded
from tests.sandbox.plugins.pagerduty.driven import revealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pulumi

    Program = Callable[[], None]

_HERE = {type_.token for type_ in TYPES}


def _rows(shared: Path) -> list[dict[str, Any]]:
    return [
        revealed(row)
        for row in read_json(shared, "inputs.json")
        if row["scenario"] == "combined" and "type" in row
    ]


def _program(rows: list[dict[str, Any]], version: str, changed: str = "") -> Program:
    """Declare the recorded resources; where an input holds another's id, take its output."""

    def declare() -> None:
        made: dict[str, pulumi.Output[Any]] = {}
        for row in rows:
            inputs = dict(row[version]["program_inputs"])
            if changed and row["name"] == changed:
                inputs["description"] = "changed"
            resource = AnyResource(row["type"], row["name"], _linked(inputs, made))
            made[row["create"]["id"]] = resource.id

    return declare


def _linked(value: Any, made: dict[str, pulumi.Output[Any]]) -> Any:
    if isinstance(value, list):
        return [_linked(item, made) for item in value]
    if isinstance(value, dict):
        return {key: _linked(item, made) for key, item in value.items()}
    return made.get(value, value) if isinstance(value, str) else value


def test_the_recorded_stack_lives_and_dies(shared_dir: Path, engine: Path, tmp_path: Path) -> None:
    rows = [row for row in _rows(shared_dir) if row["type"] in _HERE]
    assert len(rows) > 10
    store = seeded(shared_dir)
    before = {name: len(table) for name, table in store.data["tables"].items()}
    write_launchers(tmp_path / "bin", ["pagerduty"], ["pagerduty"])
    with served(create_app(store)) as url:
        stack = EngineStack(
            engine,
            tmp_path,
            path=(tmp_path / "bin",),
            config={"pagerduty:apiUrlOverride": url, "pagerduty:token": ("t",)},
            env={"SETPOINT_SANDBOX_WAIT_FACTOR": "0.1"},
        )
        made = stack.up(_program(rows, "create"))
        assert made.ok, made.text
        assert made.changes == {"create": len(rows) + 1}
        assert stack.preview().changes.get("same", 0) == len(rows) + 1
        refreshed = stack.refresh()
        assert set(refreshed.changes) == {"same"}, refreshed.text
        changed = stack.up(_program(rows, "create", "team"))
        assert changed.changes == {"update": 1, "same": len(rows)}, changed.text
        gone = stack.destroy()
        assert gone.ok, gone.text
    after = {name: len(store.data["tables"][name]) for name in before}
    assert after == before
