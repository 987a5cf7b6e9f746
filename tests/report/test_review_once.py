"""A review says a thing once: what several edits do together, and what is lost with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_annotations import review_annotations
from setpoint.report.review_html import review_html
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_page import review_page
from setpoint.report.review_sarif import review_sarif
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict
from tests.review.conftest import alert, compare, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

__all__ = ["compare"]

TOGETHER = "3 of 5 periods of 1m must breach instead of 1 period of 5m"


def window(**values: Any) -> dict[str, Any]:
    return project({"cpu": alert(cpu(**values)), "disk": alert(cpu(threshold="70%"))})


def busy(periods: int) -> dict[str, Any]:
    return cpu(evaluation_periods=periods)


@pytest.fixture
def windows(compare: Compare) -> Review:
    """The review of three values that only count together."""
    return compare(
        window(period="5m", evaluation_periods=1, datapoints_to_alarm=1),
        window(period="1m", evaluation_periods=5, datapoints_to_alarm=3),
    )


def test_what_several_edits_do_together_is_told_with_the_first(windows: Review) -> None:
    page = review_page(windows, Verdict())

    first, *others = (edit.sentences[0] for edit in page.edits)

    assert len(others) == 2
    assert first.startswith(TOGETHER)
    assert set(others) == {f"goes with {page.edits[0].title}"}
    for told in (
        review_text(windows, Verdict(), Paper()),
        review_markdown(windows, Verdict()),
        review_html(windows, Verdict()),
    ):
        assert told.count(TOGETHER) == 1


def test_a_line_that_stands_alone_says_it_all(windows: Review) -> None:
    for told in (review_annotations(windows, Verdict()), review_sarif(windows, Verdict())):
        assert told.count(TOGETHER) >= 3
        assert "goes with" not in told


def test_edits_of_two_alerts_don_t_go_together(compare: Compare) -> None:
    old, new = (
        project({name: alert(cpu(evaluation_periods=n)) for name in ("cpu", "disk")})
        for n in (1, 2)
    )

    edits = review_page(compare(old, new), Verdict()).edits

    assert len(edits) == 2
    assert not any("goes with" in edit.follows for edit in edits)


def test_edits_of_two_alarms_of_a_composite_don_t_go_together(compare: Compare) -> None:
    old, new = (
        project({"all": alert({"composite": {"any": {x: busy(many) for x in ("a", "b")}}})})
        for many in (1, 2)
    )

    edits = review_page(compare(old, new), Verdict()).edits

    assert len(edits) == 2
    assert edits[0].sentences == edits[1].sentences != ()


def test_what_pages_nobody_otherwise_is_told_at_each(compare: Compare) -> None:
    old, new = project({"cpu": alert(cpu())}), project({"cpu": alert(cpu())})
    new["schedules"]["primary"] |= {"name": "First", "description": "Who is first"}

    edits = review_page(compare(old, new), Verdict()).edits

    assert len(edits) == 2
    assert all(edit.unpaged for edit in edits)


def test_what_is_lost_with_its_history_is_not_told_again(compare: Compare) -> None:
    review = compare(
        project({"cpu": alert(cpu())}), {**project({"cpu": alert(cpu())}), "paging": False}
    )
    page = review_page(review, Verdict())
    (beside,) = (section for section in page.rest if section.title == "Beside the alerts")

    lost = {entry.subject for entry in page.lost.entries}

    assert {"services.shop", "schedules.primary"} <= lost
    assert {entry.subject for entry in beside.entries} >= {"escalations.core", "people.ana"}
    assert lost.isdisjoint(entry.subject for entry in beside.entries)


def test_what_another_environment_loses_is_told_of_this_one(compare: Compare) -> None:
    on, off = {"paging": True}, {"paging": False}
    review = compare(
        project({"cpu": alert(cpu())}),
        project({"cpu": alert(cpu())}),
        old_overlays={"prod": on, "staging": off},
        new_overlays={"prod": off, "staging": on},
    )
    page = review_page(review, Verdict())
    (beside,) = (section for section in page.rest if section.title == "Beside the alerts")

    found = [(each.sign, each.where) for each in beside.entries if each.subject == "services.shop"]

    assert found == [("+", "staging")]


def test_a_value_of_several_keys_is_told_by_those_that_differ(compare: Compare) -> None:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]

    def config(days: list[str], start: str) -> dict[str, Any]:
        hours = {"time_zone": "Asia/Singapore", "days": days, "start": start, "end": "18:00"}
        found = project({"cpu": alert(cpu())}, defaults={"support_hours": hours})
        found["severities"]["critical"]["page"] = {"support_hours": "high", "otherwise": "low"}
        return found

    review = compare(config(days, "09:00"), config([*days, "saturday"], "08:00"))

    listed = ", ".join(days)
    told = f"days: [{listed}], start: 09:00 -> days: [{listed}, saturday], start: 08:00"
    assert [edit.values.told for edit in review_page(review, Verdict()).edits] == [told]
    assert told in review_text(review, Verdict(), Paper())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"graph": {"title": "B", "alerts": ["shop/cpu"]}}, {"text": "Look there"}),
        (
            {"graph": {"title": "B", "alerts": ["shop/cpu"]}},
            {"alarms": {"title": "B", "alerts": ["shop/cpu"]}},
        ),
    ],
)
def test_a_widget_of_another_kind_is_one_edit(
    old: dict[str, Any], new: dict[str, Any], compare: Compare
) -> None:
    review = compare(
        *(
            project({"cpu": alert(cpu())}, dashboards={"d": {"widgets": [{"text": "Hi"}, each]}})
            for each in (old, new)
        )
    )

    assert [edit.path for edit in review.edits] == ["dashboards.d.widgets[1]"]


@pytest.mark.parametrize(
    ("new", "path"),
    [
        ({"url": "src/*", "owners": ["core"]}, ""),
        ({"tags": {"part": "web"}, "owners": ["ana"]}, ""),
        ({"path": "src/*", "owners": ["ana"]}, ".owners"),
        ({"path": "lib/*", "owners": ["core"]}, ".path"),
    ],
)
def test_an_ownership_rule_of_another_kind_is_one_edit(
    new: dict[str, Any], path: str, compare: Compare
) -> None:
    def config(rule: dict[str, Any]) -> dict[str, Any]:
        found = project({"cpu": alert(cpu())})
        found["sentry"]["projects"]["shop"]["ownership"] = [rule]
        return found

    review = compare(config({"path": "src/*", "owners": ["core"]}), config(new))

    assert [edit.path for edit in review.edits] == [f"sentry.projects.shop.ownership[0]{path}"]


def test_what_is_true_of_all_in_an_environment_names_them_no_more(compare: Compare) -> None:
    alerts = {f"busy-{n}": alert(cpu(threshold=f"{50 + n}%")) for n in range(4)}
    hours = {"time_zone": "UTC", "days": ["monday"], "start": "09:00", "end": "18:00"}
    old = project(alerts)
    old["severities"]["critical"] |= {
        "page": {"support_hours": "high", "otherwise": "low"},
        "respond_within": {"support_hours": "5m", "otherwise": "1h"},
    }
    old["defaults"] = {"support_hours": hours}
    new = {**old, "defaults": {"support_hours": {**hours, "start": "08:00"}}}

    review = compare(old, new, old_overlays={"prod": {}, "staging": {}})

    (edit,) = review_page(review, Verdict()).edits
    assert [(each.reach, each.text) for each in edit.outcomes] == [
        ("all in prod", "pages with high urgency Mon 08:00-09:00 UTC now")
    ]
