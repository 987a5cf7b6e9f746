"""A condition or a filter that comes, goes or is another one now is one edit, with its effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect
from tests.review.conftest import alert, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

LEVEL: dict[str, Any] = {"level": {"match": "at_least", "level": "error"}}
ERRORS: dict[str, Any] = {"issue_category": {"value": "error"}}
TAG: dict[str, Any] = {"tagged_event": {"key": "part", "match": "equals", "value": "web"}}


def config(*filters: dict[str, Any]) -> dict[str, Any]:
    issue = {"triggers": ["first_seen"], "frequency": "30m", "filters": [*filters]}
    return project({"new": alert({"sentry_issue": issue})})


def all_of(*conditions: dict[str, Any], match: str = "all") -> dict[str, Any]:
    return {"match": match, "conditions": [*conditions]}


@pytest.mark.parametrize(
    ("old", "new", "path", "effect"),
    [
        ([all_of(ERRORS, LEVEL)], [all_of(LEVEL)], "filters[0].conditions", Effect.more),
        ([all_of(LEVEL)], [all_of(ERRORS, LEVEL)], "filters[0].conditions", Effect.less),
        (
            [all_of(LEVEL, match="any")],
            [all_of(TAG, LEVEL, match="any")],
            "filters[0].conditions",
            Effect.more,
        ),
        ([all_of(LEVEL)], [all_of(TAG)], "filters[0].conditions[0]", Effect.unknown),
        ([all_of(LEVEL)], [all_of(LEVEL), all_of(TAG)], "filters[1]", Effect.more),
        ([all_of(LEVEL), all_of(TAG)], [all_of(LEVEL)], "filters[1]", Effect.less),
    ],
)
def test_what_comes_or_goes_is_one_edit(
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    path: str,
    effect: Effect,
    compare: Compare,
) -> None:
    (edit,) = compare(config(*old), config(*new)).edits

    assert edit.path == f"services.shop.alerts.new.sentry_issue.{path}"
    assert [field.effect for field in edit.fields] == [effect]
