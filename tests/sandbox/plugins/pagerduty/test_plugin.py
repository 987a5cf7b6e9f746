"""The plugin as the engine meets it: configuration, refusals, what it doesn't know."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from providers.plugin import PluginError
from sandbox.pagerduty import create_app
from sandbox.plugins.pagerduty.plugin import TYPES, PagerDutyPlugin
from sandbox.serving import served
from sandbox.store import Store


@pytest.mark.parametrize(
    "url",
    [
        "https://api.pagerduty.com",
        "http://localhost:8080",
        "http://10.0.0.1:80",
        "http://127.0.0.1.example.com",
        "",
    ],
)
def test_any_address_but_loopback_is_refused(url: str) -> None:
    plugin, config = PagerDutyPlugin(), {"apiUrlOverride": url, "token": "t"}
    (failure,) = plugin.check_config(config).failures
    assert failure.property == "apiUrlOverride"
    with pytest.raises(PluginError, match="sandbox"):
        plugin.configure(config)


def test_the_token_is_tried_once_when_it_is_configured() -> None:
    with served(create_app(Store(None, "pagerduty"))) as url:
        PagerDutyPlugin().configure({"apiUrlOverride": url, "token": "t"})
        with pytest.raises(PluginError, match="No valid credentials found"):
            PagerDutyPlugin().configure({"apiUrlOverride": url, "token": ""})
        unchecked = {"apiUrlOverride": url, "token": "", "skipCredentialsValidation": "true"}
        PagerDutyPlugin().configure(unchecked)


def test_the_schema_names_every_type() -> None:
    schema = json.loads(PagerDutyPlugin().schema())
    assert set(schema["resources"]) == {type_.token for type_ in TYPES}


def test_an_unknown_input_is_named() -> None:
    plugin = PagerDutyPlugin()
    team = next(one for one in plugin.resources if one.token.endswith(":Team"))
    result = team.check(name="t", olds={}, news={"nmae": "SRE"}, random_seed=b"")
    assert [failure.property for failure in result.failures] == ["nmae"]
    assert result.inputs["name"].startswith("t-")


def test_it_tells_its_port() -> None:
    command = [sys.executable, "-P", "-m", "sandbox.plugins.pagerduty", "127.0.0.1:1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline()
        process.terminate()
    assert port.strip().isdecimal()
