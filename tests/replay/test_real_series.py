"""Real metrics of production servers, where they are at hand: incidents found, and in what time."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from setpoint.replay import Recording, Series, replay
from tests.replay.made import metric_alarm

NAB = Path(__file__).parents[3] / "shared" / "data" / "nab"
pytestmark = pytest.mark.skipif(not NAB.exists(), reason="the real series are not here")
CLOUDWATCH = sorted(NAB.glob("realAWSCloudwatch/*.csv"))
PERIOD = 300


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def read(file: Path) -> Series:
    """A file's rows at even distances; of two in one period the later, None where none is."""
    with file.open() as rows:
        points = {
            instant(row["timestamp"]) // PERIOD: float(row["value"]) for row in csv.DictReader(rows)
        }
    first, last = min(points), max(points)
    return Series([points.get(at) for at in range(first, last + 1)], PERIOD, first * PERIOD)


@pytest.mark.parametrize("file", CLOUDWATCH, ids=lambda file: file.stem)
def test_a_higher_threshold_never_alarms_longer(file: Path) -> None:
    series = read(file)
    values = sorted(value for value in series.values if value is not None)
    thresholds = [values[len(values) * share // 100] for share in (50, 90, 99)]
    alarms = [metric_alarm((2, 3), threshold=each, period=PERIOD) for each in thresholds]

    spent = []
    for alarm in alarms:
        timeline = replay(alarm, {"a": Recording(values=series)}).timeline
        changes = [*timeline.changes, (timeline.end, None)]
        spent.append(
            sum(then - at for (at, state), (then, _) in pairwise(changes) if state == "ALARM")
        )

    assert spent == sorted(spent, reverse=True)
    assert spent[0] > spent[-1]


def test_a_known_incident_is_found() -> None:
    name = "realAWSCloudwatch/ec2_cpu_utilization_ac20cd.csv"
    windows = json.loads((NAB / "combined_windows.json").read_text())[name]
    alarm = metric_alarm((3, 3), threshold=90, period=PERIOD)

    (found,) = replay(alarm, {"a": Recording(values=read(NAB / name))}).timeline.alarms

    assert any(instant(begin[:19]) <= found <= instant(end[:19]) for begin, end in windows)
