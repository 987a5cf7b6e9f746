"""A state that the engine can't save: the run ends instead of making what nobody remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.automation.operation import run
from setpoint.automation.steps import Listener
from setpoint.engine import find_engine

if TYPE_CHECKING:
    from setpoint.automation.target import Target

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.timeout(600)]

# A file stands where the folder of states was, as soon as the first object is made: root can't
# write there either, and no disk has to be filled.
PROGRAM = """
from pathlib import Path
import pulumi

stacks = Path(__file__).parent / "state" / ".pulumi" / "stacks" / "acme"

def go_on(_urn):
    if not pulumi.runtime.is_dry_run():
        stacks.rename(stacks.with_name("away"))
        stacks.write_text("")
    for number in range(6):
        pulumi.ComponentResource("acme:one:One", f"one-{number}")

pulumi.ComponentResource("acme:one:One", "first").urn.apply(go_on)
"""


def test_the_first_failed_save_ends_the_run(target: Target) -> None:
    """The engine itself goes on, with ten more tries and half a minute for each resource."""
    engine = find_engine()
    assert engine is not None
    (target.project_root / "__main__.py").write_text(PROGRAM)

    outcome = run("up", target, engine, Listener())

    assert not outcome.succeeded
    saves = [one for one in outcome.messages if "writing the new snapshot file" in one]
    assert len(saves) == 1
    assert any("can't be saved" in one for one in outcome.messages)
