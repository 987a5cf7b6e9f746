"""SetAlarmState and what follows: actions, and the composite alarms above.

Nothing evaluates metrics here. A composite alarm is evaluated when an alarm below it changes;
wait and extension periods count as over at once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.alarm_history import record_state
from sandbox.aws.cloudwatch.alarm_records import COMPOSITE, alarms, find, get
from sandbox.aws.cloudwatch.composite_alarms import parents
from sandbox.aws.cloudwatch.composite_rule import evaluate, parse
from sandbox.aws.cloudwatch.notifications import Transition, message, subject
from sandbox.aws.errors import AwsError
from sandbox.aws.sns.delivery import publish

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_ACTIONS = {
    "OK": "OKActions",
    "ALARM": "AlarmActions",
    "INSUFFICIENT_DATA": "InsufficientDataActions",
}


def set_alarm_state(call: Call) -> None:
    """Set a state by hand; a change runs the actions configured for the new state."""
    params = call.params
    get(call, params["AlarmName"])
    _check_reason(params.get("StateReasonData"))
    _enter(call, params["AlarmName"], params["StateValue"], params, frozenset())


def _check_reason(data: str | None) -> None:
    try:
        json.loads(data or "{}")
    except ValueError as error:
        raise AwsError("InvalidFormatFault", "StateReasonData is no JSON") from error


def enable_alarm_actions(call: Call) -> None:
    """Let alarms act; names that don't exist are passed over."""
    _set_enabled(call, enabled=True)


def disable_alarm_actions(call: Call) -> None:
    """Keep alarms from acting; names that don't exist are passed over."""
    _set_enabled(call, enabled=False)


def _set_enabled(call: Call, *, enabled: bool) -> None:
    for name in call.params["AlarmNames"]:
        if name in alarms(call):
            alarms(call)[name]["config"]["ActionsEnabled"] = enabled


def _enter(
    call: Call, name: str, value: str, reason: dict[str, Any], entered: frozenset[str]
) -> None:
    record = alarms(call)[name]
    old = record["state"]["StateValue"]
    record["state"] |= {
        "StateValue": value,
        "StateReason": reason["StateReason"],
        "StateReasonData": reason.get("StateReasonData"),
        "StateUpdatedTimestamp": call.now,
    }
    if value == old:
        return
    record["state"]["StateTransitionedTimestamp"] = call.now
    record_state(call, record, old)
    _act(call, record, old)
    for parent in parents(call, name):
        if parent not in entered:
            _evaluate(call, parent, name, entered | {name})


def _evaluate(call: Call, name: str, child: str, entered: frozenset[str]) -> None:
    def state_of(reference: str) -> str:
        below = find(call, reference)
        return below["state"]["StateValue"] if below else "INSUFFICIENT_DATA"

    rule = parse(alarms(call)[name]["config"]["AlarmRule"])
    value = "ALARM" if evaluate(rule, state_of) else "OK"
    moved = alarms(call)[child]["state"]["StateValue"]
    reason = {"StateReason": f"{call.arn('cloudwatch', f'alarm:{child}')} transitioned to {moved}"}
    _enter(call, name, value, reason, entered)


def _act(call: Call, record: dict[str, Any], old: str) -> None:
    config, state = record["config"], record["state"]
    if not config["ActionsEnabled"]:
        return
    if record["kind"] == COMPOSITE and _is_suppressed(call, record):
        return
    transition = Transition(call=call, record=record, old=old)
    source = call.arn("cloudwatch", f"alarm:{config['AlarmName']}")
    for arn in config[_ACTIONS[state["StateValue"]]]:
        if arn.split(":")[2] == "sns":
            publish(call, arn, source, subject=subject(transition), message=message(transition))


def _is_suppressed(call: Call, record: dict[str, Any]) -> bool:
    reference = record["config"].get("ActionsSuppressor")
    suppressor = find(call, reference) if reference else None
    state = record["state"]
    state.pop("ActionsSuppressedBy", None)
    state.pop("ActionsSuppressedReason", None)
    if suppressor is None or suppressor["state"]["StateValue"] != "ALARM":
        return False
    state["ActionsSuppressedBy"] = "Alarm"
    state["ActionsSuppressedReason"] = f"Actions suppressed by {reference}"
    return True
