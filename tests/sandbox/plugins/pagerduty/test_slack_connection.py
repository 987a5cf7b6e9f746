"""The Slack connection, whose requests the published plugin sends to a fixed host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sandbox.plugins.pagerduty.driven import Driven

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TOKEN = "pagerduty:index/slackConnection:SlackConnection"
INPUTS: dict[str, Any] = {
    "channelId": "C012345",
    "configs": [{"events": ["incident.triggered", "incident.resolved"]}],
    "notificationType": "responder",
    "sourceId": "PSVC001",
    "sourceType": "service_reference",
    "workspaceId": "T0001",
}


def test_it_lives_and_dies(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    resource = driven.resource(TOKEN)
    made = resource.create(urn="", inputs=INPUTS, preview=False)
    assert made.outputs["sourceName"] == "Checkout"
    read = resource.read(id=made.id, inputs=INPUTS, state=made.outputs)
    assert read is not None
    assert read.outputs == made.outputs
    known = {"olds": read.outputs, "old_inputs": read.inputs}
    assert not resource.diff(id=made.id, news=INPUTS, **known).changes
    news = {**INPUTS, "configs": [{"events": ["incident.triggered"], "urgency": "high"}]}
    assert resource.diff(id=made.id, news=news, **known).changes
    outputs = resource.update(
        id=made.id, olds=made.outputs, old_inputs=INPUTS, news=news, preview=False
    )
    assert outputs["configs"][0]["events"] == ["incident.triggered"]
    resource.delete(id=made.id, state=outputs)
    assert resource.read(id=made.id, inputs=INPUTS, state=outputs) is None
    resource.delete(id=made.id, state=outputs)


def test_the_workspace_may_come_from_the_environment(
    shared_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = Driven(shared_dir).resource(TOKEN)
    news = {key: value for key, value in INPUTS.items() if key != "workspaceId"}
    check = {"name": "s", "olds": {}, "news": news, "random_seed": b""}
    monkeypatch.delenv("SLACK_CONNECTION_WORKSPACE_ID", raising=False)
    assert [one.property for one in resource.check(**check).failures] == ["workspaceId"]
    monkeypatch.setenv("SLACK_CONNECTION_WORKSPACE_ID", "T0009")
    checked = resource.check(**check)
    assert checked.failures == []
    assert checked.inputs["workspaceId"] == "T0009"


def test_an_import_id_has_the_workspace(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    resource = driven.resource(TOKEN)
    made = resource.create(urn="", inputs=INPUTS, preview=False)
    assert resource.read(id=made.id, inputs={}, state={}) is None
    found = resource.read(id=f"T0001.{made.id}", inputs={}, state={})
    assert found is not None
    assert found.id == made.id
