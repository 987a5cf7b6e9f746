"""The ARN of an IAM policy of one's own."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_LIMIT: Final = 2048
# CreateRole, PermissionsBoundary; a policy of AWS's own has `aws` in place of the account.
_ARN: Final = re.compile(
    r"arn:aws(?:-cn|-us-gov)?:iam::(?:[0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]{1,512}"
)


def _policy(value: Any) -> str:
    arn = text(value, "a policy's ARN")
    if len(arn) > _LIMIT or not _ARN.fullmatch(arn):
        raise refuse(
            f"{shown(arn)} is no ARN of an IAM policy; write one such as"
            " arn:aws:iam::123456789012:policy/alerting-boundary"
        )
    return arn


PolicyArn: TypeAlias = Annotated[
    str,
    PlainValidator(_policy),
    WithJsonSchema(text_schema(_ARN.pattern, "write the ARN of an IAM policy", maxLength=_LIMIT)),
]
