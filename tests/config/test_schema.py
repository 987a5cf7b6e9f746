"""The committed JSON Schemas are current, and accept what the loader accepts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from setpoint.config.reading import read_document
from setpoint.config.schema import json_schema, overlay_json_schema, schema_files

ROOT = Path(__file__).parents[2]
BASE_FILES = sorted((ROOT / "alerts").glob("*.yaml"))
OVERLAYS = sorted(ROOT.glob("Pulumi.?*.yaml"))


@pytest.mark.parametrize("name", ["setpoint.schema.json", "overlay.schema.json"])
def test_committed_schema_is_current(name: str) -> None:
    committed = (ROOT / "schema" / name).read_text()
    assert committed == schema_files()[name], "run `setpoint schema --write` and commit schema/"


@pytest.mark.parametrize("schema", [json_schema(), overlay_json_schema()], ids=["base", "overlay"])
def test_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("path", BASE_FILES, ids=lambda path: path.name)
def test_base_files_of_the_example_pass(path: Path) -> None:
    document, _ = read_document(path.parent, path)
    assert document is not None
    jsonschema.Draft7Validator(json_schema()).validate(document.data)


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.name)
def test_overlays_of_the_example_pass(path: Path) -> None:
    document, _ = read_document(path.parent, path)
    assert document is not None
    jsonschema.Draft7Validator(overlay_json_schema()).validate(document.data)


def test_every_property_has_a_description() -> None:
    for name, section in json_schema()["definitions"].items():
        for key, value in section.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"
            assert re.search(r"[.)]$", value["description"]), f"{name}.{key}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("services: { api: { team: a, alerts: { x: { severity: s, summary: t } } } }", "oneOf"),
        ("services: { api: { team: a, colour: red } }", "additionalProperties"),
        ("services: { API: { team: a } }", "additionalProperties"),
        ("severities: { s: { page: loud } }", "enum"),
        ("people: { ana: { name: Ana } }", "required"),
        ("escalations: { e: { repeat: 10, rules: [{ notify: [{ person: a }] }] } }", "maximum"),
    ],
)
def test_editors_refuse(text: str, wrong: str) -> None:
    errors = jsonschema.Draft7Validator(json_schema()).iter_errors(yaml.safe_load(text))
    found = {error.validator for top in errors for error in (top, *(top.context or ()))}
    assert wrong in found


def test_overlay_needs_nothing_and_may_remove_anything() -> None:
    text = "{ services: { api: { escalation: null, alerts: { x: null } } } }"
    overlay = {"config": {"setpoint:config": yaml.safe_load(text)}}
    jsonschema.Draft7Validator(overlay_json_schema()).validate(overlay)


def test_overlay_refuses_unknown_keys() -> None:
    text = "config: { setpoint:config: { services: { api: { escalations: x } } } }"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(overlay_json_schema()).validate(yaml.safe_load(text))
