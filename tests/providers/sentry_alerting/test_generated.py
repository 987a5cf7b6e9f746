"""What is written from the declarations is current, and holds together."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest

import components.sentry.resources as classes
from components.sentry.resources.base import Arguments, properties
from providers.sentry_alerting.generate import ROOT, generated
from providers.sentry_alerting.naming import snake
from providers.sentry_alerting.package import FUNCTIONS, RESOURCES, SentryAlerting

SCHEMA: dict[str, Any] = json.loads(SentryAlerting().schema())


def test_every_written_file_is_current() -> None:
    stale = [path for path, text in generated().items() if (ROOT / path).read_text() != text]
    assert stale == [], "run `python -m providers.sentry_alerting.generate`"


@pytest.mark.parametrize("token", SCHEMA["resources"])
def test_a_class_takes_what_the_schema_takes(token: str) -> None:
    declared = SCHEMA["resources"][token]
    parameters = inspect.signature(getattr(classes, token.rsplit(":", 1)[-1]).__init__).parameters
    given = {name: one for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY}
    given.pop("opts")
    assert set(given) == {snake(name) for name in declared["inputProperties"]}
    required = {name for name, one in given.items() if one.default is one.empty}
    assert required == {snake(name) for name in declared["requiredInputs"]}


@pytest.mark.parametrize("token", [t for t in SCHEMA["types"] if not t.endswith("FoundMonitor")])
def test_an_input_class_has_what_the_type_has(token: str) -> None:
    declared = SCHEMA["types"][token]
    kind: Any = getattr(classes, token.rsplit(":", 1)[-1])
    assert issubclass(kind, Arguments)
    constants = {n: one["const"] for n, one in declared["properties"].items() if "const" in one}
    assert dict([kind.tag] if kind.tag else []) == constants
    names = {snake(name) for name in declared["properties"] if name not in constants}
    assert {one.name for one in dataclasses.fields(kind)} == names
    required = {one.name for one in dataclasses.fields(kind) if one.default is dataclasses.MISSING}
    assert required == {snake(name) for name in declared["required"] if name not in constants}


@pytest.mark.parametrize("token", SCHEMA["functions"])
def test_a_function_takes_and_returns_what_the_schema_says(token: str) -> None:
    declared = SCHEMA["functions"][token]
    name = token.rsplit(":", 1)[-1]
    function = getattr(classes, snake(name))
    assert set(inspect.signature(function).parameters) - {"opts"} == {
        snake(one) for one in declared["inputs"]["properties"]
    }
    result = getattr(classes, f"{name[0].upper()}{name[1:]}Result")
    assert {one.name for one in dataclasses.fields(result)} == {
        snake(one) for one in declared["outputs"]["properties"]
    }


def test_the_schema_s_references_lead_somewhere() -> None:
    referred = set(re.findall(r'"#/types/([^"]+)"', json.dumps(SCHEMA)))
    assert referred == set(SCHEMA["types"])


def test_every_property_says_what_it_means() -> None:
    for holder in (*SCHEMA["resources"].values(), *SCHEMA["types"].values()):
        for name, declared in holder.get("inputProperties", holder["properties"]).items():
            assert declared["description"].endswith("."), name


def test_every_resource_and_function_is_offered() -> None:
    assert set(SCHEMA["resources"]) == {one.declaration.token for one in RESOURCES}
    assert set(SCHEMA["functions"]) == {one.declaration.token for one in FUNCTIONS}


def test_input_objects_are_given_in_the_provider_s_words() -> None:
    slack = classes.SlackAction(integration_id="1", channel="#a")
    given = properties({"actionFilters": [classes.ActionFilter(actions=[slack])], "owner": None})
    action = {"type": "slack", "integrationId": "1", "channel": "#a"}
    assert given == {"actionFilters": [{"actions": [action]}]}


def test_a_class_s_own_documentation_names_all_its_properties() -> None:
    for name in typing.cast("list[str]", classes.__all__):
        found = getattr(classes, name)
        if inspect.isclass(found) and dataclasses.is_dataclass(found):
            for one in dataclasses.fields(found):
                assert f"{one.name}:" in (found.__doc__ or ""), f"{name}.{one.name}"


def test_the_page_describes_every_resource() -> None:
    page = Path(ROOT / "docs/sentry-provider.md").read_text()
    for token in (*SCHEMA["resources"], *SCHEMA["functions"]):
        assert f"`{token}`" in page
