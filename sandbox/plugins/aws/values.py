"""What single values may be, refused in the words of Terraform's AWS provider (6.34.0)."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sandbox.plugins.rules import arn, length, one_of
from setpoint.vendors.names import is_log_metric_name, is_query_name

if TYPE_CHECKING:
    from sandbox.plugins.fields import Rule

STATISTICS: Final = ("SampleCount", "Average", "Sum", "Minimum", "Maximum")
EXTENDED: Final = (
    r"(p|tm|wm|tc|ts)(\d{1,2}(\.\d{1,2})?|100)|IQM"
    r"|(TM|WM|PR|TC|TS)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\)"
)
_LOG_GROUP = re.compile(r"[.\-_/#A-Za-z0-9]{1,512}")
_ROLE_NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)
_NOTHING = "unexpected end of JSON input"
_NO_LOG_GROUP = (
    "isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, "
    "hash signs and dots are allowed)"
)
_NO_LOG_FILTER = "isn't a valid log metric name (must not contain colon nor asterisk)"
_NO_LOG_METRIC = (
    "isn't a valid log metric transformation name (must not contain colon, asterisk nor dollar "
    "sign)"
)


def json_text(value: Any) -> str | None:
    """Allow JSON, in the words of Go's decoder where it stops at the first character."""
    if not value:
        return '"%s" is an empty string, which is not a valid JSON value'
    try:
        json.loads(value)
    except ValueError:
        first = value.strip()[:1]
        reason = f"invalid character {first!r} looking for beginning of value"
        return f'"%s" contains an invalid JSON: {reason if first else _NOTHING}'
    return None


def log_group(value: Any) -> str | None:
    """Allow names of log groups."""
    return None if _LOG_GROUP.fullmatch(value) else f'"%s" {_NO_LOG_GROUP}: "{value}"'


def log_groups(value: Any) -> str | None:
    """Allow lists of names or ARNs of log groups."""
    for index, item in enumerate(value):
        if isinstance(item, str) and not _LOG_GROUP.fullmatch(item) and (refusal := arn(item)):
            return refusal.replace("%s", f"%s.{index}")
    return None


def log_metric_name(value: Any) -> str | None:
    """Allow names of metrics and namespaces made from log lines."""
    if is_log_metric_name(value):
        return length(0, 255)(value)
    return f'"%s" {_NO_LOG_METRIC}: "{value}"'


def log_filter_name(value: Any) -> str | None:
    """Allow names of metric filters."""
    if ":" in value or "*" in value:
        return f'"%s" {_NO_LOG_FILTER}: "{value}"'
    return length(1, 512)(value)


def query_name(value: Any) -> str | None:
    """Allow names of saved queries."""
    if not is_query_name(value):
        return (
            "invalid value for %s (cannot contain a colon or asterisk and cannot start or end "
            "with a slash)"
        )
    return length(1, 255)(value)


def role_name(high: int) -> Rule:
    """Allow names of IAM's up to a length."""

    def rule(value: Any) -> str | None:
        too_long = length(1, high)(value)
        if too_long or _ROLE_NAME.fullmatch(value):
            return too_long
        return r"invalid value for %s (must match [\w+=,.@-])"

    return rule


def roles_own_name(value: Any) -> str | None:
    """Allow the name of a role, which its ARN is not."""
    if not value.strip() or value.startswith("arn:"):
        return '"%s" must be the role\'s name not its ARN'
    return None


def unit(value: Any) -> str | None:
    """Allow CloudWatch's units."""
    return _units()(value)


@cache
def _units() -> Rule:
    from botocore.loaders import Loader  # noqa: PLC0415 - a plugin has to start quickly
    from botocore.model import ServiceModel  # noqa: PLC0415

    model = ServiceModel(Loader().load_service_model("cloudwatch", "service-2"), "cloudwatch")
    return one_of(*model.shape_for("StandardUnit").enum)


def statistic(value: Any) -> str | None:
    """Allow a metric's statistics of both kinds."""
    if re.fullmatch(EXTENDED, value):
        return None
    return one_of(*STATISTICS)(value)
