"""What AWS refuses and moto takes, of operations that moto answers.

A gate sees a request before moto does. What moto can judge itself is left to its own code.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.aws import roles
from sandbox.aws.errors import AwsError
from sandbox.aws.service import ACCOUNT_ID, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # From parameters and Region; raises AwsError.
    Gate = Callable[[dict[str, Any], str], None]

# CloudWatch Logs API, PutRetentionPolicy.
_DAYS: Final = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827)
_MORE_DAYS: Final = (2192, 2557, 2922, 3288, 3653)
# EventBridge Scheduler's user guide, "Schedule types".
_RATE = re.compile(r"rate\((?P<number>[1-9]\d*) (?P<unit>minute|hour|day)s?\)")
_AT = re.compile(r"at\((?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
_CRON = re.compile(r"cron\((?P<fields>[^()]*)\)")
_CRON_FIELD = re.compile(r"[0-9A-Z*?/,\-#LW]+")
_CRON_FIELDS = 6
_ENDING = (
    "You can't create this secret because a secret with this name is already scheduled for "
    "deletion."
)
_ENDED = "You can't perform this operation on the secret because it was marked for deletion."


class Gated(NamedTuple):
    """A service that moto answers, with the gates of its operations."""

    service: Service
    gates: Mapping[str, Gate]


def _retention(params: dict[str, Any], _region: str) -> None:
    allowed = (*_DAYS, *_MORE_DAYS)
    if params["retentionInDays"] not in allowed:
        message = f"Invalid retention value. Valid values are: {list(allowed)}"
        raise AwsError("InvalidParameterException", message)


def _trust(params: dict[str, Any], _region: str) -> None:
    from moto.iam.exceptions import MalformedPolicyDocument  # noqa: PLC0415 - moto loads slowly
    from moto.iam.policy_validation import (  # noqa: PLC0415
        IAMTrustPolicyDocumentValidator,
    )

    try:
        IAMTrustPolicyDocumentValidator(params["AssumeRolePolicyDocument"]).validate()
    except MalformedPolicyDocument as error:
        raise AwsError("MalformedPolicyDocumentException", str(error.message)) from error


def _schedule(params: dict[str, Any], region: str) -> None:
    from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly

    expression = params["ScheduleExpression"]
    if not _is_expression(expression):
        raise AwsError("ValidationException", f"Invalid Schedule Expression {expression}.")
    zone = params.get("ScheduleExpressionTimezone", "UTC")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise AwsError("ValidationException", f"Invalid Schedule Timezone {zone}.") from error
    group = params.get("GroupName") or "default"
    if group not in get_backend("scheduler")[ACCOUNT_ID][region].schedule_groups:
        message = f"Schedule group {group} does not exist."
        raise AwsError("ResourceNotFoundException", message, status=404)
    if not roles.exists(params["Target"]["RoleArn"]):
        raise AwsError(
            "ValidationException",
            "The execution role you provide must allow AWS EventBridge Scheduler to assume the "
            "role.",
        )


def _is_expression(text: str) -> bool:
    """Whether it is a rate, a moment or six fields of cron."""
    if match := _AT.fullmatch(text):
        try:
            return bool(datetime.fromisoformat(match["moment"]))
        except ValueError:
            return False
    if match := _CRON.fullmatch(text):
        fields = match["fields"].split()
        return len(fields) == _CRON_FIELDS and all(map(_CRON_FIELD.fullmatch, fields))
    return _RATE.fullmatch(text) is not None


def _new_secret(params: dict[str, Any], region: str) -> None:
    if _is_ending(params["Name"], region):
        raise AwsError("InvalidRequestException", _ENDING)


def _kept_secret(params: dict[str, Any], region: str) -> None:
    if _is_ending(params["SecretId"], region):
        raise AwsError("InvalidRequestException", _ENDED)


def _is_ending(secret: str, region: str) -> bool:
    from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly

    kept = get_backend("secretsmanager")[ACCOUNT_ID][region].secrets.get(secret)
    return kept is not None and bool(kept.is_deleted())


def _of(name: str, invalid: str, gates: Mapping[str, Gate]) -> Gated:
    return Gated(Service(name=name, handlers={}, invalid=invalid), gates)


GATED: Final = (
    _of("logs", "InvalidParameterException", {"PutRetentionPolicy": _retention}),
    _of("iam", "ValidationError", {"CreateRole": _trust}),
    _of(
        "scheduler",
        "ValidationException",
        {"CreateSchedule": _schedule, "UpdateSchedule": _schedule},
    ),
    _of(
        "secretsmanager",
        "InvalidParameterException",
        {
            "CreateSecret": _new_secret,
            "PutResourcePolicy": _kept_secret,
            "PutSecretValue": _kept_secret,
        },
    ),
)
