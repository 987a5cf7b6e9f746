"""The subcommands by name, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# Subcommand to the module that has its `app`, in the order of `--help`.
COMMANDS = {
    "init": "setpoint.cli.init",
    "check": "setpoint.cli.check",
    "show": "setpoint.cli.show",
    "explain": "setpoint.cli.explain",
    "lint": "setpoint.cli.lint",
    "diff": "setpoint.cli.diff",
    "plan": "setpoint.cli.plan",
    "up": "setpoint.cli.up",
    "preview": "setpoint.cli.preview",
    "refresh": "setpoint.cli.refresh",
    "destroy": "setpoint.cli.destroy",
    "cost": "setpoint.cli.cost",
    "oncall": "setpoint.cli.oncall",
    "ledger": "setpoint.cli.ledger",
    "rules": "setpoint.cli.rules",
    "iam-policy": "setpoint.cli.iam_policy",
    "comment": "setpoint.cli.comment",
    "override": "setpoint.cli.override",
    "reviewed": "setpoint.cli.reviewed",
    "schema": "setpoint.cli.schema",
    "sentry": "setpoint.cli.sentry",
    "sandbox": "setpoint.cli.sandbox",
    "engine": "setpoint.cli.engine",
}


class _Commands(MutableMapping[str, Any]):
    """Name to command; a command's module is imported on first use."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            command = typer.main.get_command(import_module(COMMANDS[name]).app)
            command.name = name
            self._loaded[name] = _plain(command)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]


# Options that Typer gives to every app, though only the whole command could carry them out.
_COMPLETION = frozenset({"install_completion", "show_completion"})


def _plain(command: Any) -> Any:
    """Return the command with help as plain text, below it too: Rich takes long to load."""
    command.rich_markup_mode = None
    command.params = [option for option in command.params if option.name not in _COMPLETION]
    for below in getattr(command, "commands", {}).values():
        _plain(below)
    return command


class LazyGroup(TyperGroup):
    """A group whose subcommands stand in `COMMANDS`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()
