"""DeleteAlarms: an alarm that a composite one depends on stays.

Source: API reference of DeleteAlarms; the refusal's text as users report it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.aws.cloudwatch.alarm_records import COMPOSITE, alarms
from sandbox.aws.cloudwatch.composite_alarms import parents, suppressed_by
from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.errors import AwsError

if TYPE_CHECKING:
    from sandbox.aws.service import Call


def delete_alarms(call: Call) -> None:
    """Delete alarms, all or none but for names that don't exist: the others still go."""
    names = list(dict.fromkeys(call.params["AlarmNames"]))
    present = alarms(call)
    found = [name for name in names if name in present]
    if sum(present[name]["kind"] == COMPOSITE for name in found) > 1:
        raise invalid("Only one composite alarm can be deleted in one request")
    _check_dependents(call, found)
    for name in found:
        del present[name]
    missing = [name for name in names if name not in found]
    if missing:
        call.store.save()
        raise AwsError("ResourceNotFound", f"The alarms [{', '.join(missing)}] do not exist")


def _check_dependents(call: Call, names: list[str]) -> None:
    held = [name for name in names if parents(call, name) or suppressed_by(call, name)]
    if held:
        listed, pronoun = ",".join(held), "it" if len(held) == 1 else "them"
        raise invalid(
            f"Cannot delete {listed} as there are composite alarm(s) depending on {pronoun}."
        )
