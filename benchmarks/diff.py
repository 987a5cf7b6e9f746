"""How long `setpoint diff` of one changed threshold takes, and its memory.

    .venv/bin/python benchmarks/diff.py [--sizes 500,1000,2000,5000] [--runs 3]

QuickSell and generated projects of so many alerts in two environments, each in a git
repository of its own: the last commit against the working tree. Figures are of the whole
process: the best wall time of the runs, the processor's time of that run (what is left of the
wall time on a busy machine), and the largest resident memory. `of check` is the processor's time
over that of `setpoint check` on the same project in the same run, which loads every environment
once where a comparison needs both sides: it tells a slower program from a slower machine. The
targets are in the last column; the program exits with 1 where the processor's time or the memory
misses one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from config_scale import write_project

ROOT = Path(__file__).parent.parent
SETPOINT = (sys.executable, "-m", "setpoint")
DIFF = (*SETPOINT, "diff", "HEAD", "--format", "json")
CHECK = (*SETPOINT, "check")
MEGABYTES = 500
QUICKSELL_SECONDS = 1.0
LARGE_SECONDS = {5_000: 3.0}


class Row(NamedTuple):
    """One project: seconds of the whole process, of the processor, megabytes, seconds allowed.

    `check` is what the processor needs for `setpoint check` of the same project.
    """

    project: str
    seconds: float
    cpu: float
    megabytes: float
    check: float
    allowed: float | None

    @property
    def missed(self) -> bool:
        """Whether a target is missed."""
        slow = self.allowed is not None and self.cpu > self.allowed
        return slow or self.megabytes > MEGABYTES


def repository(folder: Path) -> None:
    """Make a repository of a folder, everything committed."""
    for command in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("-c", "user.name=b", "-c", "user.email=b@example.com", "commit", "--quiet", "-m", "base"),
    ):
        subprocess.run(("git", "-C", str(folder), *command), check=True)


def change(file: Path, old: str, new: str) -> None:
    """Change the first threshold that reads so."""
    text = file.read_text()
    if old not in text:
        raise AssertionError((file, old))
    file.write_text(text.replace(old, new, 1))


def measure(command: tuple[str, ...], folder: Path, runs: int) -> tuple[float, float, float]:
    """Return the best wall time with its processor time in seconds, and peak megabytes."""
    best, peak = (float("inf"), 0.0), 0.0
    for _ in range(runs):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        best = min(best, (time.perf_counter() - started, used.ru_utime + used.ru_stime))
        peak = max(peak, used.ru_maxrss / 1024)
        if status:
            raise AssertionError(status)
    return *best, peak


def row(project: str, folder: Path, runs: int, allowed: float | None) -> Row:
    """Measure a changed project, and the baseline beside it."""
    _, check, _ = measure(CHECK, folder, runs)
    return Row(project, *measure(DIFF, folder, runs), check, allowed)


def quicksell(folder: Path, runs: int) -> Row:
    """QuickSell, a threshold of the API raised."""
    for name in ("alerts", "docs/runbooks"):
        shutil.copytree(ROOT / name, folder / name)
    for file in ROOT.glob("Pulumi*.yaml"):
        shutil.copy(file, folder / file.name)
    repository(folder)
    change(folder / "alerts" / "api.yaml", "threshold: 1%", "threshold: 2%")
    return row("QuickSell", folder, runs, QUICKSELL_SECONDS)


def generated(folder: Path, alerts: int, runs: int) -> Row:
    """A generated project, one threshold raised."""
    write_project(folder, alerts)
    repository(folder)
    change(folder / "alerts" / "services-0000.yaml", "threshold: 5", "threshold: 6")
    return row(f"{alerts} alerts", folder, runs, LARGE_SECONDS.get(alerts))


def main() -> int:
    """Run the benchmark, print its table, say whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,1000,2000,5000")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "quicksell").mkdir()
        rows.append(quicksell(Path(folder) / "quicksell", arguments.runs))
        sizes = map(int, arguments.sizes.split(","))
        rows += [generated(Path(folder) / str(size), size, arguments.runs) for size in sizes]
    print(f"{'project':<12} {'seconds':>8} {'CPU':>6} {'MB':>6} {'of check':>9} {'allowed':>8}")
    for each in rows:
        allowed = f"{each.allowed:.1f}" if each.allowed else "-"
        figures = f"{each.seconds:>8.2f} {each.cpu:>6.2f} {each.megabytes:>6.0f}"
        print(f"{each.project:<12} {figures} {each.cpu / each.check:>9.2f} {allowed:>8}")
    return int(any(each.missed for each in rows))


if __name__ == "__main__":
    sys.exit(main())
