"""An edit is told once, at the line that was edited, with everything that it reaches."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from setpoint.report.review_page.reach import reach_text
from setpoint.review import review
from tests.review.changes_of_sentry import MONITOR
from tests.review.conftest import Prices, alert, cpu, project, sides, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from setpoint.review import Edit, Review

    Compare = Callable[..., Review]

QUERY = "fields @message"
LOGS = {
    "cloudwatch_logs": {
        "log_group": "${group}",
        "pattern": "ERROR",
        "metric": {"namespace": "Shop", "name": "Errors-${environment}", "value": "1"},
        "statistic": "Sum",
        "comparison": ">",
        "threshold": 3,
    }
}
GRAPH = {"graph": {"title": "Errors", "metrics": [{"namespace": "${space}", "name": "Errors",
                                                   "statistic": "Sum"}]}}  # fmt: skip


def config(**variables: str) -> dict[str, Any]:
    given = {"group": "/shop", "environment": "prod", "space": "Shop"}
    return project(
        {"errors": alert(deepcopy(LOGS)), "cpu": alert(cpu())},
        variables={**given, **variables},
        queries={
            name: {"log_groups": ["${group}", "/other"], "query": QUERY} for name in ("one", "two")
        },
        dashboards={"d": {"widgets": [deepcopy(GRAPH)]}},
    )


def only(review: Review) -> Edit:
    assert len(review.edits) == 1, [edit.path for edit in review.edits]
    return review.edits[0]


def test_a_variable_is_one_edit_of_alerts_and_of_queries(compare: Compare) -> None:
    edit = only(compare(config(), config(group="/store")))

    assert (edit.path, edit.old, edit.new) == ("variables.group", "/shop", "/store")
    assert edit.alerts == ("shop/errors",)
    assert [part.path for part in edit.parts] == ["queries.one", "queries.two"]
    assert reach_text(edit, names=0) == "shop/errors and 2 queries in prod"


def test_a_variable_of_a_dashboard_is_the_edit(compare: Compare) -> None:
    edit = only(compare(config(), config(space="Store")))

    assert (edit.path, edit.old, edit.new) == ("variables.space", "Shop", "Store")
    assert [part.path for part in edit.parts] == ["dashboards.d"]


def test_the_region_is_one_edit_of_the_stack_s_file(tmp_path: Path) -> None:
    folders = [write(tmp_path / name, config(), {"prod": {}}) for name in ("old", "new")]
    stack = folders[1] / "Pulumi.prod.yaml"
    stack.write_text(stack.read_text().replace("us-east-1", "eu-west-1"))

    edit = only(review(*map(sides, folders), pricing=Prices()))

    assert (edit.path, edit.old, edit.new) == ("aws:region", "us-east-1", "eu-west-1")
    assert (edit.origin.file, edit.origin.line) == ("Pulumi.prod.yaml", 2)
    assert edit.alerts == ("shop/errors", "shop/cpu")
    assert [part.path for part in edit.parts] == ["queries.one", "queries.two", "dashboards.d"]


def test_a_region_that_is_left_out_is_the_usual_one(tmp_path: Path) -> None:
    folders = [write(tmp_path / name, config(), {"prod": {}}) for name in ("old", "new")]
    for folder, said in zip(folders, ("  aws:region: eu-west-1\n", ""), strict=True):
        stack = folder / "Pulumi.prod.yaml"
        stack.write_text(stack.read_text().replace("  aws:region: us-east-1\n", said))

    edit = only(review(*map(sides, folders), pricing=Prices()))

    assert (edit.path, edit.old, edit.new) == ("aws:region", "eu-west-1", "us-east-1")
    assert str(edit.origin) == "Pulumi.prod.yaml:1:1"


def test_a_text_with_a_variable_is_one_edit_of_all_environments(compare: Compare) -> None:
    old, new = config(), config()
    metric = new["services"]["shop"]["alerts"]["errors"]["cloudwatch_logs"]["metric"]
    metric["name"] = "Failures-${environment}"
    overlays = {"prod": {}, "staging": {"variables": {"environment": "staging"}}}

    edit = only(compare(old, new, old_overlays=overlays))

    assert (edit.old, edit.new) == ("Errors-${environment}", "Failures-${environment}")
    assert edit.environments == ("prod", "staging")


def test_a_list_with_a_variable_is_one_edit_of_all_environments(compare: Compare) -> None:
    old, new = config(), config()
    new["queries"]["one"]["log_groups"] = ["${group}"]
    overlays = {"prod": {}, "staging": {"variables": {"group": "/staging"}}}

    edit = only(compare(old, new, old_overlays=overlays))

    assert (edit.old, edit.new) == ("[${group}, /other]", "[${group}]")
    assert edit.environments == ("prod", "staging")


def test_a_default_that_is_written_out_beside_an_edit_is_none(compare: Compare) -> None:
    old, new = config(), config()
    hours = {"time_zone": "UTC", "days": ["monday"], "start": "09:00", "end": "17:00"}
    new["services"]["shop"] |= {"acknowledgement_timeout": "30m", "support_hours": hours}

    assert only(compare(old, new)).path == "services.shop.support_hours"


def test_a_project_of_sentry_reaches_its_alerts(compare: Compare) -> None:
    old, new = (project({"errors": alert(MONITOR), "cpu": alert(cpu())}) for _ in range(2))
    new["sentry"]["projects"]["shop"]["slug"] = "store"

    assert only(compare(old, new)).alerts == ("shop/errors",)


def test_a_value_that_a_template_takes_from_its_uses_now_is_told_as_written(
    compare: Compare,
) -> None:
    def uses(period: str, **given: str) -> dict[str, Any]:
        body = alert(cpu(threshold="${limit}", period=period))
        templates = {"busy": {"parameters": ["limit", *given], "alert": body}}
        return project(
            {"a": {"template": "busy", "with": {"limit": "80%", **given}}}, templates=templates
        )

    edits = compare(uses("5m"), uses("${every}", every="10m")).edits

    assert [(edit.path, edit.old, edit.new) for edit in edits] == [
        ("services.shop.alerts.a.with.every", None, "10m"),
        ("templates.busy.alert.cloudwatch.period", "5m", "${every}"),
    ]
