"""What one `up` sets right after interruptions at random times, counted.

    .venv/bin/python benchmarks/interruptions.py [--project examples/storesync] [--trials 30]
        [--signal kill|ctrl-c] [--seed 1]

A copy of the project's prod is provisioned in a sandbox of its own. Then `destroy`, `up` from
nothing and `up` after an edit are interrupted in turn: `kill` ends the whole process tree but the
sandbox, followed by `up --recover`; `ctrl-c` sends SIGINT once, followed by `up`. A trial is clean
if that one command exits with 0 and the accounts hold what they held before, nothing twice and
nothing missing, with the plan's resources in the state and no operation open, and if the run that
was interrupted exits with 0 only where it has nothing left to do. A run that ends before its
interruption doesn't count. The program exits with 1 where a trial isn't clean. A line of JSON is
printed for each of those, a table at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import copy_project  # noqa: E402 - the path comes first
from tests.force.interruption import EXITS_OF_CTRL_C, Trial, Victim, trials  # noqa: E402

# A file of each project, and a text in it with the edit of it.
EDITS = {
    "quicksell": ("alerts/payments.yaml", "threshold: 2\n", "threshold: 3\n"),
    "storesync": ("alerts/database.yaml", "threshold: 80%", "threshold: 81%"),
}


def main() -> int:
    """Run the trials and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--environment", default="prod")
    parser.add_argument("--trials", type=int, default=30)
    parser.add_argument("--signal", choices=("kill", "ctrl-c"), default="kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edit", nargs=3, metavar=("FILE", "ONE", "OTHER"))
    chosen = parser.parse_args()
    # A background job starts with Ctrl-C ignored, and so would every command that it starts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        return _run(chosen, Path(folder))


def _run(chosen: argparse.Namespace, folder: Path) -> int:
    source = chosen.project.resolve()
    name = "quicksell" if source == ROOT else source.name
    root = copy_project(source, folder / name)
    settings = root / "Pulumi.yaml"  # an example's names the plugin from where it lies
    text = settings.read_text("utf-8").replace("../../providers", str(ROOT / "providers"))
    settings.write_text(text, "utf-8")
    edit = tuple(chosen.edit or EDITS[name])
    victim = Victim(root, chosen.environment, folder / "sandbox", edit)
    counts: Counter[tuple[str, str]] = Counter()
    try:
        for operation in ("up", "destroy"):
            result = victim.operate(operation)
            assert result.returncode == 0, result.stderr  # noqa: S101 - nothing to interrupt else
        victim.operate("up")
        dice, kill = random.Random(chosen.seed), chosen.signal == "kill"
        victim.wanted = victim.census()
        for number, trial in enumerate(trials(victim, chosen.trials, dice, kill=kill), 1):
            _tell(number, trial)
            counts[trial.operation, _outcome(trial)] += 1
    finally:
        victim.run("sandbox", "stop")
    for (operation, outcome), count in sorted(counts.items()):
        print(f"{name:12} {chosen.signal:7} {operation:8} {outcome:24} {count}")
    return int(any(outcome != "clean" for _, outcome in counts))


def _outcome(trial: Trial) -> str:
    if trial.recovered:
        return f"up exits with {trial.recovered}"
    if trial.lied or (trial.code not in EXITS_OF_CTRL_C and trial.code != -signal.SIGKILL):
        return f"wrong exit {trial.code}"
    return "clean" if trial.is_clean else "+".join(trial.faults)


def _tell(number: int, trial: Trial) -> None:
    print(
        f"{number:3} {trial.operation:8} after {trial.after:5.1f} s, exit {trial.code}: "
        f"{_outcome(trial)}",
        flush=True,
    )
    if not trial.is_clean:
        print(json.dumps({"said": trial.said[-6000:], "faults": trial.faults}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
