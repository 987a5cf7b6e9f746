"""Edits of a config, made from the models: each field of each section that stands in it.

A value is tried where the field's own type takes it; whether the whole config is valid with it
is for the reader of the config to say. So a new field gets edits by itself, or is found to have
none.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from setpoint.config.declarations import ids, walk
from setpoint.config.model import Config, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

    from setpoint.config.declarations import Named

Path = tuple[str | int, ...]
GONE = object()
IDS = ("ana", "ben", "eve", "core", "other", "leads", "primary", "quiet", "fast", "shop", "blog",
       "critical", "high", "low", "slow", "fast-slow", "hook", "shop/cpu", "shop/spare",
       "issues", "errors", "all", "none")  # fmt: skip
TEXTS = ("A text", "Another text", "count_unique(user)", "p95(span.duration)", "level:error",
         "up == 0", "m1 * 2", "ALARM(x)", "error", "performance_slow_db_query", "dev",
         "42", "$.status", "*x*", "/shop/web", "WARN", "AWS/EC2", "NetworkIn", "Sum", "Maximum",
         "p90", "Count", "Percent", "InstanceId", "#alerts", "#incidents", "C0NEW", "T0NEW",
         "new@example.com", "+1 555 010 0042", "https://example.org/x", "tcp://example.org:25",
         "smtp.example.org:587", "/etc/keys", "new-slug", "node", "us", "eu", "us-east-1",
         "123456789012", "-PT3H", "#112233", "HighLoad", "2d", "10%", "2.5s", "> 0",
         "ws-12345678-abcd-abcd-abcd-123456789abc", "managed", "${word}")  # fmt: skip
TIMES = ("5m", "10m", "1h", "30m", "2h", "1d", "10s", "30s", "45s", "1w", "9000s", "daily", "never",
         "10:30", "tuesday 10:30", "2026-02-03", "Europe/Berlin", "Asia/Tokyo", "0 5 * * *",
         "1 month", "monday", "sunday")  # fmt: skip
NUMBERS = (1, 2, 3, 4, 5, 7, 12, 40, 99, 150, 204, 0.5, 2.5, 5000)
SECTIONS = (
    {"schedule": "primary"}, {"person": "eve"}, {"group": "leads"},
    {"email": {"team": "core"}}, {"webhook": {"service": "webhooks"}},
    {"latest_release": True}, {"level": {"match": "at_least", "level": "error"}},
    {"status_code": {"value": 204}}, {"text": "New"}, {"path": "src/*", "owners": ["core"]},
    {"support_hours": "high", "otherwise": "low"}, {"support_hours": "low", "otherwise": "high"},
    {"support_hours": "5m", "otherwise": "1h"}, {"otherwise": "2h"},
    {"github": {"repository": "acme/new", "integration": "A"}},
    {"days": ["monday"], "start": "09:00", "end": "17:00", "time_zone": "Etc/UTC"},
    {"start": "09:00", "duration": "8h"}, {"word": "another"}, {"Accept": "text/plain"},
    {"team": "blue"}, {"InstanceId": "i-1"}, {"e1": "m1 * 2"}, {"label": "L", "value": 3},
    {"min": 1, "max": 9}, {"key": "browser", "match": "is_set"}, {"name": "n", "value": "v"},
    {"smarthost": "smtp.example.org:25", "sender": "a@example.com"},
    {"namespace": "Shop", "name": "New", "statistic": "Sum"},
    {"m7": {"namespace": "Shop", "name": "New", "statistic": "Sum"}},
    {"x": {"cloudwatch": {"comparison": ">", "threshold": 3, "metric": {
        "namespace": "Shop", "name": "X", "statistic": "Sum"}}}},
    {"check": "window/longer-than-response", "reason": "r", "owner": "core", "until": "2027-01-05"},
)  # fmt: skip
_LOAD = {"namespace": "Shop", "name": "Load", "statistic": "Sum"}
_ERRORS = {"namespace": "Shop", "name": "Failures", "statistic": "Sum"}
_REQUESTS = {"namespace": "Shop", "name": "Requests", "statistic": "Sum"}
_ARN = "arn:aws:sns:us-east-1:123456789012:other"
# Values that fit what stands around them in `every_config.yaml`, where few do.
FITTING: Mapping[str, tuple[Any, ...]] = {
    "Alert.levels": ({"critical": "97%", "high": "80%"},),
    "Alert.template": ("calm",),
    "Alert.with": ({"host": "c"}, {"host": "c", "place": "there"}),
    "CloudWatchAnomaly.expression": ("requests / e1",),
    "CloudWatchAnomaly.expressions": ({"e1": "errors * 10"},),
    "CloudWatchAnomaly.metrics": ({"errors": _ERRORS, "requests": _REQUESTS},),
    "CloudWatchLogs.dimensions": ({"Host": "b"},),
    "CloudWatchLogs.metric": ({"namespace": "Shop", "name": "Others"},),
    "CloudWatchMath.expression": ("requests / e1", "m1 * 3"),
    "CloudWatchMath.metrics": ({"errors": _ERRORS, "requests": _REQUESTS}, {"m1": _ERRORS}),
    "Composite.rule": ("ALARM(x) AND ALARM(shop/spare)",),
    "Composite.suppressed_by": ("shop/any",),
    "Config.people": (
        {
            "ana": {"name": "Ana", "email": "ana@example.com", "phone": "+1 555 010 0009"},
            "ben": {"name": "Ben", "email": "ben@example.com"},
            "eve": {"name": "Eve", "email": "eve@example.com"},
        },
    ),
    "Config.slack": (
        {"workspace": "T0NEW", "channels": {"#incidents": "C0NEW", "#alerts": "C0ALE"}},
    ),
    "Digest.projects": (["blog"],),
    "Escalation.rules": ([{"notify": [{"person": "eve"}]}],),
    "LogMetric.dimensions": ({"Host": "$.server"},),
    "LogsWidget.query": ("fast",),
    "Override.end": ("2026-12-27 09:00",),
    "Override.start": ("2026-12-23 09:00",),
    "Schedule.layers": (
        [{"rotation": "daily", "handoff": "08:00", "start": date(2025, 11, 24), "people": ["eve"]}],
    ),
    "SentryMetric.aggregate": ("count_unique(user)",),
    "Slack.channels": ({"#incidents": "C0NEW", "#alerts": "C0ALE"},),
    "Template.alert": (
        {
            "severity": "low",
            "summary": "${host} is ${word}",
            "cloudwatch": {"metric": {**_LOAD, "statistic": "Minimum", "measured_in": "Percent",
                                      "dimensions": {"Host": "${host}"}},
                           "comparison": ">", "threshold": "${limit}", "period": "1m"},
        },
    ),
    "Template.defaults": ({"limit": "70%"},),
}  # fmt: skip
POOL: tuple[Any, ...] = (True, False, *NUMBERS, *TIMES, *IDS, *SECTIONS, *TEXTS)


class Edit(NamedTuple):
    """A field of a section, where it stands, and the value that it gets; GONE takes it out."""

    owner: type[Section]
    key: str
    path: Path
    value: Any

    @property
    def field(self) -> str:
        """The field's name, as `fields` has it."""
        return f"{self.owner.__name__}.{self.key}"


def edited(config: Any, edit: Edit) -> Any:
    """Return the config with the edit made."""
    found = deepcopy(config)
    below = found
    for part in edit.path[:-1]:
        below = below[part]
    if edit.value is GONE:
        del below[edit.path[-1]]
    else:
        below[edit.path[-1]] = edit.value
    return found


def edits(
    config: dict[str, Any], owners: set[type[Section]]
) -> dict[tuple[type[Section], str, Path], list[Edit]]:
    """Return the edits of fields of some models that types allow, by field and place."""
    found: dict[tuple[type[Section], str, Path], list[Edit]] = {}
    for owner, key, field, path, value in _fields(Config, config, ()):
        if owner not in owners:
            continue
        values = [
            each for each in (*_literals(field.annotation), *POOL) if _takes(owner, key, each)
        ]
        values += [[each] for each in values_in_lists(owner, key)]
        tried = [each for each in values if each != value]
        tried[1:1] = list(_near(value))
        if value is not GONE and not field.is_required():
            tried.insert(1, GONE)
        tried[:0] = [each for each in _fitting(owner, key) if each != value]
        found[owner, key, path] = [Edit(owner, key, path, each) for each in tried]
    for edit in _swaps(config):
        if edit.owner in owners:
            found[edit.owner, edit.key, (*edit.path, edit.key)].insert(2, edit)
    return found


def names_nothing(config: Any) -> set[str]:
    """Return what a config names that isn't in it, and so is no valid edit; levels are alerts."""
    known: dict[str, set[str]] = {}

    def stands(named: Named) -> bool:
        for kind in named.kinds:
            if kind not in known:
                known[kind] = set(ids(config, kind))
        return "alert" in named.kinds or any(named.name in known[kind] for kind in named.kinds)

    references = walk(config, Config).references
    return {each.name for each in references if each.name not in each.words and not stands(each)}


def _fitting(owner: type[Section], key: str) -> tuple[Any, ...]:
    states = ([_ARN],) if key in {"ok_actions", "insufficient_data_actions"} else ()
    return FITTING.get(f"{owner.__name__}.{key}", states)


def _near(value: Any) -> Iterator[Any]:
    """Yield a mapping with one entry more, and without one; a list without one, and turned."""
    if isinstance(value, dict) and value:
        yield {**value, "more": deepcopy(next(iter(value.values())))}
        yield from ({k: v for k, v in value.items() if k != gone} for gone in reversed(value))
    if isinstance(value, list) and len(value) > 1:
        yield value[:-1]
        yield value[::-1]


def _swaps(config: dict[str, Any]) -> Iterator[Edit]:
    """Yield sections replaced by one of their kind that says something else: another choice."""
    known: dict[type[Section], list[dict[str, Any]]] = {}
    places: dict[Path, tuple[type[Section], dict[str, Any]]] = {}
    for owner, key, _, path, value in _fields(Config, config, ()):
        section = places.setdefault(path[:-1], (owner, {}))[1]
        section |= {} if value is GONE else {key: value}
    for owner, section in places.values():
        known.setdefault(owner, []).append(section)
    for path, (owner, section) in places.items():
        for key in section if path else ():
            other = next((each for each in known[owner] if key not in each and each), None)
            if other is not None:
                yield Edit(owner, key, path, other)


@cache
def values_in_lists(owner: type[Section], key: str) -> tuple[Any, ...]:
    """Return values that a list of the field may consist of, one at a time."""
    return tuple(each for each in POOL if _takes_list(owner, key, each))


def _takes_list(owner: type[Section], key: str, item: Any) -> bool:
    return _takes(owner, key, [item])


def sections(top: type[Section] = Config) -> set[type[Section]]:
    """Return every model that a config consists of, or another section."""
    found: set[type[Section]] = set()
    waiting: list[type[Section]] = [top]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [
                each
                for field in model.model_fields.values()
                for each, _ in _models(field.annotation)
            ]
    return found


def fields(owners: set[type[Section]]) -> set[str]:
    """Return the name of every field of some models, as `Model.key`."""
    return {
        f"{owner.__name__}.{field.alias or name}"
        for owner in owners
        for name, field in owner.model_fields.items()
    }


def _fields(
    model: type[Section], value: dict[str, Any], path: Path
) -> Iterator[tuple[type[Section], str, FieldInfo, Path, Any]]:
    """Yield each field of a section and of those in it, with its value or GONE."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        given = value.get(key, GONE)
        yield model, key, field, (*path, key), given
        for below, inner, each in _inner(field.annotation, given):
            yield from _fields(inner, each, (*path, key, *below))


def _inner(annotation: Any, value: Any) -> Iterator[tuple[Path, type[Section], Any]]:
    """Yield the sections that stand in a value, with their path below it."""
    for model, kind in _models(annotation):
        if kind == "itself" and isinstance(value, dict) and _fits(model, value):
            yield (), model, value
        if kind == "list" and isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, dict) and _fits(model, each):
                    yield (number,), model, each
        if kind == "mapping" and isinstance(value, dict):
            for key, each in value.items():
                if isinstance(each, dict) and _fits(model, each):
                    yield (key,), model, each


def _fits(model: type[Section], value: dict[str, Any]) -> bool:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    return value.keys() <= keys


def _models(annotation: Any, kind: str = "itself") -> Iterator[tuple[type[Section], str]]:
    """Yield the models in an annotation, and whether they stand in a list or a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation, kind
        return
    outer = {dict: "mapping", tuple: "list"}.get(get_origin(annotation), kind)  # type: ignore[arg-type]
    for each in get_args(annotation):
        yield from _models(each, outer)


def _literals(annotation: Any) -> list[Any]:
    """Return the words of an annotation."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for each in get_args(annotation) for word in _literals(each)]


@cache
def _reader(owner: type[Section], key: str) -> TypeAdapter[Any]:
    names = {field.alias or name: field for name, field in owner.model_fields.items()}
    field = names[key]
    owner.model_rebuild()
    wanted = (field.annotation, *field.metadata)
    return TypeAdapter(Annotated[wanted] if field.metadata else field.annotation)


_TAKEN: dict[tuple[type[Section], str, str], bool] = {}


def _takes(owner: type[Section], key: str, value: Any) -> bool:
    """Whether the field's own type takes a value as it stands in a file."""
    asked = (owner, key, repr(value))
    if asked not in _TAKEN:
        try:
            _reader(owner, key).validate_python(value)
        except ValidationError:
            _TAKEN[asked] = False
        else:
            _TAKEN[asked] = True
    return _TAKEN[asked]
