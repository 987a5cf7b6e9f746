"""OK messages to nobody, and actions of states other than ALARM."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_an_alert_tells_nobody_that_it_is_over(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("21-ok-and-other-actions")

    checked = run("--project", case, "check")
    assert checked.returncode == 0, checked.stdout
    shown = run("--project", case, "show", "--env", "prod")
    assert "alerts@example.com; OK to nobody" in shown.stdout
    (alert,) = json.loads(run("--project", case, "show", "--json").stdout)["environments"]["prod"][
        "alerts"
    ]
    assert alert["route"]["topics"] == ["high"]
    assert alert["route"]["ok"]["topics"] == []
    assert alert["route"]["insufficient_data"] is None
