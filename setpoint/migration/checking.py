"""Sees that the config that was written is valid, by the rules of `setpoint check` themselves."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.catalog import build
from setpoint.config import ConfigError, find_project, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config import Problem

ENVIRONMENT = "prod"
_DEPTH = 4  # services, the service, alerts, the alert


def problems_by_alert(files: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with alerts, by `service/alert`.

    Raises:
        ConfigError: Something else than an alert is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="setpoint-") as folder:
        write_files(Path(folder), files)
        try:
            build(load(find_project(Path(folder)), ENVIRONMENT))
        except ConfigError as error:
            return _by_alert(error)
    return {}


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts to their paths below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _by_alert(error: ConfigError) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in error.problems:
        path = _alert_of(problem)
        if path is None:
            raise error
        found.setdefault(path, f"the config can't say it: {_rest(problem)}: {problem.message}")
    return found


def _alert_of(problem: Problem) -> str | None:
    parts = problem.path.split(".")
    if len(parts) < _DEPTH or parts[0] != "services" or parts[2] != "alerts":
        return None
    return f"{parts[1]}/{parts[3]}"


def _rest(problem: Problem) -> str:
    return ".".join(problem.path.split(".")[_DEPTH:]) or "the alert"
