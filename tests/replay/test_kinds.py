"""Each kind of alarm that CloudWatch judges, and a whole catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricQuery,
)
from setpoint.replay import Recording, ReplayError, State, read_series, replay, replay_all
from setpoint.replay.samples import fewest
from tests.replay.made import metric_alarm
from tests.review.changes_of_sentry import MONITOR
from tests.review.changes_of_signals import CHECK, LOGS, QUIET
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

QUERY = (MetricQuery(id="m", expression="1", return_data=True),)
SHARED = {
    "alarm_name": "a",
    "description": "",
    "period": 60,
    "evaluation_periods": 1,
    "datapoints_to_alarm": 1,
    "treat_missing_data": "missing",
    "queries": QUERY,
}


def recorded(text: str, **more: str) -> Recording:
    return Recording(
        values=read_series(text), **{name: read_series(each) for name, each in more.items()}
    )


def test_an_expression_is_judged_by_its_value() -> None:
    alarm = MathAlarm(comparison_operator="GreaterThanThreshold", threshold=5, **SHARED)

    assert replay(alarm, {"a": recorded("4 5 6")}).timeline.alarms == (180,)


@pytest.mark.parametrize(
    ("operator", "alarms"),
    [
        ("GreaterThanUpperThreshold", (180,)),
        ("LessThanLowerThreshold", (60,)),
        ("LessThanLowerOrGreaterThanUpperThreshold", (60, 180)),
    ],
)
def test_a_band_is_left_on_its_side(operator: str, alarms: tuple[int, ...]) -> None:
    alarm = AnomalyAlarm(comparison_operator=operator, threshold_metric_id="b", band=2, **SHARED)

    found = replay(alarm, {"a": recorded("1 5 9 5", lower="2x3", upper="8x3")})

    assert found.timeline.alarms == alarms


def test_a_band_that_is_not_there_yet_is_missing_data() -> None:
    alarm = AnomalyAlarm(
        comparison_operator="GreaterThanUpperThreshold", threshold_metric_id="b", band=2, **SHARED
    )

    found = replay(alarm, {"a": recorded("9x4", lower="_x3 2 2", upper="_x3 8 8")}).timeline

    assert found.transitions == ((240, State.alarm),)


def test_a_band_without_edges_is_refused() -> None:
    alarm = AnomalyAlarm(
        comparison_operator="GreaterThanUpperThreshold", threshold_metric_id="b", band=2, **SHARED
    )

    with pytest.raises(ReplayError, match="give both series"):
        replay(alarm, {"a": recorded("9")})


@pytest.mark.parametrize(
    ("statistic", "samples"),
    [("p99", 1000), ("p99.9", 10_000), ("p50", 20), ("p10", 100), ("p90", 100), ("Average", 0)],
)
def test_a_percentile_needs_so_many_samples(statistic: str, samples: float) -> None:
    assert fewest(statistic) == samples


@pytest.mark.parametrize(
    ("word", "alarms"), [("ignore", (180,)), ("evaluate", (120, 240)), (None, (120, 240))]
)
def test_few_samples_keep_the_state_where_they_are_ignored(
    word: str | None, alarms: tuple[int, ...]
) -> None:
    alarm = metric_alarm(statistic="p90", evaluate_low_sample_count_percentiles=word)
    recording = (
        recorded("0 1 1 0 1", samples="100 99 100 99 100")
        if word == "ignore"
        else recorded("0 1 0 1")
    )

    assert replay(alarm, {"a": recording}).timeline.alarms == alarms


def test_ignoring_few_samples_needs_their_number() -> None:
    alarm = metric_alarm(statistic="p90", evaluate_low_sample_count_percentiles="ignore")

    with pytest.raises(ReplayError, match="ignores few samples"):
        replay(alarm, {"a": recorded("1")})


def test_series_of_other_instants_are_refused() -> None:
    with pytest.raises(ReplayError, match="give all its series for the same ones"):
        recorded("1 2", samples="1")


def test_an_alarm_whose_actions_are_off_does_nothing() -> None:
    found = replay(metric_alarm(actions_enabled=False), {"a": recorded("0 1")})

    assert found.timeline.alarms == (120,)
    assert found.actions == ()


def test_an_alarm_without_a_recording_is_named() -> None:
    with pytest.raises(ReplayError, match="nothing is recorded of a;"):
        replay(metric_alarm(), {})


def test_a_catalog_is_replayed_as_far_as_it_is_recorded(tmp_path: Path) -> None:
    alerts = {
        "quiet": alert(QUIET),
        "other": alert(cpu(threshold="99%", period="1m")),
        "logs": alert(LOGS),
        "check": alert(CHECK),
        "monitor": alert(MONITOR),
        "unseen": alert(cpu(threshold="98%")),
    }
    catalog = sides(write(tmp_path, project(alerts), {"prod": {}}))["prod"].catalog
    signals = {name: catalog.alerts[f"shop/{name}"].signal for name in alerts}
    quiet, logs, check = signals["quiet"], signals["logs"], signals["check"]
    assert isinstance(quiet, CompositeAlarm)
    assert isinstance(logs, LogMetric)
    assert isinstance(check, HealthCheck)
    cause, noise = (child.alarm_name for child in quiet.children.values())
    recordings = {
        cause: recorded("0x4 90x9"),
        noise: recorded("0x13"),
        signals["other"].alarm_name: recorded("0x4 100x4 0x4"),
        logs.alarm.alarm_name: recorded("0x9 6x3"),
        check.alarm.alarm_name: recorded("1x9 0x3"),
    }

    found = replay_all(catalog, recordings)

    assert list(found) == ["shop/quiet", "shop/other", "shop/logs", "shop/check"]
    assert found["shop/quiet"].timeline.alarms == (360,)
    assert [at for at, state in found["shop/quiet"].actions if state is State.alarm] == [720]
    with pytest.raises(ReplayError, match="has no alarm in CloudWatch"):
        replay(signals["monitor"], recordings)
    with pytest.raises(ReplayError, match=r"depends on .*-shop-other; give its states"):
        replay(quiet, recordings)
