"""Everything that the Sentry provider can declare, a config can say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from providers.sentry_alerting import (
    actions,
    assertions,
    conditions,
    cron_monitor,
    limits,
    metric_monitor,
    uptime_monitor,
    vocabulary,
)
from setpoint.catalog import load_catalog
from setpoint.catalog.model import SentryAlert, SentrySignal
from setpoint.catalog.sentry_brief import brief
from setpoint.config.model import Action, Condition, SentryMetric, SentryUptime
from setpoint.config.model.signal.sentry_assertion import Compared
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Collection

    from setpoint.catalog.model import Catalog

EVERYTHING = Path(__file__).parents[1] / "e2e" / "every_sentry_signal.yaml"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalog of the config that has one of everything."""
    root = tmp_path_factory.mktemp("everything")
    (root / "Pulumi.yaml").write_text("name: acme\n")
    (root / "Pulumi.prod.yaml").write_text("config: {}\n")
    (root / "alerts.yaml").write_text(EVERYTHING.read_text())
    return load_catalog(root, "prod")


def workflows(catalog: Catalog) -> list[SentryAlert]:
    signals = [
        one.signal for one in catalog.alerts.values() if isinstance(one.signal, SentrySignal)
    ]
    return [one if isinstance(one, SentryAlert) else one.alert for one in signals]


def tags(codecs: Any) -> set[str]:
    return {one.variant.tag for one in codecs}


def test_every_condition_has_a_key() -> None:
    assert set(Condition.model_fields) == tags(conditions.CODECS)


def test_every_action_has_a_key() -> None:
    assert set(Action.model_fields) == tags(actions.CODECS)


def test_one_of_every_condition_trigger_and_action_is_in_the_config_of_everything(
    catalog: Catalog,
) -> None:
    groups = [group for one in workflows(catalog) for group in one.filters]
    assert {each.type for group in groups for each in group.conditions} == tags(conditions.CODECS)
    assert {each.type for group in groups for each in group.actions} == tags(actions.CODECS)
    assert {each for one in workflows(catalog) for each in one.triggers} == {
        *vocabulary.TRIGGERS.values()
    }
    assert any(one.seer_activities for one in workflows(catalog))


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (vocabulary.Trigger, vocabulary.TRIGGERS),
        (vocabulary.Match, vocabulary.MATCHES),
        (vocabulary.Assignee, vocabulary.ASSIGNEES),
        (vocabulary.Level, vocabulary.LEVELS.names),
        (vocabulary.Priority, vocabulary.PRIORITIES.names),
        (vocabulary.Category, vocabulary.CATEGORIES.names),
    ],
)
def test_every_word_has_a_code_of_sentrys(words: Any, table: Collection[str]) -> None:
    assert set(get_args(words)) == set(table)


def choices(section: Any, key: str) -> set[Any]:
    """The words of a key, without nothing and outside lists."""
    found: set[Any] = set()
    waiting = [section.model_fields[key].annotation]
    while waiting:
        hint = waiting.pop()
        inner = get_args(hint)
        waiting += [each for each in inner if not isinstance(each, str)]
        found |= {each for each in inner if isinstance(each, str)}
    return found


def test_every_choice_of_a_metric_monitor() -> None:
    assert choices(SentryMetric, "dataset") == set(limits.DATASETS) < set(metric_monitor.DATASETS)
    assert choices(SentryMetric, "event_types") == set(metric_monitor.EVENT_TYPES)
    assert choices(SentryMetric, "query_type") == set(metric_monitor.QUERY_TYPES.names)
    operators = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
    assert set(operators.values()) == set(limits.COMPARISONS) < set(metric_monitor.OPPOSITE)
    assert choices(SentryMetric, "comparison") == {*operators, "above", "below", "outside"}


def test_every_choice_of_an_uptime_monitor() -> None:
    assert choices(SentryUptime, "method") == set(uptime_monitor.METHODS)
    assert get_args(Compared) == assertions.COMPARISONS


def test_every_unit_of_a_cron_monitor() -> None:
    from setpoint.config.model.types.crontab import _every  # noqa: PLC0415 - only here

    assert [_every(f"3 {unit}s").unit for unit in cron_monitor.UNITS] == [*cron_monitor.UNITS]
    assert [_every(write_duration(each)).unit for each in (60, 3600, 86_400, 604_800)] == [
        *("minute", "hour", "day", "week")
    ]


def test_every_trigger_and_condition_is_told_in_a_few_words(catalog: Catalog) -> None:
    told = {one.id.partition("/")[2]: brief(one.signal) for one in issues(catalog)}
    assert told["every-action"] == (
        "new or unarchived or back or resolved or new and high or raised to high or analysed:"
        " any issue"
    )
    assert told["every-condition"] == (
        "age < 2 hour or team core's or member ana's or unassigned or no outage or error"
        " or >= 3 in all or priority >= medium or fallen from low;"
        " or > 5 in 1h where component in a,b, > 100 users in 1d,"
        " > +50% in 5m over 1w before where user.id not set, > 1% of sessions in 1h,"
        " > +10% of sessions in 1h over 30d before;"
        " or not (message starts not bot or plan set or latest release"
        " or newer than the newest release of production or level <= warning)"
    )


def issues(catalog: Catalog) -> list[Any]:
    return [one for one in catalog.alerts.values() if isinstance(one.signal, SentryAlert)]
