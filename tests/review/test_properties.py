"""What holds for any two configs: none differs from itself, and the way back mirrors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.review import Effect, Kind, review
from tests.review.changes_of_signals import ROWS
from tests.review.conftest import Prices, alert, project, sides, write
from tests.review.test_effects import OTHERS, with_value

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.review import AlertChange, Review

SIGNALS = [with_value(row.signal, row.path, value) for row in ROWS for value in (row.old, row.new)]
ALERTS = st.builds(
    alert,
    st.sampled_from(SIGNALS),
    severity=st.sampled_from(["critical", "low", "high"]),
    enabled=st.booleans(),
    summary=st.sampled_from(["It is broken", "It is slow"]),
)


def given_names(config: dict[str, Any]) -> list[str]:
    """Names at Sentry or Prometheus that alerts give themselves: no two may give the same."""
    signals = [
        value for each in config.values() for value in each.values() if isinstance(value, dict)
    ]
    return [signal[key] for signal in signals for key in ("name", "alert_name") if signal.get(key)]


def names_differ(config: dict[str, Any]) -> bool:
    """Whether a config is valid as far as the generator can spoil it."""
    return len(given_names(config)) == len(set(given_names(config)))


CONFIGS = st.dictionaries(st.sampled_from(["a", "b", "c"]), ALERTS, max_size=3).filter(names_differ)
MIRRORED = {
    Kind.added: Kind.removed,
    Kind.removed: Kind.added,
    Kind.enabled: Kind.disabled,
    Kind.disabled: Kind.enabled,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


def compare(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> Review:
    versions = (
        sides(write(folder / name, project({**alerts, **OTHERS}), {"prod": {}}))
        for name, alerts in (("old", old), ("new", new))
    )
    return review(*versions, pricing=Prices())


def told(change: AlertChange) -> dict[str, Any]:
    """What is said of an alert in one direction."""
    return {
        "ids": (change.old_id or change.id, change.id),
        "kind": change.kind,
        "effect": change.sensitivity,
        "times": (change.detection_before, change.detection_after),
        "prices": (change.price_before, change.price_after),
        "reached": (set(change.woken), set(change.no_longer_woken)),
        "fields": {(field.old, field.new, field.effect) for field in change.fields},
    }


def mirrored(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "ids": said["ids"][::-1],
        "kind": MIRRORED.get(said["kind"], said["kind"]),
        "effect": Effect(said["effect"]).reversed,
        "times": said["times"][::-1],
        "prices": said["prices"][::-1],
        "reached": said["reached"][::-1],
        "fields": {(new, old, effect.reversed) for old, new, effect in said["fields"]},
    }


@settings(max_examples=30, deadline=None)
@given(alerts=CONFIGS)
def test_no_config_differs_from_itself(alerts: dict[str, Any], folder: Path) -> None:
    found = compare(folder, alerts, alerts)

    assert found.empty
    assert not found.losses
    assert not found.edits


@settings(max_examples=60, deadline=None)
@given(old=CONFIGS, new=CONFIGS)
def test_the_way_back_mirrors_the_way_there(
    old: dict[str, Any], new: dict[str, Any], folder: Path
) -> None:
    there = [told(change) for change in compare(folder, old, new).changes]
    back = [mirrored(told(change)) for change in compare(folder, new, old).changes]

    assert sorted(there, key=lambda said: said["ids"]) == sorted(back, key=lambda said: said["ids"])


@settings(max_examples=60, deadline=None)
@given(old=CONFIGS, new=CONFIGS)
def test_every_change_is_told_by_an_edit_or_by_itself(
    old: dict[str, Any], new: dict[str, Any], folder: Path
) -> None:
    found = compare(folder, old, new)

    reached = {each.alert for edit in found.edits for each in edit.reach}
    for change in found.changes:
        assert change.id in reached or change.kind is not Kind.changed
