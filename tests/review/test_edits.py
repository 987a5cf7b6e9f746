"""One edited line is one edit, however far it reaches; its place is the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.report.review_page.values import values
from setpoint.review import Effect
from tests.review.changes_of_signals import ABOVE
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

MANY = {f"cpu-{number}": alert(cpu(threshold=f"{number}%")) for number in range(10, 51)}
OVERLAYS: dict[str, dict[str, Any]] = {"prod": {}, "staging": {}, "test": {}}


def test_a_default_that_many_alarms_take_over_is_one_edit(compare: Compare) -> None:
    old, new = (
        project(MANY, defaults={"evaluation": {"period": period}}) for period in ("5m", "1m")
    )

    review = compare(old, new, old_overlays=OVERLAYS)

    (edit,) = review.edits
    assert (edit.path, edit.old, edit.new) == ("defaults.evaluation.period", "5m", "1m")
    assert (len(edit.alerts), edit.environments) == (41, ("prod", "staging", "test"))
    assert edit.effect is Effect.more
    assert len(review.changes) == 41 * 3


def test_a_threshold_of_the_base_is_one_edit_in_all_environments(compare: Compare) -> None:
    old, new = (project({"cpu": alert(cpu(threshold=value))}) for value in ("80%", "90%"))

    (edit,) = compare(old, new, old_overlays=OVERLAYS).edits

    assert edit.path == "services.shop.alerts.cpu.cloudwatch.threshold"
    assert (edit.old, edit.new, edit.environments) == ("80%", "90%", ("prod", "staging", "test"))
    assert edit.origin.file == "alerts.yaml"


def test_an_override_is_an_edit_of_the_overlay(compare: Compare) -> None:
    config = project({"cpu": alert(cpu())})
    cloudwatch = {"cloudwatch": {"threshold": "90%"}}
    staging = {"services": {"shop": {"alerts": {"cpu": cloudwatch}}}}

    review = compare(
        config, config, old_overlays=OVERLAYS, new_overlays={**OVERLAYS, "staging": staging}
    )

    (edit,) = review.edits
    assert (edit.origin.file, edit.environments) == ("Pulumi.staging.yaml", ("staging",))


def test_an_override_that_is_gone_is_told_in_the_file_that_had_it(compare: Compare) -> None:
    config = project({"cpu": alert(cpu())})
    staging = {"services": {"shop": {"alerts": {"cpu": {"cloudwatch": {"threshold": "90%"}}}}}}

    review = compare(
        config, config, old_overlays={**OVERLAYS, "staging": staging}, new_overlays=OVERLAYS
    )

    (edit,) = review.edits
    assert (edit.old, edit.new, edit.origin.file) == ("90%", "80%", "Pulumi.staging.yaml")


def test_a_variable_is_one_edit_with_its_own_values(compare: Compare) -> None:
    alerts = {
        f"cpu-{each}": alert(cpu(threshold="${limit}", evaluation_periods=each))
        for each in range(1, 4)
    }

    old, new = (project(alerts, variables={"limit": value}) for value in ("80%", "90%"))
    (edit,) = compare(old, new).edits

    assert (edit.path, edit.old, edit.new) == ("variables.limit", "80%", "90%")
    assert len(edit.alerts) == 3
    assert edit.effect is Effect.less


def test_a_severity_of_another_route_is_one_edit(compare: Compare) -> None:
    old, new = project(MANY), project(MANY)
    new["severities"]["critical"]["slack"] = ["#alerts"]

    (edit,) = compare(old, new).edits

    assert edit.path == "severities.critical.slack"
    assert (edit.old, edit.new) == ("[#incidents]", "[#alerts]")


def test_a_value_of_its_own_is_not_blamed_on_a_default(compare: Compare) -> None:
    alerts = [{"cpu": alert(cpu(period=period))} for period in ("5m", "10m")]
    old = project(alerts[0], defaults={"evaluation": {"period": "1m"}})
    new = project(alerts[1], defaults={"evaluation": {"period": "2m"}})

    (edit,) = compare(old, new).edits

    assert edit.path == "services.shop.alerts.cpu.cloudwatch.period"


def test_a_value_that_is_gone_stands_where_it_stood(compare: Compare) -> None:
    old = project({"cpu": alert(ABOVE, owner="other")})
    new = project({"cpu": alert(ABOVE)})

    (edit,) = compare(old, new).edits

    assert (edit.path, edit.old) == ("services.shop.alerts.cpu.owner", "other")


def test_an_edit_s_effect_is_that_on_everything_it_reaches(compare: Compare) -> None:
    metric = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Maximum"}
    alerts = {"mean": alert(cpu()), "worst": alert(cpu(metric=metric))}

    old, new = (project(alerts, defaults={"evaluation": {"period": p}}) for p in ("5m", "1m"))
    (edit,) = compare(old, new).edits

    assert edit.effect is Effect.more
    assert len(edit.fields) == 2


def test_the_widest_edit_stands_first(compare: Compare) -> None:
    old = project({**MANY, "one": alert(cpu(period="1m"))})
    new = project({**MANY, "one": alert(cpu(period="2m"))})
    new["severities"]["critical"]["slack"] = ["#alerts"]

    assert [len(edit.alerts) for edit in compare(old, new).edits] == [42, 1]


def test_points_that_a_window_needs_are_told_as_they_count(compare: Compare) -> None:
    window = {"period": "1m", "evaluation_periods": 3}
    some = project({"cpu": alert(cpu(**window, datapoints_to_alarm=2))})
    every = [cpu(**window, datapoints_to_alarm=3), cpu(**window)]

    for each in every:
        (edit,) = compare(some, project({"cpu": alert(each)})).edits
        assert edit.path == "services.shop.alerts.cpu.cloudwatch.datapoints_to_alarm"
        assert (edit.old, edit.new, edit.effect) == ("2 of 3", "3 of 3", Effect.less)


def test_an_alarm_that_a_composite_loses_is_told_as_it_was(compare: Compare) -> None:
    children = {"busy": cpu(), "slow": cpu(threshold="90%", period="5m")}
    composite = {"composite": {"any": children}}
    looser = {"slow": {"cloudwatch": {"threshold": "95%"}}}
    staging = {"services": {"shop": {"alerts": {"both": {"composite": {"any": looser}}}}}}
    old = project({"both": alert(composite)})
    new = project({"both": alert({"composite": {"any": {"busy": cpu()}}})})

    (edit,) = compare(
        old,
        new,
        old_overlays={"prod": {}, "staging": staging},
        new_overlays={"prod": {}, "staging": {}},
    ).edits

    metric = "namespace: AWS/EC2, name: CPUUtilization, statistic: Average"
    assert edit.old == (
        f"cloudwatch: {{metric: {{{metric}}}, comparison: >, threshold: 90%, period: 5m}}"
    )
    assert (edit.new, edit.environments) == (None, ("prod", "staging"))


def test_a_level_that_an_escalation_gets_is_told(compare: Compare) -> None:
    old, new = project({"cpu": alert(cpu())}), project({"cpu": alert(cpu())})
    new["escalations"]["core"]["rules"].append({"after": "30m", "notify": [{"person": "ben"}]})

    (edit,) = compare(old, new).edits

    assert edit.path == "escalations.core.rules"
    assert values(edit).come == ("{after: 30m, notify: [{person: ben}]}",)
    assert values(edit).gone == ()


def test_a_monitor_s_owner_follows_from_its_service_s_team(compare: Compare) -> None:
    def config(team: str) -> dict[str, Any]:
        count = {"aggregate": "count()", "comparison": ">", "threshold": 5, "time_window": "5m"}
        template = {"parameters": [], "alert": alert({"sentry_metric": count})}
        found = project({"errors": {"template": "errors"}}, templates={"errors": template})
        found["services"]["shop"]["team"] = team
        return found

    review = compare(config("core"), config("other"))

    assert [edit.path for edit in review.edits if edit.changes] == ["services.shop.team"]
