"""The kit under the real engine: a whole life, with secrets, unknowns and failures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from tests.providers.stack import AnyResource, EngineStack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOKEN = "demo:index:Thing"


@pytest.fixture
def objects(tmp_path: Path) -> Path:
    folder = tmp_path / "objects"
    folder.mkdir()
    return folder


@pytest.fixture
def stack(engine: Path, demo_plugin: Path, tmp_path: Path, objects: Path) -> EngineStack:
    return EngineStack(
        engine,
        tmp_path,
        path=(demo_plugin.parent,),
        config={"demo:password": ("hush-hush",), "demo:nested": '{"a": [1, 2]}'},
        env={"DEMO_FOLDER": str(objects), "DEMO_CONFIG": str(tmp_path / "config.json")},
    )


def things(**inputs: Any) -> Callable[[], None]:
    def program() -> None:
        AnyResource(TOKEN, "thing", inputs)

    return program


def test_a_resource_lives_from_create_to_delete(stack: EngineStack, objects: Path) -> None:
    assert stack.preview(things(size=1)).changes["create"] == 2
    assert stack.up(things(size=1)).ok
    assert stack.preview().changes == {"same": 2}
    assert stack.preview(things(size=2)).changes == {"same": 1, "update": 1}
    assert stack.up().ok
    (stored,) = objects.iterdir()
    assert json.loads(stored.read_text()) == {"title": "thing", "size": 2}
    stored.write_text('{"title": "thing", "size": 7}')
    assert stack.refresh().changes == {"same": 1, "update": 1}
    assert stack.preview().changes == {"same": 1, "update": 1}
    stored.unlink()
    assert stack.refresh().changes["delete"] == 1
    assert stack.up().changes["create"] == 1
    assert stack.destroy().ok
    assert not list(objects.iterdir())


def test_a_changed_kind_replaces_and_says_so(stack: EngineStack) -> None:
    stack.up(things(kind="a"))
    run = stack.preview(things(kind="b"), diff=True)
    assert run.changes["replace"] == 1
    assert "kind" in run.text
    assert stack.up().ok


def test_the_configuration_arrives_decoded(stack: EngineStack, tmp_path: Path) -> None:
    stack.up(things())
    config = json.loads((tmp_path / "config.json").read_text())
    assert config == {"password": "hush-hush", "nested": {"a": [1, 2]}}


def test_secrets_stay_secret_in_inputs_and_outputs(stack: EngineStack) -> None:
    def program() -> None:
        inputs = {"list": [1, pulumi.Output.secret("deep-secret")], "open": {"a": "b"}}
        AnyResource(TOKEN, "thing", inputs)

    run = stack.up(program)
    assert run.ok
    outputs = stack.state()["thing"]["outputs"]
    assert "plaintext" in outputs["list"]
    assert "plaintext" in outputs["key"]
    assert outputs["open"] == {"a": "b"}
    assert "deep-secret" not in run.text


def test_unknowns_flow_through_a_preview(stack: EngineStack) -> None:
    def program() -> None:
        first = AnyResource(TOKEN, "first", {}, outputs=("length",))
        inputs = {"size": pulumi.Output.from_input(first).apply(lambda r: r.length)}
        AnyResource(TOKEN, "second", inputs)

    assert stack.preview(program).ok
    assert stack.up(program).ok


def test_a_wrong_property_is_named_at_check(stack: EngineStack) -> None:
    run = stack.preview(things(size=101))
    assert not run.ok
    assert "size" in run.text
    assert "101 is more than 100" in run.text


@pytest.mark.parametrize("failure", ["mistake", "property"])
def test_no_failure_tells_a_secret(stack: EngineStack, failure: str) -> None:
    def program() -> None:
        password = pulumi.Output.secret("very-secret")
        AnyResource(TOKEN, "thing", {"fail": failure, "password": password})

    run = stack.up(program)
    assert not run.ok
    assert "[secret]" in run.text
    assert "very-secret" not in run.text


def test_a_half_made_resource_stays_in_the_state(stack: EngineStack, objects: Path) -> None:
    def half() -> None:
        hidden = pulumi.Output.secret("half-hidden")
        AnyResource(TOKEN, "thing", {"fail": "half", "password": hidden})

    assert "only half of it is there" in stack.up(half).text
    row = stack.state()["thing"]
    assert "plaintext" in row["outputs"]["password"]
    assert "plaintext" in row["inputs"]["password"]
    assert stack.up(things()).ok
    assert len(list(objects.iterdir())) == 1


def test_an_unknown_type_names_the_nearest(stack: EngineStack) -> None:
    run = stack.preview(lambda: AnyResource("demo:index:Thong", "thing", {}) and None)
    assert "has no resource type demo:index:Thong" in run.text
    assert "demo:index:Thing" in run.text


def test_functions_answer_and_refuse(stack: EngineStack) -> None:
    def program() -> None:
        pulumi.export(
            "said", pulumi.runtime.invoke("demo:index:shout", {"text": "hey"}).value["text"]
        )

    assert stack.up(program).outputs["said"] == "HEY"
    run = stack.preview(lambda: pulumi.runtime.invoke("demo:index:shout", {"text": ""}) and None)
    assert "must not be empty" in run.text


def test_a_wrong_configuration_is_refused(stack: EngineStack) -> None:
    from pulumi import automation  # noqa: PLC0415

    stack.stack.set_config("demo:mode", automation.ConfigValue("bad"))
    assert "bad is no mode" in stack.preview(things()).text
