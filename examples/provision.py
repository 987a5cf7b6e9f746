"""Provisions every organization of this repository in the sandbox: `make examples`.

QuickSell and each folder here has accounts of its own on loopback. Every environment comes up
twice: the first `up` makes what is missing, the second must find nothing to do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHOWN_KINDS = 6


def main() -> None:
    """Exit with 1 where a second `up` changed anything."""
    restless = [
        f"{title(project)} {environment}"
        for project in projects()
        for environment in environments(project)
        if not settles(project, environment)
    ]
    if restless:
        sys.exit(f"A second up still changed something: {', '.join(restless)}")
    print("\nWhat was made, and where to look:")
    for project in projects():
        tell_where(project)


def projects() -> list[Path]:
    """Return the folders of the projects, QuickSell's first."""
    return [ROOT, *(path.parent for path in sorted(ROOT.glob("examples/*/Pulumi.yaml")))]


def environments(project: Path) -> list[str]:
    """Return a project's environments, those that page last."""
    names = [path.suffixes[0][1:] for path in project.glob("Pulumi.*.yaml")]
    return sorted(names, key=lambda name: (name == "prod", name))


def settles(project: Path, environment: str) -> bool:
    """Provision an environment twice; return whether the second time changed nothing."""
    up = ("up", "--env", environment, "--sandbox")
    first, second = setpoint(project, *up), setpoint(project, *up)
    changed = len(second["changes"])
    again = f"{changed} changes" if changed else "nothing to do"
    print(
        f"{title(project):<18} {environment:<8} "
        f"{sum(first['counts'].values()):>4} resources in {first['seconds']:>4} s, "
        f"{len(first['changes'])} of them changed; again: {again}",
        flush=True,
    )
    return not changed


def tell_where(project: Path) -> None:
    """Print what stands in the accounts, where they are, and commands to look with."""
    status = setpoint(project, "sandbox", "status")
    print(f"\n{title(project)}")
    for environment, kinds in status["stacks"].items():
        most = [f"{number} {kind}" for kind, number in list(kinds.items())[:SHOWN_KINDS]]
        print(f"  {environment}: {', '.join(most)}" + (", ..." if len(kinds) > len(most) else ""))
    for account, where in status["accounts"].items():
        print(f"  {account}: {where['url']}")
    command = f".venv/bin/setpoint --project {shown(project)}"
    print(f"  {command} show\n  {command} sandbox stop")


def shown(project: Path) -> str:
    """Return a project's folder as one would type it here."""
    return str(project.relative_to(ROOT))


def title(project: Path) -> str:
    """Return what people call the organization."""
    return "QuickSell" if project == ROOT else project.name


def setpoint(project: Path, *arguments: str) -> Any:
    """Run a command with `--json` and return what it prints."""
    # One folder for the accounts of all projects would mix them up.
    variables = {key: value for key, value in os.environ.items() if key != "SETPOINT_SANDBOX_DIR"}
    done = subprocess.run(
        [sys.executable, "-m", "setpoint", "--project", str(project), *arguments, "--json"],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{shown(project)}: setpoint {' '.join(arguments)} failed\n{said(done)}")
    return json.loads(done.stdout)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return why a command failed."""
    try:
        return "\n".join(json.loads(done.stdout)["messages"])
    except (ValueError, KeyError):
        return done.stderr


main()
