"""Writes everything that follows from the declarations: Python classes and the reference page.

`python -m providers.sentry_alerting.generate` writes, `--check` only says what isn't current.
"""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

from providers.sentry_alerting import (
    actions,
    alert,
    assertions,
    conditions,
    cron_monitor,
    ownership_rules,
)
from providers.sentry_alerting.package import FUNCTIONS, RESOURCES
from providers.sentry_alerting.python_classes import (
    NOTE,
    functions_module,
    inputs_module,
    resource_module,
)
from providers.sentry_alerting.reference import reference_page

ROOT = Path(__file__).resolve().parents[2]
_DEFINED = re.compile(r"^(?:class |def |(?=\w+: TypeAlias))(\w+)", re.MULTILINE)
_CLASSES = "components/sentry/resources"
_FROM = "from components.sentry.resources."


def generated() -> dict[str, str]:
    """The text of every file, by its path below the repository's root."""
    resources = [resource.declaration for resource in RESOURCES]
    functions = [function.declaration for function in FUNCTIONS]
    files = {f"{_CLASSES}/{name}.py": text for name, text in _inputs().items()}
    for resource in RESOURCES:
        module = resource.__module__.rsplit(".", 1)[-1]
        imports = _IMPORTS.get(resource.declaration.name, [])
        files[f"{_CLASSES}/{module}.py"] = resource_module(resource.declaration, imports)
    files[f"{_CLASSES}/lookups.py"] = functions_module(functions)
    files[f"{_CLASSES}/__init__.py"] = _exports(files)
    files = {path: _formatted(text, path) for path, text in files.items()}
    return {**files, "docs/sentry-provider.md": reference_page(resources, functions)}


def _inputs() -> dict[str, str]:
    filters = inputs_module(
        "What is done for which issues.",
        [alert.ACTION_FILTER],
        known=[conditions.CONDITIONS.name, actions.ACTIONS.name],
    )
    return {
        "conditions": inputs_module("Conditions of an alert's filters.", [conditions.CONDITIONS]),
        "actions": inputs_module("Actions of an alert.", [actions.ACTIONS]),
        "assertions": inputs_module("Checks of a response.", [assertions.ASSERTIONS]),
        "cron_interval": inputs_module("Intervals of a job.", [cron_monitor.INTERVAL]),
        "ownership_rules": inputs_module("Rules of ownership.", [ownership_rules.RULE]),
        "action_filters": filters.replace(
            f"{_FROM}base import Arguments",
            f"{_FROM}actions import Action\n{_FROM}base import Arguments\n"
            f"{_FROM}conditions import FilterCondition",
        ),
    }


def _exports(files: dict[str, str]) -> str:
    """The package's own module: everything that the others define."""
    names: dict[str, list[str]] = {}
    for path, text in files.items():
        names[Path(path).stem] = _DEFINED.findall(text)
    imports = "\n".join(
        f"{_FROM}{module} import {', '.join(found)}" for module, found in sorted(names.items())
    )
    exported = ", ".join(f'"{name}"' for name in sorted(chain.from_iterable(names.values())))
    doc = "Sentry's monitors, alerts and lookups, typed.\n\n" + NOTE + "\n"
    return f'"""{doc}"""\n\n{imports}\n\n__all__ = [{exported}]\n'


_IMPORTS = {
    "UptimeMonitor": [f"{_FROM}assertions import Assertion"],
    "CronMonitor": [f"{_FROM}cron_interval import CronInterval"],
    "ProjectOwnership": [f"{_FROM}ownership_rules import OwnershipRule"],
    "Alert": [f"{_FROM}action_filters import ActionFilter"],
}


def _formatted(text: str, path: str) -> str:
    """The text as the project's own formatter has it."""
    ruff = [sys.executable, "-m", "ruff"]
    for command in (
        [
            *ruff,
            "check",
            "--fix",
            "--unsafe-fixes",
            "--quiet",
            "--exit-zero",
            "--select",
            "I,TC,F401,RUF022",
        ],
        [*ruff, "format", "--quiet"],
    ):
        text = subprocess.run(  # noqa: S603 - the formatter, on text made here
            [*command, "--stdin-filename", path, "-"],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=ROOT,
        ).stdout
    return text


def main(arguments: list[str]) -> int:
    """Write or check; the number of files that weren't current under `--check`."""
    stale = 0
    for path, text in generated().items():
        target = ROOT / path
        if target.is_file() and target.read_text("utf-8") == text:
            continue
        if "--check" in arguments:
            stale += 1
            sys.stderr.write(f"{path} is not current\n")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
            sys.stdout.write(f"{path} written\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
