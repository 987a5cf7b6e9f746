"""What an alarm can do besides telling a topic of Setpoint's, by its ARN."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_LIMIT: Final = 1024
# Services that PutMetricAlarm takes as actions (its documentation, OKActions).
_SERVICES: Final = "sns|lambda|ssm|ssm-incidents|autoscaling|automate|swf|aiops"
_ARN = re.compile(rf"arn:aws(?:-cn|-us-gov)?:(?:{_SERVICES}):[a-z0-9-]*:[A-Za-z0-9:/._-]+")


def _action(value: Any) -> str:
    """An ARN of a topic, a function or another action that CloudWatch takes."""
    arn = text(value, "an action's ARN")
    if len(arn) > _LIMIT or not _ARN.fullmatch(arn):
        raise refuse(
            f"{shown(arn)} is no ARN of an alarm's action; write one of a topic or function, such"
            " as arn:aws:sns:eu-west-1:123456789012:ops"
        )
    return arn


ActionArn: TypeAlias = Annotated[
    str,
    PlainValidator(_action),
    WithJsonSchema(
        text_schema(_ARN.pattern, "write the ARN of a topic or function", maxLength=_LIMIT)
    ),
]
