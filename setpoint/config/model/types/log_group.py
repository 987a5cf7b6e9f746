"""Names of CloudWatch log groups."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_LOG_GROUP = re.compile(r"[.\-_/#A-Za-z0-9]{1,512}")


def _log_group(value: Any) -> str:
    """A name as CreateLogGroup accepts it."""
    name = text(value, "a log group's name")
    if not _LOG_GROUP.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no log group; use letters, digits and . - _ / #, at most 512"
        )
    return name


LogGroup: TypeAlias = Annotated[
    str,
    PlainValidator(_log_group),
    WithJsonSchema(text_schema(_LOG_GROUP.pattern, "write letters, digits and . - _ / #")),
]
