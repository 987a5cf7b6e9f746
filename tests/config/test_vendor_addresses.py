"""No setting that a pull request can bring sends a token in the clear, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config import ConfigError, find_project
from tests.config.conftest import problems_of, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Load

SERVICES = "services:\n  api: { team: platform, escalation: platform }\n"
IN_THE_CLEAR = (
    "pagerduty:apiUrlOverride: http://evil.example",
    "pagerduty:config:apiUrlOverride: http://evil.example",
    "pagerduty-overrides:apiUrl: http://evil.example",
    "pagerduty-overrides:apiUrl: evil.example",
    "sentry:baseUrl: http://127.0.0.1.evil.example/",
    "sentry-alerting:baseUrl: { secure: v1:AAAA }",
    "aws:endpoints: [{ sns: http://evil.example }]",
    "aws:endpoints: { sns: http://evil.example }",
    'aws:endpoints: \'[{"sns": "http://evil.example"}]\'',
    "aws:endpoints: '[{\"sns\": '",
    "aws:httpProxy: http://evil.example:3128",
    "aws:httpsProxy: http://evil.example:3128",
    "aws:ec2MetadataServiceEndpoint: http://evil.example",
    "aws:insecure: true",
    "aws:insecure: 'true'",
    "pagerduty:insecureTls: 'true'",
)
IN_ORDER = (
    "pagerduty-overrides:apiUrl: https://api.pagerduty.com",
    "pagerduty:apiUrlOverride: http://127.0.0.1:8080",
    'aws:endpoints: \'[{"sns": "http://localhost:1"}]\'',
    "aws:endpoints: [{ sns: 'http://[::1]:1', kms: https://kms.example }]",
    "aws:ec2MetadataServiceEndpoint: http://169.254.169.254",
    "aws:useDualstackEndpoint: true",
    "aws:noProxy: intranet.example",
    "aws:insecure: false",
    "aws:defaultTags: { tags: { runbook: http://wiki.example } }",
    "shop:callbackUrl: http://intranet.example",
)


def in_the_project(tmp_path: Path, setting: str) -> list[str]:
    root = write_project(tmp_path / "project", {"services.yaml": SERVICES})
    (root / "Pulumi.yaml").write_text(f"name: shop\nruntime: python\nconfig:\n  {setting}\n")
    try:
        find_project(root)
    except ConfigError as error:
        return [str(each) for each in error.problems]
    return []


@pytest.mark.parametrize("setting", IN_THE_CLEAR)
def test_it_is_refused_in_a_stack_s_settings(loader: Load, setting: str) -> None:
    (found,) = problems_of(loader, {"services.yaml": SERVICES}, f"config:\n  {setting}\n")
    assert found.startswith("Pulumi.prod.yaml:2:")
    assert "token" in found


@pytest.mark.parametrize("setting", IN_THE_CLEAR)
def test_it_is_refused_in_the_project_s(tmp_path: Path, setting: str) -> None:
    (found,) = in_the_project(tmp_path, setting)
    assert found.startswith("Pulumi.yaml:4:")


@pytest.mark.parametrize("key", ["value", "default"])
def test_it_is_refused_where_the_project_wraps_it(tmp_path: Path, key: str) -> None:
    setting = f"pagerduty-overrides:apiUrl: {{ type: string, {key}: http://evil.example }}"
    assert len(in_the_project(tmp_path, setting)) == 1


def test_it_is_refused_in_an_environment_of_the_stack_s_own(loader: Load) -> None:
    inner = "{ values: { pulumiConfig: { 'aws:httpProxy': '${elsewhere}' } } }"
    (found,) = problems_of(loader, {"services.yaml": SERVICES}, f"environment: {inner}\n")
    assert "aws:httpProxy" in found


@pytest.mark.parametrize("setting", IN_ORDER)
def test_others_are_taken(loader: Load, tmp_path: Path, setting: str) -> None:
    assert loader({"services.yaml": SERVICES}, overlay=f"config:\n  {setting}\n")
    assert in_the_project(tmp_path / "other", setting) == []
