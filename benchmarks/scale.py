"""Seconds of check and show at growing sizes, beside cdk-monitoring-constructs in the same run.

    .venv/bin/python benchmarks/scale.py [--sizes 500,1000,2000,5000] [--runs 3] [--no-baseline]

The baseline is what somebody would pick instead to make alarms from data: the same number of
alarms in two environments synthesized with cdk-monitoring-constructs (benchmarks/cdk, Node and
npm needed). Each figure is the wall time of a whole process, the best of the runs. `growth` is
the time for an alert at this size over the time for one at the smallest: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from config_scale import write_project

HERE = Path(__file__).parent
SETPOINT = (sys.executable, "-m", "setpoint")
COMMANDS = {"check": ("check",), "show --json": ("show", "--json")}


class Row(NamedTuple):
    """One command at one size."""

    command: str
    alerts: int
    seconds: float


def best(command: tuple[str, ...], folder: Path, runs: int) -> float:
    """Return the shortest wall time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return min(times)


def ours(alerts: int, runs: int) -> list[Row]:
    """Time each command on a generated project of so many alerts in two environments."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        write_project(project, alerts)
        return [
            Row(name, alerts, best((*SETPOINT, *arguments), project, runs))
            for name, arguments in COMMANDS.items()
        ]


def baseline(alerts: int) -> Row | None:
    """Time the synthesis of as many alarms; None without Node."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    if not (HERE / "cdk" / "node_modules").exists():
        subprocess.run(("npm", "ci", "--no-audit", "--no-fund"), cwd=HERE / "cdk", check=True)
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        answer = subprocess.run(
            ("node", "synth.mjs", str(alerts), out),
            cwd=HERE / "cdk",
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - started
    assert json.loads(answer.stdout)["alarms"] == 2 * alerts  # noqa: S101 - same work or no ratio
    return Row("cdk synth", alerts, seconds)


def table(rows: list[Row], baselines: dict[int, Row]) -> str:
    """Return the rows with growth and ratio to the baseline of the same size."""
    first = {row.command: row for row in reversed(rows)}
    lines = [f"{'command':<12} {'alerts':>7} {'seconds':>8} {'growth':>7} {'baseline/ours':>14}"]
    for row in (*rows, *baselines.values()):
        start = first.get(row.command, min(baselines.values(), default=row))
        growth = (row.seconds / row.alerts) / (start.seconds / start.alerts)
        base = baselines.get(row.alerts)
        ratio = f"{base.seconds / row.seconds:.1f}" if base and base is not row else "-"
        lines.append(
            f"{row.command:<12} {row.alerts:>7} {row.seconds:>8.2f} {growth:>7.2f} {ratio:>14}"
        )
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,1000,2000,5000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-baseline", action="store_true")
    arguments = parser.parse_args()
    sizes = sorted(int(size) for size in arguments.sizes.split(","))
    rows = [row for size in sizes for row in ours(size, arguments.runs)]
    baselines = {} if arguments.no_baseline else {s: r for s in sizes if (r := baseline(s))}
    print(table(sorted(rows), baselines))


if __name__ == "__main__":
    main()
