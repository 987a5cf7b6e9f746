"""A stack on the sandbox reaches nothing else: addresses, credentials, environment."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml

from sandbox.errors import SandboxError
from sandbox.location import SandboxInfo, SandboxUrls
from sandbox.loopback import require_loopback
from sandbox.plugins.setup import PluginSetup
from sandbox.settings import (
    AWS_SERVICES,
    accounts_hidden,
    provider_settings,
    sandboxed_config,
    sandboxed_environment,
)
from setpoint.automation.sandbox import project_settings

if TYPE_CHECKING:
    from pathlib import Path

URLS = SandboxUrls("http://127.0.0.1:20001", "http://127.0.0.1:20002", "http://127.0.0.1:20003")


@pytest.fixture
def info(tmp_path: Path) -> SandboxInfo:
    return SandboxInfo(tmp_path / "sandbox", URLS)


def environment(info: SandboxInfo, base: dict[str, str] | None = None) -> dict[str, str]:
    return sandboxed_environment(info, PluginSetup(info.directory / "bin", ()), base)


def test_each_provider_is_pointed_at_its_account() -> None:
    settings = provider_settings(URLS)
    assert settings["aws:endpoints"] == [dict.fromkeys(AWS_SERVICES, "http://127.0.0.1:20001")]
    assert settings["pagerduty:apiUrlOverride"] == "http://127.0.0.1:20003"
    assert settings["sentry:baseUrl"] == "http://127.0.0.1:20002/api/"
    assert settings["sentry-alerting:baseUrl"] == "http://127.0.0.1:20002/api/"


def test_every_endpoint_is_one_that_the_aws_provider_knows() -> None:
    from pulumi_aws import ProviderEndpointArgs  # noqa: PLC0415

    known = {name.rstrip("_") for name in vars(ProviderEndpointArgs)}
    assert set(AWS_SERVICES) <= known


def test_the_stacks_own_provider_settings_and_secrets_are_left_out() -> None:
    config = {
        "aws:region": "eu-west-1",
        "aws:profile": "production",
        "aws:assumeRoles": [{"roleArn": "arn:aws:iam::1:role/deploy"}],
        "aws:endpoints": [{"sns": "https://sns.eu-west-1.amazonaws.com"}],
        "pagerduty:token": {"secure": "AAAB"},
        "pagerduty:serviceRegion": "eu",
        "sentry:token": {"secure": "AAAC"},
        "sentry-alerting:organization": "acme",
        "setpoint:config": {"paging": True},
    }
    result = sandboxed_config(config, URLS)
    assert result["aws:region"] == "eu-west-1"
    assert result["setpoint:config"] == {"paging": True}
    text = json.dumps(result)
    for lost in ("production", "role/deploy", "amazonaws", "secure", "serviceRegion", "acme"):
        assert lost not in text
    assert yaml.safe_load(yaml.safe_dump(result)) == result


def test_the_projects_own_settings_of_accounts_are_left_out(tmp_path: Path) -> None:
    document = {
        "name": "acme",
        "runtime": {"name": "python", "options": {"virtualenv": ".venv"}},
        "backend": {"url": "s3://acme-pulumi"},
        "config": {
            "aws:profile": {"value": "production"},
            "aws:assumeRoles": {"value": [{"roleArn": "arn:aws:iam::1:role/deploy"}]},
            "pagerduty:useAppOauthScopedToken": {"value": {"pdClientSecret": "hidden"}},
            "other:token": {"value": {"secure": "AAAB"}},
            "other:size": {"value": 3},
        },
        "plugins": {"providers": [{"name": "random", "version": "4.0.0"}]},
    }

    found = project_settings(document, tmp_path)

    assert found["config"] == {
        "other:token": {"value": "sandbox-secret"},
        "other:size": {"value": 3},
    }
    assert found["plugins"]["providers"][0] == {"name": "random", "version": "4.0.0"}
    assert "backend" not in found
    assert document["backend"], "the document is left as it is"


def test_this_process_itself_finds_no_account_of_the_callers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("SENTRY_AUTH_TOKEN", "hidden")
    before = dict(os.environ)
    with accounts_hidden():
        import boto3  # noqa: PLC0415

        assert boto3.Session().get_credentials() is None
        assert "SENTRY_AUTH_TOKEN" not in os.environ
    assert dict(os.environ) == before


def test_every_address_in_the_settings_is_on_loopback() -> None:
    def addresses(value: object) -> list[str]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in addresses(item)]
        if isinstance(value, list):
            return [found for item in value for found in addresses(item)]
        return [value] if isinstance(value, str) and "://" in value else []

    found = addresses(provider_settings(URLS))
    assert len(found) == len(AWS_SERVICES) + 4  # PagerDuty's own plugin and that of overrides
    assert {urlsplit(address).hostname for address in found} == {"127.0.0.1"}


@pytest.mark.parametrize("account", ["aws", "sentry", "pagerduty"])
def test_an_address_elsewhere_is_refused(account: str) -> None:
    urls = SandboxUrls(**{**vars(URLS), account: "https://api.pagerduty.com"})
    with pytest.raises(SandboxError, match="must be on a loopback address"):
        provider_settings(urls)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.pagerduty.com",
        "http://localhost:8000",
        "http://127.0.0.1.example.test",
        "http://127.0.0.1@example.test",
        "http://10.0.0.1",
        "http://0.0.0.0:8000",
        "127.0.0.1:8000",
        "",
        "http://[::1",
    ],
)
def test_what_is_not_loopback_for_certain_is_refused(url: str) -> None:
    with pytest.raises(SandboxError, match=r"The URL must be on a loopback address"):
        require_loopback(url, "The URL")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:80/x"])
def test_loopback_is_let_through(url: str) -> None:
    assert require_loopback(url, "The URL") == url


def test_no_credential_of_the_caller_is_left_in_the_environment(info: SandboxInfo) -> None:
    base = {
        "AWS_ACCESS_KEY_ID": "real",
        "AWS_PROFILE": "real",
        "AWS_ENDPOINT_URL_SNS": "real",
        "AWS_CONFIG_FILE": "real",
        "PAGERDUTY_TOKEN": "real",
        "PAGERDUTY_USER_TOKEN": "real",
        "SENTRY_AUTH_TOKEN": "real",
        "SENTRY_BASE_URL": "real",
        "PULUMI_ACCESS_TOKEN": "real",
        "PULUMI_BACKEND_URL": "real",
        "PULUMI_CONFIG_PASSPHRASE_FILE": "real",
        "HOME": "/home/ana",
        "PULUMI_HOME": "/home/ana/.pulumi",
    }
    result = environment(info, base)
    assert "real" not in result.values()
    assert result["HOME"] == "/home/ana"
    assert result["PULUMI_HOME"] == "/home/ana/.pulumi"
    assert result["AWS_CONFIG_FILE"] == os.devnull
    assert result["PULUMI_BACKEND_URL"] == f"file://{info.stacks}?metadata=skip"
    assert info.stacks.is_dir()


def test_the_own_plugins_are_found_by_the_engine_only(info: SandboxInfo) -> None:
    before = dict(os.environ)
    result = environment(info)
    assert result["PATH"].split(os.pathsep)[0] == str(info.directory / "bin")
    assert dict(os.environ) == before


def test_a_proxy_is_not_asked_for_loopback(info: SandboxInfo) -> None:
    result = environment(info, {"HTTPS_PROXY": "http://proxy.test", "NO_PROXY": "intern.test"})
    assert result["NO_PROXY"] == "intern.test,127.0.0.1,localhost"
    assert result["no_proxy"] == "127.0.0.1,localhost"
