"""An edit of a template, or of what a use gives it, is one change with all that it reaches."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Edit, Review

    Compare = Callable[..., Review]

OVERLAYS: dict[str, dict[str, Any]] = {"prod": {}, "staging": {}}
BUSY = {
    "parameters": ["host"],
    "defaults": {"limit": "80%"},
    "alert": {
        **alert(cpu(threshold="${limit}", evaluation_periods=3)),
        "summary": "${host} is busy, over ${limit}",
    },
}
USES = {
    "web": {"template": "busy", "with": {"host": "web"}},
    "batch": {"template": "busy", "with": {"host": "batch", "limit": "95%"}},
    "mail": {"template": "busy", "with": {"host": "mail"}},
}
CONFIG = project(USES, templates={"busy": BUSY})


def changed(value: object, *path: str) -> dict[str, Any]:
    """The config with another value at a path."""
    config = deepcopy(CONFIG)
    below = config
    for part in path[:-1]:
        below = below[part]
    below[path[-1]] = value
    return config


def edit_of(compare: Compare, value: object, *path: str) -> Edit:
    (edit,) = compare(CONFIG, changed(value, *path), old_overlays=OVERLAYS).edits
    return edit


def test_a_value_of_a_template_is_one_edit_of_all_its_uses(compare: Compare) -> None:
    edit = edit_of(compare, 2, "templates", "busy", "alert", "cloudwatch", "evaluation_periods")
    assert edit.path == "templates.busy.alert.cloudwatch.evaluation_periods"
    assert (edit.old, edit.new, edit.effect) == ("3", "2", Effect.more)
    assert edit.alerts == ("shop/web", "shop/batch", "shop/mail")
    assert edit.environments == ("prod", "staging")


def test_a_default_is_one_edit_of_the_uses_that_give_none(compare: Compare) -> None:
    edit = edit_of(compare, "90%", "templates", "busy", "defaults", "limit")
    assert (edit.path, edit.old, edit.new) == ("templates.busy.defaults.limit", "80%", "90%")
    assert (edit.alerts, edit.effect) == (("shop/web", "shop/mail"), Effect.less)
    assert {field.path for field in edit.fields} == {"cloudwatch.threshold", "summary"}


def test_a_parameter_is_one_edit_of_its_use(compare: Compare) -> None:
    edit = edit_of(compare, "99%", "services", "shop", "alerts", "batch", "with", "limit")
    assert (edit.path, edit.old, edit.new) == (
        "services.shop.alerts.batch.with.limit",
        "95%",
        "99%",
    )
    assert edit.alerts == ("shop/batch",)


def test_a_parameter_given_for_a_default_says_what_held_before(compare: Compare) -> None:
    edit = edit_of(compare, "70%", "services", "shop", "alerts", "web", "with", "limit")
    assert (edit.path, edit.old, edit.new) == ("services.shop.alerts.web.with.limit", "80%", "70%")


def test_a_value_that_a_use_lays_over_is_an_edit_of_the_use(compare: Compare) -> None:
    edit = edit_of(compare, "low", "services", "shop", "alerts", "web", "severity")
    assert edit.path == "services.shop.alerts.web.severity"
    assert edit.alerts == ("shop/web",)


def test_an_overlay_of_a_template_is_an_edit_of_the_overlay(compare: Compare) -> None:
    body = {"templates": {"busy": {"alert": {"cloudwatch": {"threshold": "50%"}}}}}
    overlays = {**OVERLAYS, "staging": body}
    (edit,) = compare(CONFIG, CONFIG, old_overlays=OVERLAYS, new_overlays=overlays).edits
    assert (edit.origin.file, edit.environments) == ("Pulumi.staging.yaml", ("staging",))
    assert (edit.old, edit.new, len(edit.alerts)) == ("${limit}", "50%", 3)
    assert [(field.old, field.new) for field in edit.fields] == [("80%", "50%"), ("95%", "50%")]


@pytest.mark.parametrize("use", list(USES))
def test_writing_a_use_out_changes_nothing(use: str, compare: Compare) -> None:
    given = {**BUSY["defaults"], **USES[use]["with"]}  # type: ignore[dict-item]
    text = f"{given['host']} is busy, over {given['limit']}"
    by_hand = {
        **BUSY["alert"],  # type: ignore[dict-item]
        **cpu(threshold=given["limit"], evaluation_periods=3),
        "summary": text,
    }
    assert compare(CONFIG, changed(by_hand, "services", "shop", "alerts", use)).empty


def test_an_override_dropped_for_the_template_is_told_where_it_stood(compare: Compare) -> None:
    own = changed("low", "services", "shop", "alerts", "web", "severity")

    (edit,) = compare(own, CONFIG, old_overlays=OVERLAYS).edits

    assert edit.path == "services.shop.alerts.web.severity"
    assert (edit.old, edit.new, edit.alerts) == ("low", "critical", ("shop/web",))


def test_a_severity_moved_into_the_template_is_told_at_both_places(compare: Compare) -> None:
    old, new = deepcopy(CONFIG), deepcopy(CONFIG)
    del old["templates"]["busy"]["alert"]["severity"]
    for name, use in old["services"]["shop"]["alerts"].items():
        use["severity"] = "critical" if name == "web" else "low"
    new["templates"]["busy"]["alert"]["severity"] = "high"

    edits = compare(old, new, old_overlays=OVERLAYS).edits

    assert [(edit.path, edit.old, edit.new, edit.alerts) for edit in edits] == [
        (
            "templates.busy.alert.severity",
            None,
            "high",
            ("shop/web", "shop/batch", "shop/mail"),
        ),
        *(
            (f"services.shop.alerts.{name}.severity", was, TEMPLATE_S, (f"shop/{name}",))
            for name, was in (("web", "critical"), ("batch", "low"), ("mail", "low"))
        ),
    ]


TEMPLATE_S = "that of templates.busy.alert.severity"
LOOSER = {"services": {"shop": {"alerts": {"cpu": {"cloudwatch": {"threshold": "95%"}}}}}}


def test_what_an_overlay_says_no_more_and_the_base_says_otherwise_are_two(compare: Compare) -> None:
    old, new = project({"cpu": alert(cpu())}), project({"cpu": alert(cpu(threshold="85%"))})
    overlays = {"prod": {}, "staging": LOOSER}

    base, gone = compare(old, new, old_overlays=overlays, new_overlays=OVERLAYS).edits

    assert (base.origin.file, base.old, base.new) == ("alerts.yaml", "80%", "85%")
    assert base.environments == ("prod", "staging")
    assert (gone.origin.file, gone.old, gone.new) == (
        "Pulumi.staging.yaml",
        "95%",
        "that of the base",
    )
    assert gone.environments == ("staging",)
