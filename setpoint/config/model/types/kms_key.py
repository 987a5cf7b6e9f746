"""Keys of AWS KMS, as SNS takes them (SetTopicAttributes, KmsMasterKeyId)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_ALIAS: Final = r"alias/[A-Za-z0-9/_-]{1,250}"
_ID: Final = r"(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_KEY = re.compile(
    rf"{_ALIAS}|{_ID}|arn:aws(?:-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{{12}}:(?:{_ALIAS}|key/{_ID})"
)
_AWS_OWN: Final = "alias/aws/"


def _kms_key(value: Any) -> str:
    """A key by the name of an alias, its id, or the ARN of either."""
    name = text(value, "a key of AWS KMS")
    if not _KEY.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no key of AWS KMS; write an alias such as alias/alerts, a key's id"
            " or an ARN"
        )
    if _AWS_OWN in name:
        raise refuse(
            f"{shown(name)} is AWS's own key, whose policy lets no alarm publish; write an alias"
            " of a key of yours"
        )
    return name


KmsKey: TypeAlias = Annotated[
    str,
    PlainValidator(_kms_key),
    WithJsonSchema(
        text_schema(
            f"(?![^ ]*{_AWS_OWN})(?:{_KEY.pattern})",
            "write an alias such as alias/alerts, a key's id or an ARN",
            examples=["alias/alerts"],
        )
    ),
]
