"""Each kind of change has its effect, and the reverse of it the other way round."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect, Kind
from tests.review.changes_of_sentry import DYNAMIC, MONITOR, PERCENT
from tests.review.changes_of_signals import ABOVE, ALL, ANY, METRIC, ROWS, SUM
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import AlertChange, Review
    from tests.review.row import Row

WITHIN_FOUR_MINUTES = {"period": "1m", "datapoints_to_alarm": 2, "evaluation_periods": 4}
OTHERS = {"other": alert(cpu(threshold="99%")), "another": alert(cpu(threshold="98%"))}
TOLD = [row for row in ROWS if row.effect != "nothing"]


def with_value(signal: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The signal with a value set, or removed for None."""
    changed = deepcopy(signal)
    at: Any = changed
    for part in path[:-1]:
        at = at[part]
    if value is None:
        at.pop(path[-1], None)
    else:
        at[path[-1]] = value
    return changed


def only_change(review: Review) -> AlertChange:
    assert len(review.changes) == 1, review.changes
    return review.changes[0]


def run(compare: Callable[..., Review], row: Row, old: Any, new: Any) -> Review:
    before, after = (with_value(row.signal, row.path, value) for value in (old, new))
    return compare(*(project({"it": alert(signal), **OTHERS}) for signal in (before, after)))


def named(row: Row) -> str:
    return f"{'.'.join(map(str, row.path))}: {row.old} -> {row.new}"


@pytest.mark.parametrize("row", TOLD, ids=named)
def test_a_change_has_its_effect(row: Row, compare: Callable[..., Review]) -> None:
    change = only_change(run(compare, row, row.old, row.new))

    assert change.kind is Kind.changed
    assert change.fields
    assert change.sensitivity == row.effect
    assert row.detection in {detection(change), "any"}


@pytest.mark.parametrize("row", TOLD, ids=named)
def test_the_way_back_has_the_reverse_effect(row: Row, compare: Callable[..., Review]) -> None:
    change = only_change(run(compare, row, row.new, row.old))

    assert change.sensitivity is Effect(row.effect).reversed
    back = {"later": "sooner", "sooner": "later"}.get(row.detection, row.detection)
    assert back in {detection(change), "any"}


@pytest.mark.parametrize("row", [row for row in ROWS if row not in TOLD], ids=named)
def test_what_makes_no_other_alarm_is_not_told(row: Row, compare: Callable[..., Review]) -> None:
    assert run(compare, row, row.old, row.new).empty
    assert run(compare, row, row.new, row.old).empty


def detection(change: AlertChange) -> str:
    before, after = change.detection_before, change.detection_after
    assert before is not None
    assert after is not None
    if before == after:
        return "same"
    return "later" if after > before else "sooner"


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ((3, 3), (2, 3), "more"),
        ((2, 3), (2, 5), "more"),
        ((3, 3), (2, 5), "more"),
        ((3, 3), (4, 5), "mixed"),
        ((2, 3), (3, 4), "less"),
        ((1, 1), (1, 3), "unchanged"),
        ((2, 3), (4, 5), "less"),
    ],
)
def test_m_of_n_together(
    old: tuple[int, int], new: tuple[int, int], effect: str, compare: Callable[..., Review]
) -> None:
    def signal(window: tuple[int, int]) -> dict[str, Any]:
        return cpu(period="1m", datapoints_to_alarm=window[0], evaluation_periods=window[1])

    there = only_change(compare(*(project({"it": alert(signal(w))}) for w in (old, new))))
    back = only_change(compare(*(project({"it": alert(signal(w))}) for w in (new, old))))

    assert there.sensitivity == effect
    assert back.sensitivity is Effect(effect).reversed


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ({"period": "1m", "evaluation_periods": 5}, {"period": "5m"}, "more"),
        ({"period": "1m", "evaluation_periods": 10}, {"period": "5m"}, "more"),
        # one bad minute may lift a mean of five, two may not
        ({"period": "1m", "evaluation_periods": 2}, {"period": "5m"}, "mixed"),
        ({"period": "5m"}, {"period": "1m", "evaluation_periods": 2}, "mixed"),
        ({"period": "5m"}, {"period": "1m"}, "more"),
        ({"period": "2m", "evaluation_periods": 3}, WITHIN_FOUR_MINUTES, "more"),
        ({"period": "2m"}, {"period": "3m"}, "mixed"),
    ],
)
def test_period_and_number_of_periods_together(
    old: dict[str, Any], new: dict[str, Any], effect: str, compare: Callable[..., Review]
) -> None:
    configs = [project({"it": alert(cpu(**window))}) for window in (old, new)]

    assert only_change(compare(*configs)).sensitivity == effect
    assert only_change(compare(*reversed(configs))).sensitivity is Effect(effect).reversed


@pytest.mark.parametrize(
    ("judged", "old", "new", "effect"),
    [
        # three bad minutes in a row are in two periods of five, not in three
        (("Sum", ">"), (3, 3, "1m"), (3, 3, "5m"), "mixed"),
        (("Sum", ">"), (2, 2, "1m"), (2, 2, "5m"), "more"),
        (("Sum", ">"), (3, 5, "1m"), (1, 1, "2m"), "more"),
        (("Sum", ">"), (1, 1, "2m"), (1, 1, "3m"), "more"),
        (("Sum", "<"), (1, 1, "2m"), (1, 1, "3m"), "less"),
        (("Sum", "<"), (1, 1, "10m"), (5, 5, "1m"), "more"),
        (("Maximum", ">"), (2, 2, "1m"), (1, 1, "5m"), "more"),
        (("Maximum", ">"), (1, 1, "2m"), (1, 3, "3m"), "unchanged"),
        (("Maximum", "<"), (1, 1, "5m"), (3, 3, "1m"), "more"),
        (("Minimum", ">"), (5, 5, "1m"), (1, 1, "5m"), "unchanged"),
        (("Minimum", "<"), (2, 3, "1m"), (2, 3, "10m"), "more"),
        (("Average", "<"), (1, 1, "5m"), (3, 3, "1m"), "mixed"),
    ],
)
def test_a_window_is_judged_by_what_its_statistic_keeps(
    judged: tuple[str, str],
    old: tuple[int, int, str],
    new: tuple[int, int, str],
    effect: str,
    compare: Callable[..., Review],
) -> None:
    statistic, comparison = judged
    metric = {"namespace": "Shop", "name": "Jobs", "statistic": statistic}
    names = ("datapoints_to_alarm", "evaluation_periods", "period")

    def config(window: tuple[int, int, str]) -> dict[str, Any]:
        values = {**dict(zip(names, window, strict=True)), "threshold": 8, "metric": metric}
        return project({"it": alert(cpu(comparison=comparison, **values))})

    assert only_change(compare(config(old), config(new))).sensitivity == effect
    assert only_change(compare(config(new), config(old))).sensitivity is Effect(effect).reversed


@pytest.mark.parametrize(
    ("mode", "new", "effect", "sentence"),
    [
        ("missing", {"evaluation_periods": 3}, "unchanged", "goes off for the same data"),
        ("breaching", {"evaluation_periods": 3}, "more", "for shorter gaps, too"),
        ("breaching", {"period": "5m"}, "unknown", "for other gaps"),
    ],
)
def test_where_a_gap_breaches_the_window_decides_how_long_one(
    mode: str, new: dict[str, Any], effect: str, sentence: str, compare: Callable[..., Review]
) -> None:
    old = {"period": "1m", "evaluation_periods": 1, "datapoints_to_alarm": 1}
    old["metric"] = {**METRIC, "statistic": "Maximum"}
    configs = [
        project({"it": alert(cpu(treat_missing_data=mode, **window))})
        for window in (old, old | new)
    ]

    change = only_change(compare(*configs))
    back = only_change(compare(*reversed(configs)))

    assert change.sensitivity == effect
    assert sentence in change.fields[0].sentence
    assert back.sensitivity is Effect(effect).reversed


def test_a_rate_over_another_period_is_the_same_rate(compare: Callable[..., Review]) -> None:
    old = with_value(SUM, ("cloudwatch", "threshold"), "5/min")
    new = with_value(old, ("cloudwatch", "period"), "5m")

    change = only_change(compare(project({"it": alert(old)}), project({"it": alert(new)})))

    effects = {field.path.rpartition(".")[2]: field.effect for field in change.fields}
    assert effects == {"threshold": Effect.unchanged, "period": Effect.less}


def test_tighter_and_looser_at_once_is_mixed(compare: Callable[..., Review]) -> None:
    old = cpu(period="1m", threshold="80%", evaluation_periods=1)
    new = cpu(period="1m", threshold="70%", evaluation_periods=3)

    change = only_change(compare(project({"it": alert(old)}), project({"it": alert(new)})))

    assert change.sensitivity is Effect.mixed


def test_any_becoming_all_is_less_sensitive(compare: Callable[..., Review]) -> None:
    configs = [project({"it": alert(signal)}) for signal in (ANY, ALL)]

    assert only_change(compare(*configs)).sensitivity is Effect.less
    assert only_change(compare(*reversed(configs))).sensitivity is Effect.more


@pytest.mark.parametrize("other", [PERCENT, DYNAMIC])
def test_another_detection_is_no_more_and_no_less(
    other: dict[str, Any], compare: Callable[..., Review]
) -> None:
    configs = [project({"it": alert(signal)}) for signal in (MONITOR, other)]

    for each in (configs, configs[::-1]):
        change = only_change(compare(*each))
        assert change.sensitivity is Effect.unknown
        assert "sentry_metric.detection" in {field.path for field in change.fields}


def test_another_kind_of_signal_is_unknown(compare: Callable[..., Review]) -> None:
    change = only_change(compare(project({"it": alert(ABOVE)}), project({"it": alert(ANY)})))

    assert change.sensitivity is Effect.unknown
    assert [field.path for field in change.fields] == ["composite"]


def test_each_field_names_unit_and_both_values(compare: Callable[..., Review]) -> None:
    change = only_change(
        compare(project({"it": alert(cpu())}), project({"it": alert(cpu(threshold="90%"))}))
    )

    (field,) = change.fields
    assert (field.path, field.unit, field.old, field.new) == (
        "cloudwatch.threshold",
        "Percent",
        "80%",
        "90%",
    )
    assert (field.old_number, field.new_number) == (80, 90)
    assert field.sentence == "goes off only above 90%"
