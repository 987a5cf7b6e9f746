"""PagerDuty services of Sentry's alerts: what is edited beside them is told of them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import LossKind
from tests.review.conftest import alert, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

ISSUE = {"sentry_issue": {"triggers": ["first_seen"]}}
HOURS = {"time_zone": "UTC", "days": ["monday"], "start": "09:00", "end": "17:00"}


def config(escalation: str | None = "fast", **service: Any) -> dict[str, Any]:
    own = {"escalation": escalation} if escalation else {}
    found = project({"crashed": alert(ISSUE, **own)})
    found["services"]["shop"] |= service
    return found


@pytest.mark.parametrize(
    "edited",
    [
        {"name": "Till"},
        {"description": "Where people pay"},
        {"acknowledgement_timeout": "1h"},
        {"auto_resolve_timeout": "4h"},
        {"support_hours": HOURS},
    ],
)
def test_an_edit_of_the_service_is_told_with_the_alert(
    compare: Compare, edited: dict[str, Any]
) -> None:
    found = compare(config(), config(**edited))
    assert not found.empty
    (edit,) = found.edits
    assert edit.path == f"services.shop.{next(iter(edited))}"


def test_an_escalation_taken_back_deletes_the_service_with_its_incidents(
    compare: Compare,
) -> None:
    found = compare(config(), config(None))
    (edit,) = found.edits
    assert edit.path == "services.shop.alerts.crashed.escalation"
    lost = [one for one in found.losses if one.kind is LossKind.history_deleted]
    assert [one.subject for one in lost] == ["services.shop.fast"]
    assert compare(config(None), config()).losses, "that of the service pages nobody any more"


def test_the_hours_of_a_page_are_told(compare: Compare) -> None:
    page = {"page": {"support_hours": "high", "otherwise": "low"}}
    before, after = (project({"crashed": alert(ISSUE, **page)}) for _ in range(2))
    before["defaults"] = {"support_hours": HOURS}
    after["defaults"] = {"support_hours": {**HOURS, "end": "18:00"}}
    found = compare(before, after)
    assert not found.empty
