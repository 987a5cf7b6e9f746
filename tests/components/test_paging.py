"""From an alarm to a phone: every link of the path, and none where nobody is paged."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.pagerduty.orchestration import conditions
from components.pagerduty.phone import split_phone
from sandbox.pagerduty.conditions import compiled
from setpoint.catalog.model import (
    AlertOverride,
    Outside,
    Override,
    PageHours,
    Restriction,
    Secret,
    SupportHours,
)
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render

ALARM = samples.alert("cpu", samples.metric_alarm(), topics=("critical", "page-api"))


def test_an_alarm_reaches_a_phone(render: Render) -> None:
    plan = render(samples.paging(ALARM))

    topic = plan.inputs("MetricAlarm", "api/cpu")["alarmActions"][1]
    subscription = plan.inputs("TopicSubscription", "page-api/pagerduty")
    assert subscription["topic"] == topic
    assert subscription["protocol"] == "https"
    assert subscription["endpoint"] == "[secret]", "it holds the integration's key"
    assert subscription["endpointAutoConfirms"] is True
    integration = plan.inputs("ServiceIntegration", "api/cloudwatch")
    assert integration["vendor"] == "${getVendor Amazon CloudWatch}"
    assert integration["service"] == "${Service api}"
    service = plan.inputs("Service", "api")
    assert service["escalationPolicy"] == "${EscalationPolicy platform}"
    first, second = plan.inputs("EscalationPolicy", "platform")["rules"]
    assert first["targets"] == [{"type": "schedule_reference", "id": "${Schedule primary}"}]
    assert second["targets"] == [{"type": "user_reference", "id": "${User bob}"}]
    assert second["escalationRuleAssignmentStrategy"] == {"type": "assign_to_everyone"}
    (layer,) = plan.inputs("Schedule", "primary")["layers"]
    assert layer["users"] == ["${User ana}", "${User bob}"]
    phone = plan.inputs("UserContactMethod", "ana/phone")
    assert phone["userId"] == "${User ana}"
    assert (phone["countryCode"], phone["address"]) == (1, "5550100001")
    rule = plan.inputs("UserNotificationRule", "ana/phone")
    assert rule["urgency"] == "high"
    assert rule["startDelayInMinutes"] == 0
    assert rule["contactMethod"]["id"] == "${UserContactMethod ana/phone}"


def test_nothing_of_pagerduty_where_nobody_is_paged(render: Render) -> None:
    people = samples.paging().people

    plan = render(samples.catalog(samples.alert("cpu", samples.metric_alarm()), people=people))

    assert not [one for one in plan.resources if "pagerduty" in one.type]


def test_people_are_looked_up_and_left_alone_where_the_config_says_so(render: Render) -> None:
    plan = render(samples.paging(ALARM, pagerduty_users="lookup"))

    assert not plan.of("User")
    assert not plan.of("UserContactMethod")
    assert not plan.of("UserNotificationRule")
    (layer,) = plan.inputs("Schedule", "primary")["layers"]
    assert layer["users"] == ["${getUser ana@acme.test}", "${getUser bob@acme.test}"]


def test_somebody_without_a_phone_has_no_contact_method(render: Render) -> None:
    plan = render(samples.paging(ALARM))

    assert {one.name for one in plan.of("UserContactMethod")} == {"ana/sms", "ana/phone"}


def test_a_secret_phone_and_address_stay_hidden(render: Render) -> None:
    path = ("people", "ana")
    ana = samples.person("ana", phone=Secret((*path, "phone")), email=Secret((*path, "email")))

    plan = render(samples.paging(ALARM, people={"ana": ana, "bob": samples.person("bob")}))

    phone = plan.inputs("UserContactMethod", "ana/phone")
    assert (phone["countryCode"], phone["address"]) == ("[secret]", "[secret]")
    assert plan.inputs("User", "ana")["email"] == "[secret]"
    assert plan.inputs("UserContactMethod", "bob/phone")["address"] == "5550100001"


def test_a_team_has_its_people_and_its_manager(render: Render) -> None:
    plan = render(samples.paging())

    assert plan.inputs("TeamMembership", "platform/ana")["role"] == "responder"
    assert plan.inputs("TeamMembership", "platform/bob")["role"] == "manager"
    assert plan.one("Team", "platform").parent == "setpoint:pagerduty:People::people"


def test_layers_keep_their_order_and_say_utc(render: Render) -> None:
    office = Restriction(
        type="weekly_restriction",
        start_time_of_day=time(9),
        duration_seconds=432_000,
        start_day_of_week=1,
    )
    layers = (
        samples.layer("ana", name="lowest"),
        samples.layer("bob", name="wins", restrictions=(office,)),
    )
    schedule = replace(samples.paging().schedules["primary"], layers=layers, time_zone="Asia/Tokyo")

    plan = render(samples.paging(schedules={"primary": schedule}))

    lowest, wins = plan.inputs("Schedule", "primary")["layers"]
    assert lowest["name"] == "lowest"
    assert lowest["rotationVirtualStart"] == "2025-11-24T09:00:00Z"
    assert "restrictions" not in lowest
    assert wins["restrictions"] == [
        {
            "type": "weekly_restriction",
            "startTimeOfDay": "09:00:00",
            "startDayOfWeek": 1,
            "durationSeconds": 432_000,
        }
    ]


def test_without_support_hours_an_incident_is_as_urgent_as_its_event(render: Render) -> None:
    service = render(samples.paging()).inputs("Service", "api")

    assert service["incidentUrgencyRule"] == {"type": "constant", "urgency": "severity_based"}
    assert service["acknowledgementTimeout"] == "null", "off, not the plugin's default"
    assert service["autoResolveTimeout"] == "14400"


def test_outside_support_hours_an_incident_waits_for_them(render: Render) -> None:
    hours = SupportHours(
        time_zone="UTC", days_of_week=(1, 2, 3), start_time=time(9), end_time=time(17, 30)
    )
    services = {"api": samples.paged_service(support_hours=hours)}

    service = render(samples.paging(pagerduty_services=services)).inputs("Service", "api")

    rule = service["incidentUrgencyRule"]
    assert rule["type"] == "use_support_hours"
    assert rule["duringSupportHours"]["urgency"] == "high"
    assert rule["outsideSupportHours"]["urgency"] == "low"
    assert service["supportHours"] == {
        "type": "fixed_time_per_day",
        "timeZone": "UTC",
        "daysOfWeeks": [1, 2, 3],
        "startTime": "09:00:00",
        "endTime": "17:30:00",
    }
    (action,) = service["scheduledActions"]
    assert action["toUrgency"] == "high"
    assert action["ats"] == [{"type": "named_time", "name": "support_hours_start"}]


def test_an_alert_sets_severity_and_escalation_of_its_events(render: Render) -> None:
    night = replace(samples.paging().escalations["platform"], id="night", name="acme prod: night")
    overrides = (
        AlertOverride(
            alert="api/cpu", match=("a", "b"), severity="warning", urgency="low",
            escalation="night",
        ),
    )  # fmt: skip
    base = samples.paging()

    plan = render(
        samples.paging(
            pagerduty_services={"api": samples.paged_service(overrides=overrides)},
            escalations={**base.escalations, "night": night},
        )
    )

    orchestration = plan.inputs("EventOrchestrationService", "api")
    assert orchestration["enableEventOrchestrationForService"] is True
    (start,) = orchestration["sets"]
    (rule,) = start["rules"]
    assert rule["label"] == "api/cpu"
    assert rule["actions"] == {
        "severity": "warning",
        "escalationPolicy": "${EscalationPolicy night}",
    }
    assert len(rule["conditions"]) == 4, "two ways to recognize each of two names"


def test_by_hours_two_rules_follow_each_other(render: Render) -> None:
    hours = SupportHours(
        time_zone="Europe/Berlin", days_of_week=(1, 2, 7), start_time=time(9), end_time=time(17, 30)
    )
    override = AlertOverride(
        alert="api/cpu", match=("a",), severity="critical", urgency="high", escalation=None,
        outside=Outside(hours=hours, severity="warning", urgency="low"),
    )  # fmt: skip
    services = {"api": samples.paged_service(overrides=(override,))}

    plan = render(samples.paging(pagerduty_services=services))

    (start,) = plan.inputs("EventOrchestrationService", "api")["sets"]
    within, otherwise = start["rules"]
    assert (within["label"], within["actions"]) == (
        "api/cpu in support hours",
        {"severity": "critical"},
    )
    assert within["conditions"][0]["expression"] == (
        "event.custom_details.AlarmName matches 'a' and"
        " now in Mon,Tue,Sun 09:00:00 to 17:30:00 Europe/Berlin"
    )
    assert (otherwise["label"], otherwise["actions"]) == (
        "api/cpu otherwise",
        {"severity": "warning"},
    )
    assert [each["expression"] for each in otherwise["conditions"]] == list(conditions("a"))


@pytest.mark.parametrize(("within", "otherwise"), [("high", "low"), ("low", "high")])
def test_a_service_of_pages_by_hours_keeps_the_urgency_of_the_hour(
    render: Render, within: Literal["high", "low"], otherwise: Literal["high", "low"]
) -> None:
    hours = SupportHours(time_zone="UTC", days_of_week=(1,), start_time=time(9), end_time=time(17))
    page = PageHours(support_hours=within, otherwise=otherwise, hours=hours)
    services = {"api": samples.paged_service(support_hours=None, page_hours=page)}

    service = render(samples.paging(pagerduty_services=services)).inputs("Service", "api")

    assert service["incidentUrgencyRule"] == {
        "type": "use_support_hours",
        "duringSupportHours": {"type": "constant", "urgency": within},
        "outsideSupportHours": {"type": "constant", "urgency": otherwise},
    }
    assert service["supportHours"]["startTime"] == "09:00:00"
    assert "scheduledActions" not in service


def test_a_level_by_hours_is_known_by_the_severity_its_events_come_with(render: Render) -> None:
    hours = SupportHours(time_zone="UTC", days_of_week=(1,), start_time=time(9), end_time=time(17))
    override = AlertOverride(
        alert="api/rate", match=("a",), severity="critical", urgency="high", escalation=None,
        outside=Outside(hours=hours, severity="warning", urgency="low"),
        only_sent="error",
    )  # fmt: skip
    services = {"api": samples.paged_service(overrides=(override,))}

    (start,) = render(samples.paging(pagerduty_services=services)).inputs(
        "EventOrchestrationService", "api"
    )["sets"]

    told = [each["expression"] for rule in start["rules"] for each in rule["conditions"]]
    assert told
    assert all("event.severity matches 'error'" in each for each in told)


def test_a_name_inside_another_name_does_not_match() -> None:
    import re  # noqa: PLC0415

    _, summary = conditions("acme-prod-api-slow")
    pattern = summary.split("'")[1]

    assert re.search(pattern, 'ALARM: "acme-prod-api-slow" in EU (Ireland)')
    assert re.search(pattern, "acme-prod-api-slow")
    assert not re.search(pattern, 'ALARM: "acme-prod-api-slow-checkout" in EU (Ireland)')


def test_a_sentry_name_is_matched_literally() -> None:
    import re  # noqa: PLC0415

    _, summary = conditions("web.errors (5xx)")

    assert re.search(summary.split("'")[1], "Issue: web.errors (5xx)")
    assert not re.search(summary.split("'")[1], "Issue: web-errors (5xx)")


@settings(deadline=None)
@given(name=st.text(alphabet="aB1 '\"\\\\^$()[]{}*+?.|/%-é", min_size=1, max_size=12))
@example(name="it's (50%) ^\\\\ [x]")
def test_any_name_is_known_again(name: str) -> None:
    by_details, by_summary = (compiled(each) for each in conditions(name))

    assert by_details({"event": {"custom_details": {"AlarmName": name}}})
    assert not by_details({"event": {"custom_details": {"AlarmName": f"{name}x"}}})
    assert by_summary({"event": {"summary": f"ALARM: {name} :"}})


def test_slack_hears_of_incidents(render: Render) -> None:
    connection = render(samples.paging()).inputs("SlackConnection", "api/incidents")

    assert connection["sourceId"] == "${Service api}"
    assert connection["workspaceId"] == "T1"
    assert connection["channelId"] == "C1"


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("+15550100001", (1, "5550100001")),
        ("+77012345678", (7, "7012345678")),
        ("+491711234567", (49, "1711234567")),
        ("+4420794600", (44, "20794600")),
        ("+353861234567", (353, "861234567")),
        ("+8801712345678", (880, "1712345678")),
        ("+886912345678", (886, "912345678")),
    ],
)
def test_a_number_is_split_after_its_country_code(number: str, parts: tuple[int, str]) -> None:
    assert split_phone(number) == parts


@pytest.mark.parametrize("number", ["5559912", "+1 555", "+1-555", "+١٢٣"])
def test_a_number_in_another_form_is_refused_and_not_repeated(number: str) -> None:
    with pytest.raises(ValueError, match=r"E\.164") as error:
        split_phone(number)

    assert number not in str(error.value)


def test_an_override_names_its_schedule_person_and_moments(render: Render) -> None:
    whole = samples.paging(ALARM)
    primary = whole.schedules["primary"]
    start = datetime(2026, 12, 24, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    override = Override(person="bob", start=start, end=start + timedelta(days=2))
    schedules = {**whole.schedules, "primary": replace(primary, overrides=(override,))}

    plan = render(replace(whole, schedules=schedules))

    assert plan.inputs("Override", "primary/2026-12-24T08:00Z-bob") == {
        "schedule": "${Schedule primary}",
        "user": "${User bob}",
        "start": "2026-12-24T08:00:00Z",
        "end": "2026-12-26T08:00:00Z",
    }
