"""Whatever is answered, the project that is made is one to go on with."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import yaml

from setpoint.automation.plan import render_plan
from setpoint.catalog import build
from setpoint.config import ConfigError, find_project, load_all
from setpoint.config.schema import schema_files
from setpoint.lint import lint
from setpoint.scaffold import ExistingFilesError, Wrong, render, write
from tests.lint.cases import project_in
from tests.scaffold.projects import NO_SLACK, SEVERAL, answers, make

if TYPE_CHECKING:
    from pathlib import Path

EVERY = pytest.mark.parametrize("changes", SEVERAL.values(), ids=list(SEVERAL))


@EVERY
def test_it_loads_and_plans_in_every_environment(changes: dict[str, str], tmp_path: Path) -> None:
    loaded = load_all(find_project(make(tmp_path, **changes)))
    assert set(loaded) == set(answers(**changes).environments)
    for name, config in loaded.items():
        types = {one.type for one in render_plan(build(config))}
        assert "aws:cloudwatch/metricAlarm:MetricAlarm" in types
        pages = name == answers(**changes).paging
        assert ("pagerduty:index/service:Service" in types) == pages
        if pages:
            assert "sentry-alerting:index:MetricMonitor" in types


@EVERY
def test_lint_finds_nothing_to_do(changes: dict[str, str], tmp_path: Path) -> None:
    found = lint(project_in(make(tmp_path, **changes), datetime.now(UTC).date()))
    assert [one for one in found if one.severity != "info"] == []


def test_editors_find_the_schema_of_every_file(tmp_path: Path) -> None:
    make(tmp_path)
    files = [*tmp_path.glob("alerts/*.yaml"), *tmp_path.glob("Pulumi.*.yaml")]
    assert len(files) == 4
    for path in files:
        first = path.read_text().splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, path
        schema = path.parent / named[1]
        assert schema.read_text() == schema_files()[schema.name]
        assert json.loads(schema.read_text())["$schema"]


def test_the_engine_can_start_the_plugin_that_pulumi_yaml_names(tmp_path: Path) -> None:
    plugins = yaml.safe_load((make(tmp_path) / "Pulumi.yaml").read_text())["plugins"]["providers"]
    assert plugins
    for plugin in plugins:
        launcher = tmp_path / plugin["path"] / f"pulumi-resource-{plugin['name']}"
        assert os.access(launcher, os.X_OK)


def test_no_line_is_left_of_the_templates(tmp_path: Path) -> None:
    for path in make(tmp_path, **NO_SLACK).rglob("*"):
        if path.is_file() and path.parent.name != "schema":
            text = path.read_text()
            assert "{%" not in text
            assert "{{" not in text
            assert "\n\n\n" not in text
            assert text.endswith("\n")
            assert not text.endswith("\n\n")


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("mine")
    with pytest.raises(ExistingFilesError, match=r"^Pulumi\.yaml$"):
        make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["Pulumi.yaml"]
    assert (tmp_path / "Pulumi.yaml").read_text() == "mine"


def test_what_a_repository_has_already_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine")
    left = write(tmp_path, render(answers()))
    assert sorted(left) == [".gitignore", "README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"
    assert find_project(tmp_path).name == "acme-alerting"


def test_answers_that_make_no_valid_config_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'Acme Inc' is no id"):
        make(tmp_path / "new", organization="Acme Inc")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"region": "frankfurt"}, "frankfurt is no AWS region; it looks like us-east-1"),
        ({"environments": " , "}, "needs an environment at least"),
        ({"environments": "Prod!"}, "Prod! is no environment"),
        ({"people": ""}, "somebody must be on call"),
        ({"people": "Ana"}, "'Ana' is nobody; write a person as 'Ana Ruiz <ana@example.com>"),
        ({"slack_channels": "#alerts=C0ALERTS"}, "each environment needs its own: write 2 as"),
        ({"slack_channels": "#a=C0A,#alerts"}, "'#alerts' is no Slack channel"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told(changes: dict[str, str], said: str) -> None:
    with pytest.raises(Wrong, match=re.escape(said)):
        answers(**changes)


def test_two_people_of_one_name_stay_two() -> None:
    found = answers(people="Li <li@example.com>, Li <li@example.org>").people
    assert [one.id for one in found] == ["li", "li-example-org"]
