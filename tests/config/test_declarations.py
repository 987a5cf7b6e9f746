"""What models declare: every id says what it names, every choice is among the section's keys."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest
from pydantic import PlainValidator

from setpoint.config.declarations import ids, walk
from setpoint.config.declarations.plan import choice_of
from setpoint.config.model import Alert, Config, Section
from setpoint.config.model.section import fields_by_key
from setpoint.config.model.types.names import AlertName, Ref
from setpoint.config.model.types.reference import DEFINED, Reference
from setpoint.report.config_reference import all_sections

SECTIONS = sorted(all_sections().values(), key=lambda section: section.__name__)


def _validators(metadata: tuple[Any, ...]) -> set[Any]:
    return {one.func for one in metadata if isinstance(one, PlainValidator)}


NAMES = _validators(Ref.__metadata__) | _validators(AlertName.__metadata__)


def _ids_in(hint: Any) -> list[tuple[Any, ...]]:
    """The marks of each text in a type that is an id of something else."""
    metadata = getattr(hint, "__metadata__", ())
    own = [metadata] if _validators(metadata) & NAMES else []
    return own + [marks for part in get_args(hint) for marks in _ids_in(part)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_id_says_what_it_names(section: type[Section]) -> None:
    hints = get_type_hints(section, include_extras=True)
    for name in section.model_fields:
        for marks in _ids_in(hints[name]):
            (reference,) = (mark for mark in marks if isinstance(mark, Reference))
            assert reference.kinds
            assert set(reference.kinds) <= set(DEFINED), name


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_choices_are_among_the_keys(section: type[Section]) -> None:
    choice = choice_of(section)
    if choice is not None:
        assert set(choice.keys) <= set(fields_by_key(section))
        places = {choice.none_at, choice.several_at} - {""}
        assert places <= set(choice.keys)


def test_a_walk_finds_references_in_data_that_is_wrong() -> None:
    data = {
        "services": {
            "api": {"team": "a", "alerts": {"slow": {"severity": "b", "enabled": 5}}},
            "web": [],
        },
        "teams": {"a": {"people": ["c", 7]}},
        "schedules": "none",
    }
    found = {(named.path, named.kinds, named.name) for named in walk(data, Config).references}
    assert found == {
        (("services", "api", "team"), ("team",), "a"),
        (("services", "api", "alerts", "slow", "severity"), ("severity",), "b"),
        (("teams", "a", "people", 0), ("person",), "c"),
    }


def test_what_a_name_names_may_stand_in_the_key_beside_it() -> None:
    assigned = [{"target": target, "id": "x"} for target in ("team", "member")]
    conditions = [{"assigned_to": each} for each in assigned]
    alert = {"sentry_issue": {"filters": [{"conditions": conditions}]}}
    kinds = [named.kinds for named in walk(alert, Alert).references]
    assert kinds == [("team",), ("person",)]


def test_a_choice_made_wrong_is_found_at_any_depth() -> None:
    leaf = {"status_code": {"value": 200}, "header": {}}
    alert = {"sentry_uptime": {"assertions": [{"all": [{"any": [leaf, {}]}]}]}}
    paths = [choice.path for choice in walk(alert, Alert).choices]
    inner = ("sentry_uptime", "assertions", 0, "all", 0, "any")
    assert paths == [(*inner, 0), (*inner, 1)]


def test_ids_of_alerts_have_their_service_before_them() -> None:
    services = {"api": {"alerts": {"slow": {}, "down": 5}}, "web": {}, "bad": 3}
    assert ids({"services": services}, "alert") == ["api/slow", "api/down"]
    assert ids({"sentry": {"projects": {"backend": None}}}, "Sentry project") == ["backend"]
    assert ids({}, "alert") == []
