"""An alert with levels written out: one alert for each, alike but for what the level says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from setpoint.config.expanding.overrides import Overrides
from setpoint.config.levels import ALERT_KEYS, THRESHOLDS, level_id
from setpoint.config.model import Alert, SentryMetric
from setpoint.config.model.section import fields_by_key
from setpoint.config.model.types.refusal import describe
from setpoint.config.nearest import nearest
from setpoint.config.units.quantity import shown
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.shape import section_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from setpoint.config.path import Path

# Why levels of a signal can't differ in a key.
_FILTERED = "is the same for all levels, which judge what one log filter counts"
_MONITORED = "is the same for all levels, which are thresholds of one Sentry monitor"
_SHARED = {
    "cloudwatch_logs": dict.fromkeys(("log_group", "pattern", "metric"), _FILTERED),
    "sentry_metric": dict.fromkeys(set(SentryMetric.model_fields) - {"threshold"}, _MONITORED),
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an alert.

    Attributes:
        alert: Id of the alert, within its service.
        severity: Id of the severity, which is the level's name.
        kind: Key of the signal.
        bare: Whether it says nothing but the threshold, without its key.
    """

    alert: str
    severity: str
    kind: str
    bare: bool

    @property
    def id(self) -> str:
        """Id of the alert that the level is."""
        return level_id(self.alert, self.severity)

    def sources(self, below: Path) -> Iterator[Path]:
        """Yield where a value below the level's alert may be written, below the alert itself."""
        own: Path = ("levels", self.severity)
        if below in {(), ("severity",)}:
            yield own
            return
        if below == (self.kind, THRESHOLDS[self.kind]) and self.bare:
            yield own
        elif below[0] == self.kind and len(below) > 1:
            yield (*own, *below[1:])
        elif below[0] in ALERT_KEYS:
            yield (*own, *below)
        yield below

    def places(self, below: Path) -> Iterator[Path]:
        """Yield where what is written below the alert is, below the level's alert."""
        if below[0] != "levels":
            yield below
        elif below[1:2] == (self.severity,):
            rest = below[2:] or (THRESHOLDS[self.kind],)
            yield rest if rest[0] in ALERT_KEYS else (self.kind, *rest)

    def missing(self, alert: dict[str, Any]) -> Iterator[Path]:
        """Yield where the threshold of the level's alert is missing, if it is."""
        signal, key = alert[self.kind], THRESHOLDS[self.kind]
        if isinstance(signal, dict) and key not in signal:
            yield self.kind, key


def kind_of(entry: dict[str, Any]) -> str | None:
    """The key of the signal whose threshold the levels give, None if there is none."""
    return next((kind for kind in THRESHOLDS if kind in entry), None)


def write_out(entry: dict[str, Any], name: str) -> list[tuple[Level, dict[str, Any]]]:
    """Return each level of an alert with the alert that it is."""
    kind = kind_of(entry)
    if kind is None or not isinstance(entry["levels"], dict):
        return []
    shared = {key: value for key, value in entry.items() if key != "levels"}
    known = {*ALERT_KEYS, *_keys_of(kind)}
    found = []
    for severity, said in entry["levels"].items():
        level = Level(name, severity, kind, bare=not isinstance(said, dict))
        keys = {THRESHOLDS[kind]: said} if level.bare else said
        own = {key: value for key, value in keys.items() if key in ALERT_KEYS}
        of_signal = {k: v for k, v in keys.items() if k in known and k not in own}
        changes = {**own, "severity": severity, kind: of_signal}
        found.append((level, Overrides().apply(changes, shared)))
    return found


@cache
def _keys_of(kind: str) -> tuple[str, ...]:
    """Keys of a signal in which levels may differ."""
    section = section_at(Alert, (kind,))
    keys = fields_by_key(section) if section else ()
    return tuple(key for key in keys if key not in _SHARED.get(kind, {}))


def mistakes(entry: dict[str, Any], path: Path, siblings: Container[str]) -> Iterator[Mistake]:
    """Yield what is wrong with levels as such."""
    levels, kind = entry["levels"], kind_of(entry)
    at = (*path, "levels")
    if not isinstance(levels, dict) or not levels:
        yield Mistake(at, _no_levels(levels))
        return
    if kind is None:
        kinds = ", ".join(THRESHOLDS)
        message = f"belongs to a signal with a threshold: {kinds}"
        yield Mistake(at, message, on_key=True, incomplete=True)
        return
    yield from _beside(entry, kind, path)
    for severity, said in levels.items():
        name = level_id(str(path[-1]), severity)
        if name in siblings:
            message = f"would be the alert {path[1]}/{name}, which is there already; rename that"
            yield Mistake((*at, severity), message, on_key=True)
        if isinstance(said, dict):
            yield from _of_level(said, kind, (*at, severity))


def _beside(entry: dict[str, Any], kind: str, path: Path) -> Iterator[Mistake]:
    """What levels say and the alert says, too."""
    if "severity" in entry:
        message = "does not belong to an alert with levels, whose names are severities"
        yield Mistake((*path, "severity"), message, on_key=True)
    for key in (THRESHOLDS[kind], "warning"):
        if isinstance(entry[kind], dict) and key in entry[kind]:
            message = "stands in each level of an alert with levels, and not here"
            yield Mistake((*path, kind, key), message, on_key=True)


def _of_level(said: dict[str, Any], kind: str, at: Path) -> Iterator[Mistake]:
    """Keys that a level can't have, and the one that it needs."""
    known = (*ALERT_KEYS, *_keys_of(kind))
    for key in said:
        if key in known:
            continue
        close = nearest(key, known)
        message = _SHARED.get(kind, {}).get(key) or f"unknown key {shown(key)}"
        if close is None and key not in _SHARED.get(kind, {}):
            message += f"; keys here are {', '.join(known)}"
        yield Mistake((*at, key), message, key, known, close, on_key=True)
    if THRESHOLDS[kind] not in said:
        yield Mistake((*at, THRESHOLDS[kind]), "is missing", incomplete=True)


def _no_levels(levels: Any) -> str:
    if isinstance(levels, dict):
        return "the mapping is empty; it needs at least one"
    return f"{describe(levels)} stands where levels by severity belong"
