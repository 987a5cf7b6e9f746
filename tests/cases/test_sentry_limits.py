"""What Sentry's validator refuses of metric monitors, each with its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

REFUSED = {
    "crash-free-short": "time_window: 5m is not a window of dataset metrics, which has 30m, 1h,",
    "crash-free-change": "detection: Sentry compares no rate of crashes with an earlier one",
    "equals": "comparison: '==' is not >, >=, <, <=",
    "differs": "comparison: '!=' is not >, >=, <, <=",
    "two-kinds": "event_types: holds several kinds",
    "weighted": "extrapolation_mode: 'server_weighted' is not unknown, none or",
    "replays": "dataset: 'replays' is not events,",
    "less-than-nothing": "threshold: 120% less than before is less than nothing",
}


def test_each_limit_is_told_and_what_keeps_them_is_fine(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    told = run("--project", case_of("05-sentry-limits"), "check")

    assert told.returncode != 0
    for alert, sentence in REFUSED.items():
        assert f"services.shop.alerts.{alert}.sentry_metric.{sentence}" in told.stderr + told.stdout
    assert f"{len(REFUSED)} errors" in told.stderr + told.stdout
