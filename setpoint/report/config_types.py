"""What a type of the config is called in docs/config.md."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from pydantic import PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from setpoint.config.model import (
    dashboard,
    metric,
    oncall,
    prometheus,
    recipients,
    routing,
    types,
    vendors,
)
from setpoint.config.model.level import Level
from setpoint.config.model.section import Section
from setpoint.config.model.signal import http_check, sentry_condition, sentry_cron, sentry_uptime
from setpoint.config.model.signal import prometheus as rule
from setpoint.config.model.template import Body
from setpoint.config.model.types import action_arn, crontab, kms_key, region
from setpoint.config.model.types.log_group import LogGroup
from setpoint.config.model.types.names import Ref
from setpoint.config.model.types.reference import Reference
from setpoint.config.model.types.timeout import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENCRYPTED = ", or an encrypted value"
_NAMES: tuple[tuple[Any, str], ...] = (
    (types.Id, "id"),
    (types.AlertRef, "`service/alert`"),
    (types.QueryId, "metric math id"),
    (types.AccountId, "12 digits in quotes"),
    (types.Line, "text, one line"),
    (types.LongText, "text"),
    (types.FilterPattern, "text"),
    (Body, "an alert's keys"),
    (Level, "threshold, or the keys that differ"),
    (types.Scalar, "text or number"),
    (types.Seconds, "duration"),
    (types.WholeSeconds, "duration"),
    (types.Minutes, "duration in whole minutes"),
    (types.Period, "duration: `10s`, `20s`, `30s` or a multiple of `1m`"),
    (Timeout, "duration or `never`"),
    (types.Threshold, "quantity"),
    (types.SecretText, f"text{_ENCRYPTED}"),
    (sentry_uptime.Timeout, "duration, `1s` to `1m`"),
    (sentry_cron.Margin, "duration in whole minutes, `1m` to `4w`"),
    (sentry_cron.Run, "duration in whole minutes, `1m` to `1w`"),
    (sentry_condition.TagKey, "a tag's name"),
    (crontab.Crontab, "crontab or alias in quotes"),
    (crontab.Every, "`15m`, `6h`, `1d`, `1w`, `1 month`, `1 year`"),
    (types.TimeZone, "IANA time zone"),
    (types.PagerDutyName, "text, one line"),
    (types.QueryName, "text, one line"),
    (types.PagerDutyTimeZone, "IANA time zone"),
    (types.PagerDutyClock, "IANA time zone"),
    (types.ClockTime, "time of day, `09:00`"),
    (types.HandoffText, "`09:00` or `monday 09:00`"),
    (types.LocalMoment, "moment, `2026-12-24 09:00`"),
    (types.Weekdays, "days, `monday-friday` or a list"),
    (types.Date, "date, `2025-11-24`"),
    (types.Channel, "Slack channel in quotes"),
    (types.ChannelId, "Slack's channel id"),
    (types.Email, f"address{_ENCRYPTED}"),
    (types.Phone, f"number in quotes{_ENCRYPTED}"),
    (types.Url, "URL"),
    (types.WebhookUrl, f"URL{_ENCRYPTED}"),
    (routing.Never, "`never`"),
    (recipients.Nobody, "`[]`"),
    (action_arn.ActionArn, "ARN"),
    (kms_key.KmsKey, "key of AWS KMS"),
    (region.Region, "AWS region"),
    (metric.Statistic, "statistic"),
    (metric.Unit, "CloudWatch unit"),
    (metric.Measure, "CloudWatch unit, or Fraction"),
    (metric.Namespace, "namespace"),
    (metric.MetricName, "metric's name"),
    (metric.DimensionValue, "text in quotes"),
    (oncall.Rotation, "`daily`, `weekly` or a duration"),
    (vendors.WorkspaceId, "Slack's workspace id"),
    (vendors.SentrySlug, "Sentry slug"),
    (http_check.Endpoint, "URL"),
    (http_check.Share, "percentage"),
    (rule.RuleName, "rule's name"),
    (rule.LabelName, "label"),
    (prometheus.PrometheusWorkspace, "`managed`, `none` or a workspace's id"),
    (prometheus.SmartHost, "`host:port`"),
    (prometheus.Folder, "folder, from the root"),
    (LogGroup, "log group's name"),
    (dashboard.Color, "`'#d62728'`"),
    (dashboard.DashboardName, "text, letters, digits, - and _"),
    (dashboard.Start, "`-PT6H`, `-P7D`"),
    (dashboard.AllServices, "`all`"),
)
_LIMITS: tuple[tuple[type, str, str], ...] = (
    (Ge, "ge", "at least"),
    (Gt, "gt", "above"),
    (Le, "le", "at most"),
    (MinLen, "min_length", "at least"),
    (MaxLen, "max_length", "at most"),
)
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}


class UnnamedTypeError(TypeError):
    """A type of the config that has no words here."""


def type_words(hint: Any, shown: Callable[[type[Section]], str]) -> str:
    """Return how a value of the type is written.

    Args:
        hint: A field's annotation.
        shown: The words for a section.

    Raises:
        UnnamedTypeError: Nobody has said what the type is called.
    """
    if isinstance(hint, type) and issubclass(hint, Section):
        return shown(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is Annotated:
        return _annotated(hint, shown)
    return _compound(hint, shown)


def _compound(hint: Any, shown: Callable[[type[Section]], str]) -> str:
    """Return the words for a type made of others."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(_literal(value) for value in parts)
    if origin in {Union, UnionType}:
        return " or ".join(type_words(part, shown) for part in _parts(hint))
    if origin is tuple:
        return f"list of {type_words(parts[0], shown)}"
    if origin is dict:
        key = "name" if parts[0] == types.Line else type_words(parts[0], shown)
        return f"{key}: {type_words(parts[1], shown)}"
    raise UnnamedTypeError(f"{hint} has no words in {__name__}")


def is_duration(hint: Any) -> bool:
    """Tell whether values of the type are written as durations: numbers, read from text."""
    return any(
        getattr(part, "__origin__", None) in {int, float} and _validator(part) is not None
        for part in _parts(hint)
    )


def sections_in(hint: Any) -> Iterator[type[Section]]:
    """Yield the sections that a value of the type can be or hold."""
    if isinstance(hint, type) and issubclass(hint, Section):
        yield hint
    for part in get_args(hint):
        yield from sections_in(part)


def _parts(hint: Any) -> list[Any]:
    """Return the alternatives of a type but nothing itself."""
    if get_origin(hint) in {Union, UnionType}:
        return [part for part in get_args(hint) if part is not NoneType]
    return [hint]


def _annotated(hint: Any, shown: Callable[[type[Section]], str]) -> str:
    own = _validator(hint)
    reference = _reference(hint)
    if reference is not None and own is _validator(Ref):
        return _named(reference)
    for alias, words in _NAMES:
        if own is not None and own is _validator(alias):
            return words
    if choices := _choices(hint):
        return ", ".join(f"`{choice}`" for choice in choices)
    return type_words(hint.__origin__, shown) + _bounds(hint)


def _validator(hint: Any) -> Any:
    found = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, PlainValidator)]
    return found[0].func if found else None


def _reference(hint: Any) -> Reference | None:
    return next((one for one in hint.__metadata__ if isinstance(one, Reference)), None)


def _named(reference: Reference) -> str:
    """Return how the name of something is written."""
    name = "`service/alert`" if reference.kinds == ("alert",) else f"{reference.thing} id"
    return " or ".join((name, *(f"`{word}`" for word in reference.words)))


def _choices(hint: Any) -> list[str]:
    """Return what a type's schema lists, if it lists anything."""
    schemas = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, WithJsonSchema)]
    schema = (schemas[0].json_schema or {}) if schemas else {}
    found: list[str] = schema.get("enum") or schema.get("examples") or []
    return found


def _bounds(hint: Any) -> str:
    """Return the limits as words, such as `, 1 to 10`."""
    limits = {
        type(one): one
        for field in hint.__metadata__
        for one in (field.metadata if isinstance(field, FieldInfo) else (field,))
    }
    if Ge in limits and Le in limits:
        return f", {limits[Ge].ge} to {limits[Le].le}"
    return "".join(
        f", {words} {getattr(limits[kind], attribute)}"
        for kind, attribute, words in _LIMITS
        if kind in limits
    )


def _literal(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
