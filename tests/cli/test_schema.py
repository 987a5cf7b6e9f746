from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]


def test_schemas_are_printed(setpoint: Setpoint) -> None:
    config = json.loads(setpoint("schema").stdout)
    assert "services" in config["properties"]
    assert json.loads(setpoint("schema", "--overlay").stdout) != config


def test_schemas_are_written_and_checked(setpoint: Setpoint, project: Path) -> None:
    stale = setpoint("schema", "--check")
    assert stale.returncode == 1
    assert "setpoint.schema.json" in stale.stderr
    assert setpoint("schema", "--write").returncode == 0
    assert (project / "schema" / "overlay.schema.json").is_file()
    assert setpoint("schema", "--check").returncode == 0


def test_a_new_id_leaves_written_schemas_as_good_as_they_are(
    setpoint: Setpoint, project: Path
) -> None:
    assert setpoint("schema", "--write").returncode == 0
    written = project / "schema" / "setpoint.schema.json"
    before = written.read_text("utf-8")
    (project / "Pulumi.new.yaml").write_text(
        "config: { setpoint:config: { teams: { night: { name: Night, people: [] } } } }\n"
    )
    assert setpoint("schema", "--check").returncode == 0
    assert setpoint("schema", "--write").returncode == 0
    assert '"night"' in written.read_text("utf-8")
    assert '"night"' not in before
    written.write_text(before.replace('"additionalProperties": false', '"title": "x"'), "utf-8")
    assert setpoint("schema", "--check").returncode == 1
