"""PutCompositeAlarm: the rule's grammar and limits, and that what it names exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.alarm_records import COMPOSITE, alarms, find, name_of, put_alarm
from sandbox.aws.cloudwatch.composite_rule import Rule, RuleError, children, elements, parse
from sandbox.aws.cloudwatch.refusals import invalid

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_MOST_CHILDREN = 100
_MOST_ELEMENTS = 500
_MOST_PARENTS = 150
_LONGEST_WAIT = 86_400
_WAITS = ("ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


def put_composite_alarm(call: Call) -> None:
    """Create or replace an alarm on the states of other alarms."""
    rule = _check_rule(call)
    _check_children(call, rule)
    _check_suppressor(call)
    put_alarm(call, COMPOSITE)


def parents(call: Call, name: str) -> list[str]:
    """Return the composite alarms whose rule names an alarm."""
    return [
        parent
        for parent, record in alarms(call).items()
        if record["kind"] == COMPOSITE
        and name in _names(call, parse(record["config"]["AlarmRule"]))
    ]


def suppressed_by(call: Call, name: str) -> list[str]:
    """Return the composite alarms that an alarm suppresses."""
    return [
        other
        for other, record in alarms(call).items()
        if name_of(call, record["config"].get("ActionsSuppressor", "")) == name
    ]


def _check_rule(call: Call) -> Rule:
    text = call.params["AlarmRule"]
    if text != text.strip():
        raise invalid("AlarmRule must not contain leading or trailing whitespace or be null")
    try:
        rule = parse(text)
    except RuleError as error:
        raise invalid(f"Error in AlarmRule [{error}]") from error
    if elements(text) > _MOST_ELEMENTS:
        raise invalid(f"AlarmRule has {elements(text)} elements, at most {_MOST_ELEMENTS} go")
    return rule


def _check_children(call: Call, rule: Rule) -> None:
    names = _names(call, rule)
    if len(names) > _MOST_CHILDREN:
        raise invalid(f"AlarmRule names {len(names)} alarms, at most {_MOST_CHILDREN} go")
    missing = [name for name in names if find(call, name) is None]
    if missing:
        raise invalid(
            f"Could not save the composite alarm as alarms [{', '.join(missing)}] "
            "in the alarm rule do not exist"
        )
    for name in names:
        others = [parent for parent in parents(call, name) if parent != call.params["AlarmName"]]
        if len(others) >= _MOST_PARENTS:
            raise invalid(f"{name} is in the rules of {_MOST_PARENTS} composite alarms already")


def _check_suppressor(call: Call) -> None:
    params: dict[str, Any] = call.params
    suppressor = params.get("ActionsSuppressor")
    if suppressor is None:
        if any(wait in params for wait in _WAITS):
            raise invalid(f"{' and '.join(_WAITS)} need an ActionsSuppressor")
        return
    for wait in _WAITS:
        if wait not in params:
            raise invalid(f"{wait} is required when ActionsSuppressor is specified")
        if not 0 <= params[wait] <= _LONGEST_WAIT:
            raise invalid(f"{wait} must be between 0 and {_LONGEST_WAIT}, not {params[wait]}")
    if find(call, suppressor) is None:
        raise invalid(
            f"Could not save the composite alarm as its actions suppressor [{suppressor}] "
            "does not exist"
        )


def _names(call: Call, rule: Rule) -> list[str]:
    return sorted({name_of(call, reference) for reference in children(rule)})
