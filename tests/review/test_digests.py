"""Digests: each edit says what is told otherwise, when, or to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.config.model import Digest
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

DAILY = {
    "at": "09:00",
    "projects": ["shop"],
    "sentry_token_secret": "token",
    "slack": ["#alerts"],
    "people": ["leads"],
}


def config(*, leads: list[str] | None = None, **digest: Any) -> dict[str, Any]:
    found = project(
        {"cpu": alert(cpu())},
        digests={"daily": {**DAILY, **digest}},
        groups={"leads": {"people": leads or ["ana"]}},
    )
    projects = found["sentry"]["projects"]
    found["sentry"] = {
        **found["sentry"],
        "projects": {**projects, "app": {"platform": "python", "team": "core"}},
    }
    return found


EDITS: list[tuple[str, Any, str]] = [
    ("name", "Morning", "the message is headed Morning"),
    ("at", "10:30", "is sent at 10:30 UTC instead of 09:00 UTC"),
    (
        "time_zone",
        "Europe/Berlin",
        "is sent at 09:00 Europe/Berlin instead of 09:00 UTC",
    ),
    (
        "days",
        ["monday"],
        "is sent Mon instead of every day; each tells about the days since the last one",
    ),
    ("projects", ["app"], "tells of app in Sentry; no longer tells of shop in Sentry"),
    ("environment", "prod", "counts prod instead of all environments in Sentry"),
    ("sentry_token_secret", "other", "asks Sentry with the token of another secret"),
    ("projects", [], "no longer tells of Sentry's issues"),
    ("alarms", False, "no longer tells which alarms went off"),
    ("slack", [], "#alerts is no longer sent it"),
    ("email", ["a@example.com"], "a@example.com is sent it now"),
    ("people", ["leads", "eve"], "Eve is sent it now"),
]


@pytest.mark.parametrize(("key", "value", "told"), EDITS)
def test_an_edit_says_what_becomes_of_the_digest(
    key: str, value: Any, told: str, compare: Compare
) -> None:
    (edit,) = compare(config(), config(**{key: value})).edits

    assert edit.path == f"digests.daily.{key}"
    assert [field.sentence for field in edit.fields] == [told]


def test_every_value_has_a_sentence() -> None:
    assert {key for key, *_ in EDITS} == set(Digest.model_fields)


def test_a_group_s_people_are_told_where_they_stand(compare: Compare) -> None:
    (edit,) = compare(config(), config(leads=["ana", "eve"])).edits

    assert edit.path == "groups.leads.people"
    assert [field.sentence for field in edit.fields] == ["Eve is sent it now"]


def test_another_address_is_told_where_it_stands(compare: Compare) -> None:
    after = config()
    after["people"]["ana"]["email"] = "other@example.com"

    (edit,) = compare(config(), after).edits

    assert "Ana is sent it at another address" in {field.sentence for field in edit.fields}
