"""A state that was cut off or is none, on the real engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from setpoint.automation.mending import Consent
from setpoint.automation.operation import run
from setpoint.automation.steps import Listener
from setpoint.engine import find_engine

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.automation.target import Target
    from setpoint.engine import Engine

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def found() -> Engine:
    engine = find_engine()
    assert engine is not None
    return engine


@pytest.fixture
def path(target: Target, found: Engine, tmp_path: Path) -> Path:
    """The file of a stack that there is."""
    assert run("preview", target, found, Listener()).succeeded  # makes the stack
    return tmp_path / "state" / ".pulumi" / "stacks" / "acme" / "staging.json"


@pytest.mark.parametrize("content", ["{}", "null", '{"version": 3, "checkpoint": {"latest": {}}}'])
def test_json_that_is_no_state_is_refused_and_replaced_by_a_copy(
    target: Target, found: Engine, path: Path, content: str
) -> None:
    whole = path.read_text()
    path.with_name("staging.json.bak").write_text(whole)
    path.write_text(content)

    refused = run("up", target, found, Listener())
    assert not refused.succeeded
    assert "--recover" in refused.messages[-1]
    assert path.read_text() == content

    mended = run("up", target, found, Listener(), Consent(given=lambda _: True))
    assert mended.succeeded, mended.messages
    assert "checkpoint" in json.loads(path.read_text())


@pytest.mark.parametrize(
    "kind", ["setpoint:cloudwatch:ServiceAlarms", "pulumi:providers:aws"], ids=["component", "aws"]
)
def test_what_is_at_no_vendor_is_looked_up_nowhere(
    target: Target, found: Engine, path: Path, kind: str
) -> None:
    """A run that was killed while a component or a provider came into the state."""
    document = json.loads(path.read_text())
    urn = f"urn:pulumi:staging::acme::{kind}::api"
    begun = {"urn": urn, "custom": kind.startswith("pulumi:"), "type": kind}
    latest = document["checkpoint"]["latest"]
    latest["pending_operations"] = [{"resource": begun, "type": "creating"}]
    path.write_text(json.dumps(document))

    mended = run("up", target, found, Listener())
    assert mended.succeeded, mended.messages
    latest = json.loads(path.read_text())["checkpoint"]["latest"]
    assert not latest.get("pending_operations")
    assert not any(one["urn"] == urn for one in latest.get("resources") or ())


def test_without_a_copy_a_state_of_nothing_takes_its_place(
    target: Target, found: Engine, path: Path
) -> None:
    """As a full disk leaves it: state and backup cut off, and no history yet."""
    cut = path.read_text()[:100]
    for name in ("staging.json", "staging.json.bak"):
        path.with_name(name).write_text(cut)

    refused = run("up", target, found, Listener())
    assert not refused.succeeded
    assert "say --recover to look up what is planned" in refused.messages[-1]

    mended = run("up", target, found, Listener(), Consent(given=lambda _: True))
    assert mended.succeeded, mended.messages
    assert path.with_name("staging.json.damaged").read_text() == cut
