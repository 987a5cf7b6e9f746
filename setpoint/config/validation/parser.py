"""Plain data to models, entry by entry; entries that environments share are read once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from setpoint.config.declarations import Unread
from setpoint.config.model import Alert, Config, Service
from setpoint.config.model.types.names import read_id
from setpoint.config.validation.draft import Draft, Mistake
from setpoint.config.validation.partial import partial
from setpoint.config.validation.sentences import mistake, without_echoes
from setpoint.config.validation.shape import section_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pydantic_core import ErrorDetails

    from setpoint.config.path import Path

_INVALID: Any = object()
# Errors of one entry that are told one by one: looking for near names takes its time.
_MOST = 500


class DraftParser:
    """Makes drafts of one project's environments.

    Entries are recognized by identity: merging shares with the base what an overlay
    leaves alone, so that an alert is validated once for all environments. Of a file that was
    read again, as one with a changed line is, they are recognized by what is written.
    """

    def __init__(self) -> None:
        # The data is kept beside the model, so that its identity is not used again.
        self._known: dict[tuple[int, Path], tuple[Any, Any, list[Mistake]]] = {}
        self._alike: dict[Path, list[tuple[Any, Any, list[Mistake]]]] = {}

    def parse(self, data: dict[str, Any]) -> Draft:
        """Everything valid in the data, and every mistake."""
        alerts: dict[tuple[str, str], Alert] = {}
        mistakes: list[Mistake] = []
        entries = dict(data)
        for section in _keyed_sections():
            if isinstance(data.get(section), dict):
                entries[section] = self._section(section, data[section], alerts, mistakes)
        for section, model in _single_sections().items():
            if section in data:
                entries[section] = self._entry(model, (section,), data[section], mistakes)
                if entries[section] is _INVALID:
                    del entries[section]
        config, errors = _validate(Config, entries)
        emptied = {s for s in _keyed_sections() if data.get(s) and not entries[s]}
        told = [e for e in errors if not (e["type"] == "too_short" and e["loc"][0] in emptied)]
        mistakes += _told(told, Config, ())
        if config is _INVALID:
            config = _partial(entries, errors)
        partial = dict(islice(_partial_alerts(data, alerts), _MOST)) if mistakes else {}
        return Draft(config, data, alerts, partial, mistakes)

    def _section(
        self,
        section: str,
        data: dict[str, Any],
        alerts: dict[tuple[str, str], Alert],
        mistakes: list[Mistake],
    ) -> dict[str, Any]:
        """A section's valid entries."""
        model = section_at(Config, (section, "any"))
        assert model is not None  # noqa: S101 - every section of _keyed_sections has one
        valid = {}
        for name, entry in data.items():
            path = (section, name)
            if model is Service:
                found = self._service(path, entry, alerts, mistakes)
            else:
                found = self._entry(model, path, entry, mistakes)
            if found is not _INVALID:
                valid[name] = found
            else:
                mistakes += _bad_id(path)
        return valid

    def _service(
        self,
        path: tuple[str, str],
        data: Any,
        alerts: dict[tuple[str, str], Alert],
        mistakes: list[Mistake],
    ) -> Any:
        """A service, its alerts read one by one."""
        if not isinstance(data, dict) or not isinstance(data.get("alerts"), dict):
            return self._entry(Service, path, data, mistakes)
        valid: dict[str, Any] = {}
        for name, entry in data["alerts"].items():
            if isinstance(entry, Unread):
                continue
            alert = self._entry(Alert, (*path, "alerts", name), entry, mistakes)
            if alert is not _INVALID:
                valid[name] = alerts[path[1], name] = alert
        service, errors = _validate(Service, {**data, "alerts": valid})
        mistakes += _told(errors, Service, path)
        return service

    def _entry(self, model: type[BaseModel], path: Path, data: Any, mistakes: list[Mistake]) -> Any:
        """One entry, from memory if it is the very same data as before, or the same again."""
        known = self._known.get((id(data), path))
        if known is None:
            alike = self._alike.setdefault(path, [])
            known = next((each for each in alike if _same(each[0], data)), None)
            if known is None:
                found, errors = _validate(model, data)
                known = (data, found, _told(errors, model, path))
                alike.append(known)
            self._known[id(data), path] = (data, *known[1:])
        mistakes += known[2]
        return known[1]


def _same(one: Any, other: Any) -> bool:
    """Whether two entries are written alike; for `==` alone, 1 is true."""
    return bool(one == other) and repr(one) == repr(other)


def _told(errors: list[ErrorDetails], model: type[BaseModel], path: Path) -> list[Mistake]:
    """The errors of one entry in sentences; of endless ones, how many there are."""
    told = without_echoes([mistake(error, model, path) for error in errors[:_MOST]])
    if len(errors) > _MOST:
        told.append(Mistake(path, f"has {len(errors) - _MOST:,} more errors, which are left out"))
    return told


def _bad_id(path: Path) -> list[Mistake]:
    """What is wrong with the id of an entry that is left out of the config for other reasons."""
    try:
        read_id(path[-1])
    except PydanticCustomError as error:
        return [Mistake(path, error.message(), path[-1], on_key=True)]
    return []


def _keyed_sections() -> tuple[str, ...]:
    """Sections that are mappings from ids to sections of their own."""
    return tuple(
        name
        for name, field in Config.model_fields.items()
        if get_origin(field.annotation) is dict
        and isinstance(get_args(field.annotation)[1], type)
        and issubclass(get_args(field.annotation)[1], BaseModel)
    )


def _single_sections() -> dict[str, type[BaseModel]]:
    """Sections that are one thing."""
    found = {name: section_at(Config, (name,)) for name in Config.model_fields}
    return {name: model for name, model in found.items() if model is not None}


def _validate(model: type[BaseModel], data: Any) -> tuple[Any, list[ErrorDetails]]:
    """The model, or its errors."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return _INVALID, [e for e in error.errors(include_url=False) if not _is_echo(e)]


def _is_echo(error: ErrorDetails) -> bool:
    """A list counted without its invalid items, which have errors of their own."""
    if error["type"] != "too_short":
        return False
    return bool(len(error["input"]) >= error.get("ctx", {}).get("min_length", 0))


def _partial_alerts(
    data: dict[str, Any], valid: Container[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Alert]]:
    """Each alert that is not valid, as far as it is."""
    services = data.get("services")
    for service, section in services.items() if isinstance(services, dict) else ():
        alerts = section.get("alerts") if isinstance(section, dict) else None
        for name, entry in alerts.items() if isinstance(alerts, dict) else ():
            if (service, name) not in valid and isinstance(entry, dict):
                yield (service, name), partial(Alert, entry)


def _partial(entries: dict[str, Any], errors: list[ErrorDetails]) -> Config:
    """A config of the sections that are valid, for checks that go on regardless."""
    wrong = {error["loc"][0] for error in errors if error["loc"]}
    read = {*_keyed_sections(), *_single_sections()}
    known = {
        name: value if name in read else _field(name, value)
        for name, value in entries.items()
        if name in Config.model_fields and name not in wrong
    }
    required = {"organization": "unknown", "severities": {}, "services": {}}
    return Config.model_construct(**{**required, **known})


def _field(name: str, value: Any) -> Any:
    """The valid value of a field that is read with the config as a whole."""
    return TypeAdapter(Config.model_fields[name].rebuild_annotation()).validate_python(value)
