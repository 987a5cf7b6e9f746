"""The check `sentry/told-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from providers.sentry_alerting.vocabulary import LEVELS, TRIGGERS
from setpoint.catalog.model import SentryAlert, SentryWatch
from setpoint.catalog.sentry_hearing import hears
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from setpoint.catalog.model import Alert, SentryCondition, SentryFilter
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_STREAM: Final = "issues"
# What a monitor's new issue sets off, as an error's does.
_BEGINNINGS: Final = frozenset(
    (
        *(TRIGGERS["first_seen"], TRIGGERS["regression"], TRIGGERS["reappeared"]),
        TRIGGERS["new_high_priority"],
    )
)
_ABOUT_KIND: Final = frozenset({"issue_category", "issue_type"})
_FEW: Final = 3


@signal_check("sentry/told-twice", "warning", SentryAlert)
def sentry_told_twice(
    signal: SentryAlert, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """An alert on new issues tells of those that monitors make, and their own alerts do, too."""
    # getsentry/sentry, src/sentry/workflow_engine/processors/detector.py: an event is passed to
    # its project's issue stream beside the monitor that made it, whatever the category.
    if not alert.enabled or not _looks_at_beginnings(signal):
        return
    told = {name: both for name, both in _told_by_monitors(signal, environment) if both}
    if told:
        names = list(told)
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        who = ", ".join(sorted({" ".join(filter(None, each)) for each in told[names[0]]}))
        yield (
            ("sentry_issue",),
            (
                f"also tells of what {', '.join(names[:_FEW])}{more} find, whose own alerts tell"
                f" the same: {who}; add the condition `issue_category: {{ value: error }}`"
            ),
        )


def _looks_at_beginnings(alert: SentryAlert) -> bool:
    """Whether it looks at the beginning of any issue of its project."""
    moments = {*alert.triggers, *alert.seer_activities}
    return _STREAM in alert.monitors and (not moments or bool(moments & _BEGINNINGS))


def _told_by_monitors(
    alert: SentryAlert, environment: Environment
) -> Iterator[tuple[str, set[tuple[str, str | None]]]]:
    """Yield monitors of the project, with whom both the alert and theirs tell."""
    told = _recipients(each for each in alert.filters if _passes(each))
    for other in environment.catalog.alerts.values():
        monitor = other.signal
        if not isinstance(monitor, SentryWatch) or monitor.project != alert.project:
            continue
        if other.enabled and hears(alert, monitor):
            yield other.id, told & _recipients(monitor.alert.filters)


def _recipients(filters: Iterable[SentryFilter]) -> set[tuple[str, str | None]]:
    return {(action.type, action.target) for each in filters for action in each.actions}


def _passes(group: SentryFilter) -> bool:
    """Whether a monitor's new issue surely gets through a filter that doesn't ask for its kind."""
    if any(each.type in _ABOUT_KIND for each in group.conditions):
        return False
    outcomes = [_OUTCOMES.get(each.type, _unknown)(each) for each in group.conditions]
    match group.logic_type:
        case "all":
            return all(outcomes)
        case "none":
            return all(outcome is False for outcome in outcomes)
    return any(outcomes) or not outcomes


def _unknown(_: SentryCondition) -> bool | None:
    return None


def _level(condition: SentryCondition) -> bool:
    """Whether a level is asked for that a monitor's issue has: it is an error."""
    asked = condition.properties
    level, error = LEVELS.number(asked["level"]), LEVELS.number("error")
    outcomes = {"eq": error == level, "gte": error >= level, "lte": error <= level}
    return bool(outcomes[asked["match"]])


def _occurrences(condition: SentryCondition) -> bool:
    return bool(condition.properties["value"] <= 1)


def _age(condition: SentryCondition) -> bool:
    return bool(condition.properties["comparisonType"] == "newer")


def _priority(_: SentryCondition) -> bool:
    return True  # what monitors find is of high priority, but for the milder of two levels


def _tag(condition: SentryCondition) -> bool | None:
    """A monitor's issue has no tags of the application's."""
    return False if condition.properties["match"] in {"eq", "co", "sw", "ew", "is", "in"} else None


_OUTCOMES: Final[dict[str, Callable[[SentryCondition], bool | None]]] = {
    "level": _level,
    "issue_occurrences": _occurrences,
    "age_comparison": _age,
    "issue_priority_greater_or_equal": _priority,
    "tagged_event": _tag,
}
