"""An alert that gets another escalation: who is told earlier, later, no more, or newly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.review.conftest import alert, cpu, project
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from tests.review.test_kinds import Compare

SLOW = [{"notify": [{"schedule": "primary"}]}, {"after": "15m", "notify": [{"person": "eve"}]}]
FAST = [{"notify": [{"person": "ana"}]}, {"after": "5m", "notify": [{"person": "eve"}]}]
RULES = {"core": SLOW, "fast": FAST, "same": SLOW, "again": SLOW}
TO_FAST = (
    "primary is no longer told; Eve is told after 5m instead of 15m; Ana is told at once now;"
    " the last level has 5m instead of 15m until nobody is left"
)


def config(escalation: str, **options: Any) -> dict[str, Any]:
    found = project({"cpu": alert(cpu(), escalation=escalation, **options)})
    repeats = {"again": {"repeat": 2}}
    found["escalations"] = {
        name: {"rules": rules, **repeats.get(name, {})} for name, rules in RULES.items()
    }
    return found


@pytest.mark.parametrize(
    ("new", "options", "told"),
    [
        ("fast", {}, TO_FAST),
        ("fast", {"page": "low"}, "primary is no longer told; Ana is told at once now"),
        ("again", {}, "all of it is repeated twice"),
        ("again", {"page": "low"}, "nobody is told otherwise"),
        ("same", {}, "nobody is told otherwise"),
    ],
)
def test_another_escalation_says_who_is_told_otherwise(
    new: str, options: dict[str, Any], told: str, compare: Compare
) -> None:
    (field,) = only(compare(config("core", **options), config(new, **options))).fields

    assert (field.path, field.old, field.new) == ("escalation", "core", new)
    assert field.sentence == told


def test_so_does_another_escalation_of_the_service(compare: Compare) -> None:
    old, new = config("core"), config("core")
    for each in (old, new):
        del each["services"]["shop"]["alerts"]["cpu"]["escalation"]
    new["services"]["shop"]["escalation"] = "fast"

    (edit,) = compare(old, new).edits

    assert edit.path == "services.shop.escalation"
    assert "Eve is told after 5m instead of 15m" in edit.fields[0].sentence


def test_it_reaches_no_alert_that_has_another_than_the_service(compare: Compare) -> None:
    old, new = (
        project({"own": alert(cpu(), escalation="again"), "other": alert(cpu(threshold="70%"))})
        for _ in range(2)
    )
    for each in (old, new):
        each["escalations"] = {name: {"rules": rules} for name, rules in RULES.items()}
    new["services"]["shop"]["escalation"] = "fast"

    (edit,) = compare(old, new).edits

    assert edit.path == "services.shop.escalation"
    assert edit.alerts == ("shop/other",)
