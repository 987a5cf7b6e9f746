from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.escalations import delays, targets_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog


@pytest.mark.parametrize(
    ("after", "wait", "expected"),
    [
        ((0, 15, 30, 60), None, (15, 15, 30, 30)),
        ((0, 15, 30, 60), 5, (15, 15, 30, 5)),
        ((0, 5), None, (5, 5)),
        ((0,), None, (30,)),
        ((0,), 10, (10,)),
    ],
)
def test_moments_after_the_start_become_delays_between_levels(
    after: tuple[int, ...], wait: int | None, expected: tuple[int, ...]
) -> None:
    assert delays(after, wait) == expected


GROUPS = """
groups: { leads: { people: [ben, ana] } }
escalations:
  grave:
    rules:
      - notify: [{ person: ana }, { group: leads }, { schedule: primary }]
      - { after: 5m, notify: [{ group: leads }] }
"""


def test_a_group_stands_for_each_of_its_people_once(catalog_of: Callable[..., Catalog]) -> None:
    first, second = catalog_of(more=GROUPS).escalations["grave"].rules
    assert [(target.kind, target.id) for target in first.targets] == [
        ("person", "ana"),
        ("person", "ben"),
        ("schedule", "primary"),
    ]
    assert [target.id for target in second.targets] == ["ben", "ana"]


def test_people_of_a_group_that_is_paged_are_needed(catalog_of: Callable[..., Catalog]) -> None:
    groups = "groups: { leads: { people: [idle] } }\n"
    groups += "escalations: { grave: { rules: [{ notify: [{ group: leads }] }] } }"
    assert "idle" in catalog_of(more=groups).people


def test_round_robin_stays_with_its_level(catalog_of: Callable[..., Catalog]) -> None:
    rules = "[{ notify: [{ person: ana }, { person: ben }], strategy: round_robin },"
    rules += " { after: 5m, notify: [{ schedule: primary }] }]"
    catalog = catalog_of(more=f"escalations: {{ turns: {{ rules: {rules} }} }}")
    first, second = catalog.escalations["turns"].rules

    assert (first.strategy, second.strategy) == ("round_robin", "assign_to_everyone")
    assert targets_text(first, ["Ana", "Ben"]) == "one of Ana, Ben in turn"
    assert targets_text(second, ["primary"]) == "primary"
