"""People, webhooks and tickets: who hears of an alert now and didn't, and what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.review.changes_of_sentry import MONITOR
from tests.review.conftest import alert, cpu, project, told
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from tests.review.test_kinds import Compare


def recipients(**severity: Any) -> dict[str, Any]:
    """A project whose critical alerts tell others as well."""
    found = project(
        {"cpu": alert(cpu())},
        groups={"leads": {"people": ["ana"]}},
        webhooks={"app": {"url": "https://app.example.com/hook", "sentry_app": "acme-app"}},
    )
    found["severities"]["critical"] |= {"people": ["leads"], "webhooks": ["app"], **severity}
    return found


def test_who_is_no_longer_written_to_may_still_be_paged(compare: Compare) -> None:
    change = only(compare(recipients(people=["leads", "eve"]), recipients(people=["eve"])))

    (field,) = change.fields
    assert field.sentence == "Ana is no longer told by e-mail"


def test_people_and_webhooks_that_hear_of_it_now_are_told(compare: Compare) -> None:
    change = only(compare(recipients(people=[], webhooks=[]), recipients(people=["leads", "eve"])))

    assert told(change.woken) == ("Ana by e-mail", "Eve by e-mail", "webhook app")
    assert {(each.path, each.new, each.source) for each in change.fields} == {
        ("people", "[Ana, Eve]", "severities.critical.people"),
        ("webhooks", "[app]", "severities.critical.webhooks"),
    }


def test_somebody_who_joins_a_group_that_is_mailed_is_told(compare: Compare) -> None:
    after = recipients()
    after["groups"]["leads"]["people"] = ["ana", "ben"]

    change = only(compare(recipients(), after))

    assert told(change.woken) == ("Ben by e-mail",)
    (field,) = change.fields
    assert (field.path, field.source) == ("people", "groups.leads.people")


@pytest.mark.parametrize(
    ("section", "name", "key", "value"),
    [
        ("people", "ana", "email", "ana@example.org"),
        ("webhooks", "app", "url", "https://app.example.org/hook"),
    ],
)
def test_another_address_of_the_same_recipient_is_told(
    section: str, name: str, key: str, value: str, compare: Compare
) -> None:
    after = recipients()
    after[section][name][key] = value

    change = only(compare(recipients(), after))

    (field,) = change.fields
    assert (field.path, field.source.split(".")[:2]) == (section, [section, name])
    assert value in str(field.new)
    assert not change.woken


def test_tickets_of_the_severity_are_told_as_its_own(compare: Compare) -> None:
    def config(*labels: str) -> dict[str, Any]:
        found = project({"errors": alert(MONITOR)})
        ticket = {"github": {"repository": "acme/shop", "integration": "A", "labels": [*labels]}}
        found["severities"]["critical"]["tickets"] = [ticket] if labels else []
        return found

    change = only(compare(config(), config("p0")))
    assert told(change.woken) == ("ticket github acme/shop",)
    (field,) = change.fields
    assert (field.path, field.new) == ("tickets", "[github acme/shop]")
    assert field.source == "severities.critical.tickets"

    (field,) = only(compare(config("p0"), config("p1"))).fields
    assert field.new == "[github acme/shop (labels: [p1], integration: A)]"


def test_people_of_one_name_are_told_apart(compare: Compare) -> None:
    old, new = recipients(), recipients()
    for each in (old, new):
        each["people"]["eve"]["name"] = "Ana"
    new["severities"]["critical"]["people"] = ["leads", "eve"]

    change = only(compare(old, new))

    assert told(change.woken) == ("Ana by e-mail",)
    assert not change.no_longer_woken


def test_whoever_is_called_otherwise_is_still_reached(compare: Compare) -> None:
    old, new = recipients(), recipients()
    new["people"]["ana"]["name"] = "Anna"
    new["services"]["shop"]["alerts"]["cpu"] |= cpu(threshold="90%")

    change = only(compare(old, new))

    assert not change.woken
    assert not change.no_longer_woken
