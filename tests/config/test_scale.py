"""A config of many alerts loads in time that grows with its size, not faster."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from benchmarks.config_scale import write_project
from setpoint.config import find_project, load_all

if TYPE_CHECKING:
    from pathlib import Path


def seconds_of_work(folder: Path, alerts: int) -> float:
    """Processor time of loading, the lesser of two."""
    project = find_project(write_project(folder, alerts))
    times = []
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        loaded = load_all(project)
        times.append(time.process_time() - start)
        assert sum(len(s.alerts) for s in loaded["staging"].config.services.values()) == alerts
    return min(times)


def test_five_thousand_alerts_in_two_environments(tmp_path: Path) -> None:
    small = seconds_of_work(tmp_path / "small", 1_000)
    big = seconds_of_work(tmp_path / "big", 5_000)
    assert big < 2
    assert big < 5 * small * 2


def test_alerts_that_environments_share_are_read_once(tmp_path: Path) -> None:
    loaded = load_all(find_project(write_project(tmp_path / "project", 20)))
    prod, staging = (loaded[e].config.services["service-0000"].alerts for e in ("prod", "staging"))
    assert prod["queue-age-04"] is staging["queue-age-04"]
    assert prod["queue-age-01"] is not staging["queue-age-01"]
