"""The committed JSON Schemas are current, and accept what the loader accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from setpoint.config import find_project
from setpoint.config.known import known_in
from setpoint.config.reading import read_document
from setpoint.config.schema import json_schema, overlay_json_schema, schema_files
from setpoint.config.schema_names import without_names

ROOT = Path(__file__).parents[2]
PROJECTS = [ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/Pulumi.yaml"))]
BASE_FILES = [path for each in PROJECTS for path in sorted(each.glob("alerts/*.yaml"))]
OVERLAYS = [path for each in PROJECTS for path in sorted(each.glob("Pulumi.?*.yaml"))]
KNOWN = known_in(find_project(ROOT))


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("name", ["setpoint.schema.json", "overlay.schema.json"])
def test_committed_schema_is_current(name: str) -> None:
    committed = json.loads((ROOT / "schema" / name).read_text("utf-8"))
    made = json.loads(schema_files()[name])
    assert without_names(committed) == without_names(made), "run `setpoint schema --write`"


@pytest.mark.parametrize("schema", [json_schema(), overlay_json_schema()], ids=["base", "overlay"])
def test_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("path", BASE_FILES, ids=_shown)
def test_base_files_of_the_example_pass(path: Path) -> None:
    document, _ = read_document(path.parent, path)
    assert document is not None
    jsonschema.Draft7Validator(json_schema(KNOWN)).validate(document.data)


@pytest.mark.parametrize("path", OVERLAYS, ids=_shown)
def test_overlays_of_the_example_pass(path: Path) -> None:
    document, _ = read_document(path.parent, path)
    assert document is not None
    jsonschema.Draft7Validator(overlay_json_schema(KNOWN)).validate(document.data)


def test_every_property_has_a_description() -> None:
    for name, section in json_schema()["definitions"].items():
        for key, value in section.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"
            assert re.search(r"[.)]$", value["description"]), f"{name}.{key}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("services: { api: { team: a, alerts: { x: { severity: s, summary: t } } } }", "a signal"),
        (
            "escalations: { e: { rules: [{ notify: [{ person: a, group: b }] }] } }",
            "a single target",
        ),
        ("services: { api: { team: a, colour: red } }", "additionalProperties"),
        ("services: { API: { team: a } }", "additionalProperties"),
        ("severities: { s: { page: loud } }", "enum"),
        ("people: { ana: { name: Ana } }", "required"),
        ("escalations: { e: { repeat: 10, rules: [{ notify: [{ person: a }] }] } }", "maximum"),
    ],
)
def test_editors_refuse(text: str, wrong: str) -> None:
    errors = jsonschema.Draft7Validator(json_schema()).iter_errors(yaml.safe_load(text))
    found = [error for top in errors for error in (top, *(top.context or ()))]
    missing = [error.message for error in found if error.validator == "required"]
    assert wrong in {e.validator for e in found} or any(f"'{wrong}'" in m for m in missing)


def test_overlay_needs_nothing_and_may_remove_anything() -> None:
    text = "{ services: { api: { escalation: null, alerts: { x: null } } } }"
    overlay = {"config": {"setpoint:config": yaml.safe_load(text)}}
    jsonschema.Draft7Validator(overlay_json_schema()).validate(overlay)


def test_overlay_refuses_unknown_keys() -> None:
    text = "config: { setpoint:config: { services: { api: { escalations: x } } } }"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(overlay_json_schema()).validate(yaml.safe_load(text))


def test_a_new_id_is_as_good_as_a_known_one() -> None:
    services = {"api": {"team": "platform"}, "web": {"team": "brand-new"}}
    jsonschema.Draft7Validator(json_schema(KNOWN)).validate({"services": services})


def test_a_project_s_names_are_those_of_all_its_environments(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "alerts.yaml").write_text(
        "teams: { a: {} }\ndefaults: { runbooks: pages }\nqueries: 5\n"
        "services: { api: { alerts: { slow: { metric: { namespace: Shop, name: Slow } } } } }\n"
    )
    (tmp_path / "Pulumi.dev.yaml").write_text(
        "config: { setpoint:config: { teams: { b: {} }, slack: { channels: { '#x': C1 } } } }\n"
    )
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "slow.md").write_text("# Slow\n")
    known = known_in(find_project(tmp_path))
    names = {kind: found for kind, found in known.ids.items() if found}
    assert names == {
        "team": {"a", "b"},
        "service": {"api"},
        "alert": {"api/slow"},
        "Slack channel": {"#x"},
        "runbook": {"slow"},
    }
    assert known.metrics == {"Shop": {"Slow"}}
