"""What components take from the stack's settings."""

from __future__ import annotations

import pytest
from pulumi.runtime import set_all_config

from components.settings import default_settings, read_settings
from tests.components import samples


def test_pagerdutys_region_decides_where_events_go() -> None:
    us, eu = (samples.catalog(pagerduty_region=region) for region in ("us", "eu"))

    assert default_settings(us).events_url == "https://events.pagerduty.com"
    assert default_settings(eu).events_url == "https://events.eu.pagerduty.com"


@pytest.mark.parametrize(
    "override", ["http://127.0.0.1:8123/", "http://localhost:8123", "http://[::1]:8123"]
)
def test_the_sandbox_takes_events_where_it_takes_requests(override: str) -> None:
    set_all_config({"pagerduty:apiUrlOverride": override})

    settings = read_settings(samples.catalog())
    assert settings.events_url == override.rstrip("/")
    assert not settings.protected  # nothing there has a history to keep


def test_a_proxy_before_the_api_takes_no_events() -> None:
    set_all_config({"pagerduty:apiUrlOverride": "https://proxy.acme.test"})

    settings = read_settings(samples.catalog())
    assert settings.events_url == "https://events.pagerduty.com"
    assert settings.protected


def test_slack_connections_need_a_users_token() -> None:
    set_all_config({})
    assert not read_settings(samples.catalog()).slack_connections

    set_all_config({"pagerduty:userToken": "u+abc"}, ["pagerduty:userToken"])
    assert read_settings(samples.catalog()).slack_connections
