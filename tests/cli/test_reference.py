"""docs/cli.md is what `--help` says; `--golden-update` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from setpoint.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"
HEAD = """# The command

Written from `setpoint --help`; a test holds it to that. Exit codes: 0 all is well, 1 findings
or differences, 2 wrong use, a config with errors or output that could not be written, 130 after
Ctrl-C. An operation of the engine that failed or was interrupted exits with 1. A reader that goes
away (`setpoint up | head`) ends the output, not the command, and changes no exit code; output to a
closed stream leads nowhere. Errors go to standard error; with `--json`, standard output holds JSON
and nothing else. Colours are for terminals only, and off with `NO_COLOR`; what the encoding of the
output hasn't is written as escapes.
"""


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with its words, a group before its subcommands."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


SHAPES = """## What --json prints

- `check`: `{"environments": {NAME: {"alerts": N}}, "problems": [{"file", "line", "column",
  "path", "message", "value", "allowed", "nearest"}]}`; with problems, no environments.
- `show`: `{"environments": {NAME: {"alerts": [ALERT, ...]}}}`, an alert a line. An alert has
  the fields of the catalog's model (setpoint/catalog/model): `id`, `kind` (the signal's key in
  the config), `severity`, `condition`, `owner`, `runbook`, `respond_within` (`support_hours`
  and `otherwise`, seconds or null), `route` with `page`, `page_hours`, `escalation`, `channels`,
  `tickets` and `topics`, `tags`, and the `signal` in the vendor's own terms, whose `kind` is
  `metric_alarm`, `math_alarm`, `anomaly_alarm`, `log_metric`, `composite_alarm`,
  `health_check`, `sentry_monitor` or `sentry_alert`. Periods are seconds,
  thresholds are in the metric's unit. An encrypted value is `"[secret]"`.
- `explain`: `{"alert", "environment", "condition", "values": [{"path", "value", "origin",
  "variables", "inherited", "others": {NAME: {"value", "origin", "variables"} or null}}]}`. An
  origin is `{"file", "line", "column"}`, null for a value that nobody set; `variables` has the
  origin of each variable in the value; `others` has the environments that differ.
- `sentry migrate`: `{"organization", "taken": [OBJECT and "alert", "resource"], "left": [OBJECT
  and "reason"], "duplicates": [{"ids", "names", "made_by_sentry", "reason"}], "built_in": N,
  "unseen": {LIST: refusal}}`. An OBJECT has `kind` (monitor or alert), Sentry's number as `id`,
  `name`, `type` (Sentry's, `workflow` for an alert) and the slug of its `project`.
"""
ROOT = typer.main.get_command(app)
ALL = list(commands(ROOT, ("setpoint",)))


def help_text(path: tuple[str, ...], command: Any) -> str:
    context = typer.Context(command, info_name=" ".join(path), terminal_width=80)
    return command.get_help(context)


def reference() -> str:
    parts = [HEAD]
    for path, command in ALL:
        level = "##" if len(path) <= 2 else "###"
        parts.append(f"{level} {' '.join(path)}\n\n```text\n{help_text(path, command)}\n```\n")
    parts.append(SHAPES)
    return "\n".join(parts)


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) for path, _ in ALL])
def test_every_command_and_option_says_what_it_does(path: tuple[str, ...], command: Any) -> None:
    assert command.help, f"{' '.join(path)} has no help"
    for parameter in command.params:
        assert parameter.help, f"{' '.join(path)} {parameter.name} has no help"


def test_the_reference_is_up_to_date(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(os.environ, "COLUMNS", raising=False)
    text = reference()
    if request.config.getoption("--golden-update"):
        REFERENCE.write_text(text, "utf-8")
    assert REFERENCE.read_text("utf-8") == text, "`pytest tests/cli --golden-update` writes it"
