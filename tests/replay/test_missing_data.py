"""AWS's own tables of what missing data does, cell by cell.

Source: CloudWatch's user guide, "Configuring how CloudWatch alarms treat missing data": N is 3,
the evaluation range is 5 datapoints, the newest on the right; 0 is fine, X breaches, - is missing.
"""

from __future__ import annotations

import pytest

from setpoint.replay import Recording, Series, Settings, State, read_series, replay
from setpoint.replay.window import Window
from tests.replay.made import metric_alarm

MODES = ("missing", "ignore", "breaching", "notBreaching")
OK, ALARM, NOTHING, KEPT = State.ok, State.alarm, State.insufficient_data, None
TABLES = {
    3: [
        ("0 - X - X", OK, OK, OK, OK),
        ("0 - - - -", OK, OK, OK, OK),
        ("- - - - -", NOTHING, KEPT, ALARM, OK),
        ("0 X X - X", ALARM, ALARM, ALARM, ALARM),
        ("- - X - -", ALARM, KEPT, ALARM, OK),
    ],
    2: [
        ("0 - X - X", ALARM, ALARM, ALARM, ALARM),
        ("0 0 X 0 X", ALARM, ALARM, ALARM, ALARM),
        ("0 - X - -", OK, OK, ALARM, OK),
        ("- - - - 0", OK, OK, ALARM, OK),
        ("- - - X -", ALARM, KEPT, ALARM, OK),
    ],
}
CELLS = [
    (needed, data, mode, state)
    for needed, rows in TABLES.items()
    for data, *states in rows
    for mode, state in zip(MODES, states, strict=True)
]
VALUES = {"0": 0.0, "X": 1.0, "-": None}


@pytest.mark.parametrize(("needed", "data", "mode", "state"), CELLS)
def test_a_cell_of_the_tables(needed: int, data: str, mode: str, state: State | None) -> None:
    window = Window(needed, 3, Settings().evaluation_range(3), mode)
    for mark in data.split():
        value = VALUES[mark]
        window.push(None if value is None else value > 0)

    assert window.state() is state


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize(("needed", "data", "mode", "state"), CELLS)
def test_a_cell_at_the_end_of_a_replay(
    needed: int, data: str, mode: str, state: State | None, before: State
) -> None:
    lead = {State.alarm: "X X X", State.ok: "0 0 0", State.insufficient_data: ""}[before]
    values = [VALUES[mark] for mark in f"{lead} {data}".split()]
    alarm = metric_alarm((needed, 3), mode)

    found = replay(alarm, {"a": Recording(values=Series(values))})

    if state is not None:
        assert found.timeline.at(found.timeline.end) is state
    assert found.evaluation_range == 5


@pytest.mark.parametrize("data", ["- - - - X", "- - - X -"])
def test_one_datapoint_of_three_is_no_alarm_too_early(data: str) -> None:
    alarm = metric_alarm((3, 3), "missing")

    found = replay(alarm, {"a": Recording(values=Series([VALUES[m] for m in data.split()]))})

    assert found.timeline.alarms == ()


def test_ignore_keeps_either_state() -> None:
    alarm = metric_alarm((1, 1), "ignore")
    series = read_series("1 _x4 0 _x4 1")

    found = replay(alarm, {"a": Recording(values=series)})

    assert found.timeline.transitions == ((60, ALARM), (360, OK), (660, ALARM))


def test_the_evaluation_range_is_a_setting_that_changes_results() -> None:
    values = read_series("0 _ 1 _x2")
    alarm = metric_alarm((2, 3), "missing")

    states = {
        more: replay(
            alarm, {"a": Recording(values=values)}, settings=Settings(additional_datapoints=more)
        )
        for more in (1, 2)
    }

    assert {
        more: (found.timeline.at(300), found.evaluation_range) for more, found in states.items()
    } == {
        1: (ALARM, 4),
        2: (OK, 5),
    }
