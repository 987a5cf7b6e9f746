from __future__ import annotations

from setpoint.catalog.naming import Naming, description, fit

PROD = Naming("quicksell", "prod")
STAGING = Naming("quicksell", "staging")


def test_an_alarm_name_carries_organization_environment_service_alert_and_child() -> None:
    assert PROD.alarm("api/error-rate") == "quicksell-prod-api-error-rate"
    assert PROD.alarm("api/error-rate", "ratio") == "quicksell-prod-api-error-rate-ratio"


def test_no_name_of_one_environment_is_a_name_of_the_other() -> None:
    def names(naming: Naming) -> set[str]:
        return {
            naming.alarm("api/x"),
            naming.log_filter("api/x"),
            naming.topic("critical"),
            naming.dashboard("QuickSell-Operations"),
            naming.query("Errors"),
            naming.pagerduty("API"),
            naming.sentry("api/x"),
        }

    assert not names(PROD) & names(STAGING)


def test_pagerdutys_names_have_none_of_the_characters_it_refuses() -> None:
    assert PROD.pagerduty("Buy & sell / <web>") == "quicksell prod: Buy - sell - -web-"


def test_a_name_too_long_keeps_its_limit_and_stays_different_from_its_neighbour() -> None:
    one, other = fit("a" * 300 + "1", 255), fit("a" * 300 + "2", 255)
    assert len(one) == len(other) == 255
    assert one != other
    assert fit("short", 255) == "short"


def test_a_description_carries_summary_condition_owner_and_runbook() -> None:
    text = description(
        summary="Requests fail",
        condition="errors > 1%",
        owner="Platform",
        runbook="https://runbooks.example.com/errors",
        respond_within="5m",
    )
    assert text == (
        "Requests fail\nCondition: errors > 1%\nOwner: Platform\nRespond within: 5m\n"
        "Runbook: https://runbooks.example.com/errors"
    )


def test_a_long_condition_is_cut_and_never_the_runbook() -> None:
    runbook = "https://runbooks.example.com/errors"
    text = description(summary="S", condition="c" * 5000, owner="Platform", runbook=runbook)
    assert len(text) == 1024
    assert text.endswith(f"...\nOwner: Platform\nRunbook: {runbook}")
