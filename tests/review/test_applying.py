"""What a review reports is all there is: applied to the old config it gives the new one."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings

from setpoint.config.model import SIGNALS
from setpoint.review import Kind, review
from tests.review.conftest import Prices, project, sides, write
from tests.review.test_effects import OTHERS
from tests.review.test_properties import CONFIGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.catalog.model import Alert
    from setpoint.review import AlertChange, FieldChange, Side

Config = dict[str, Any]
# A rule's expression may hold its comparison.
COMPARED = ("expr", "comparison", "threshold")
# Told in the vendor's terms, by name only, cut short or taken apart: that it changed is what
# is reported; what it is now is taken from the new config.
TOGETHER = {
    "sentry_issue.filters": ("filters",),
    "sentry_uptime.headers": ("headers",),
    "sentry_uptime.body": ("body",),
    "sentry_uptime.assertions": ("assertions",),
    "sentry_cron.every": ("every",),
    **{f"prometheus.{key}": COMPARED for key in COMPARED},
}
QUOTED = ("value", "account_id", "search_string", "query", "pattern")
# Alarms that joined or left a composite are told by name.
PARTS = ("any", "all", "children")
# What follows from the severity and, for Sentry, from what its signals say of it.
HEARERS = ("slack", "email", "sms", "ok", "insufficient_data")
ROUTE = ("page", "escalation", *HEARERS, "respond_within", "actions")
OF_ROUTE = ("route", "actions", "filters")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("applied")


def built(folder: Path, alerts: Config) -> Side:
    return sides(write(folder, project({**alerts, **OTHERS}), {"prod": {}}))["prod"]


def catalog(side: Side) -> dict[str, Alert]:
    return {key: replace(alert, origins={}) for key, alert in side.catalog.alerts.items()}


def value(text: str | None, path: list[str], kind: str) -> Any:
    """A reported value as the config has it."""
    key = path[-1]
    if key == "owner" and path[0] == kind:
        nobody = None if kind == "sentry_issue" else "none"
        return nobody if text is None else text.removeprefix("user:")
    if text is None:
        return None
    if key == "datapoints_to_alarm":
        return int(text.partition(" of ")[0])
    number = re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text)
    listed = text.startswith("[") or text in {"true", "false"}
    return yaml.safe_load(text) if listed or (number and key not in QUOTED) else text


def put(alert: Config, path: list[str], found: Any) -> None:
    """Set a value, or take it away for None."""
    trail = [alert]
    for part in path[:-1]:
        trail.append(trail[-1].setdefault(part, {}))
    if found is not None:
        trail[-1][path[-1]] = found
        return
    for part in reversed(path):  # nothing stays of what has no values left
        around = trail.pop()
        if not around.get(part) or part == path[-1]:
            around.pop(part, None)


def apply(alert: Config, new: Config, kind: str, field: FieldChange) -> None:
    """Apply a reported value; of a substance that isn't told, take the new one."""
    path = re.sub(r"\[\d+\]", "", field.path).split(".")
    if path == [kind] or (path[0] == "composite" and path[1] in PARTS and len(path) < 4):
        whole: tuple[list[str], ...] = tuple([each] for each in SIGNALS)
    elif path == ["name"] or path[0] in ROUTE:
        keys = OF_ROUTE if kind.startswith("sentry") and path[0] in ROUTE else ()
        whole = tuple([kind, key] for key in keys or (("name",) if path == ["name"] else ()))
    else:
        whole = tuple([kind, key] for key in TOGETHER.get(".".join(path[:2]), ()))
        if not whole:
            put(alert, path, value(field.new, path, kind))
    for each in whole:
        put(alert, each, deepcopy(at(new, each)))


def paths_of(key: str, section: Config, *above: str) -> Iterator[list[str]]:
    """Where a section has a key."""
    for name, inner in list(section.items()):
        if name == key:
            yield [*above, name]
        elif isinstance(inner, dict):
            yield from paths_of(key, inner, *above, name)


def at(section: Config, path: list[str]) -> Any:
    found: Any = section
    for part in path:
        found = (found or {}).get(part)
    return found


def complete(alert: Config, new: Config) -> None:
    """Take over what isn't told: M that is N, units that thresholds are read in, defaults."""
    for path in paths_of("measured_in", alert):
        put(alert, path, None)
    for path in paths_of("measured_in", new):
        put(alert, path, at(new, path))
    for key in ("datapoints_to_alarm", "low_samples"):
        for path in paths_of(key, alert):
            if at(new, path) is None:
                put(alert, path, None)
    for path in paths_of("threshold", alert):
        old, found = (str(at(each, path)) for each in (alert, new))
        if old.rstrip("%") == found.rstrip("%"):
            put(alert, path, at(new, path))


def applied(old: Config, new: Config, changes: tuple[AlertChange, ...]) -> Config:
    result = deepcopy(old)
    for change in changes:
        name, before = (key.partition("/")[2] for key in (change.id, change.old_id or change.id))
        if change.kind is Kind.added:
            result[name] = deepcopy(new[name])
            continue
        alert = deepcopy(old[before])
        if result.get(before) == old[before]:  # not another's that took the name
            del result[before]
        if change.kind is Kind.removed:
            continue
        for field in change.fields:
            apply(alert, new[name], change.alert.kind, field)
        complete(alert, new[name])
        result[name] = alert
    return result


@settings(max_examples=60, deadline=None)
@given(old=CONFIGS, new=CONFIGS)
def test_the_reported_changes_make_the_old_config_the_new_one(
    old: Config, new: Config, folder: Path
) -> None:
    before, after = built(folder / "old", old), built(folder / "new", new)
    found = review({"prod": before}, {"prod": after}, pricing=Prices())

    result = built(folder / "applied", applied(old, new, found.changes))

    assert catalog(result) == catalog(after)
