"""Base and overlay become one typed config whose values know the lines that set them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.config import ConfigError, Secret
from setpoint.config.merging import fill_in
from tests.config.conftest import SHARED

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig
    from setpoint.config.model import Alert
    from tests.config.conftest import Load

SERVICES = (SHARED / "services.yaml").read_text()
SLOW = ("services", "api", "alerts", "slow")


def overlay(body: str) -> str:
    """A stack config with this under `setpoint:config`."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    return f"config:\n  aws:region: eu-central-1\n  setpoint:config:\n{lines}"


def load(loader: Load, body: str = "{}") -> LoadedConfig:
    """The project of organization.yaml and services.yaml with an overlay."""
    return loader({"services.yaml": SERVICES}, overlay=overlay(body))["prod"]


def slow(loaded: LoadedConfig) -> Alert:
    """The alert api/slow."""
    return loaded.config.services["api"].alerts["slow"]


def test_region_is_the_stacks(loader: Load) -> None:
    assert load(loader).region == "eu-central-1"


def test_region_without_a_setting_is_us_east_1(loader: Load) -> None:
    assert loader({"services.yaml": SERVICES})["prod"].region == "us-east-1"


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "config:\n", "config:\n  setpoint:config:\n"]
)
def test_stack_config_that_changes_nothing_is_fine(text: str, loader: Load) -> None:
    assert loader({"services.yaml": SERVICES}, overlay=text)["prod"].config.services


def test_scalar_of_the_overlay_replaces(loader: Load) -> None:
    loaded = load(
        loader, "services: { api: { alerts: { slow: { cloudwatch: { threshold: 5 } } } } }"
    )
    signal = slow(loaded).cloudwatch
    assert signal is not None
    assert (signal.threshold.value, signal.threshold.dimension) == (5, "number")
    assert signal.period == 60


def test_list_of_the_overlay_replaces(loader: Load) -> None:
    loaded = load(loader, 'severities: { high: { slack: ["#incidents"] } }')
    assert loaded.config.severities["high"].slack == ("#incidents",)


def test_null_of_the_overlay_removes(loader: Load) -> None:
    loaded = load(loader, "services: { api: { alerts: { down: null } } }")
    assert list(loaded.config.services["api"].alerts) == ["slow"]


def test_overlay_may_add_a_whole_alert(loader: Load) -> None:
    body = "services: { api: { alerts: { new: { severity: high, summary: New, http_check: { url: 'https://a.example' } } } } }"  # noqa: E501
    alerts = load(loader, body).config.services["api"].alerts
    assert alerts["new"].kind == "http_check"


def test_overlay_may_set_what_the_base_leaves_open(loader: Load) -> None:
    loaded = load(loader, "services: { api: { alerts: { slow: { enabled: false } } } }")
    assert slow(loaded).enabled is False


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((*SLOW, "cloudwatch", "threshold"), "Pulumi.prod.yaml:7:44"),
        ((*SLOW, "cloudwatch", "period"), "alerts/services.yaml:15:19"),
        ((*SLOW, "cloudwatch"), "alerts/services.yaml:11:9"),
        ((*SLOW, "cloudwatch", "evaluation_periods"), "alerts/services.yaml:11:9"),
        ((*SLOW, "cloudwatch", "metric", "statistic"), "alerts/services.yaml:12:103"),
        (("people", "ana", "email"), "alerts/organization.yaml:11:28"),
        (("severities", "high", "slack", 0), "Pulumi.prod.yaml:8:35"),
        (("teams", "platform", "people", 1), "alerts/organization.yaml:14:45"),
        (("nothing",), "alerts/organization.yaml:1:1"),
    ],
)
def test_value_knows_its_line(path: tuple[str | int, ...], place: str, loader: Load) -> None:
    body = """
services:
  api:
    alerts:
      slow: { cloudwatch: { threshold: 5 } }
severities: { high: { slack: ["#incidents"] } }
"""
    assert str(load(loader, body).origins.at(path)) == place


def test_origin_says_whether_the_overlay_set_it(loader: Load) -> None:
    body = "services: { api: { alerts: { slow: { cloudwatch: { threshold: 5 } } } } }"
    origins = load(loader, body).origins
    assert origins.overridden((*SLOW, "cloudwatch", "threshold"))
    assert not origins.overridden((*SLOW, "cloudwatch", "period"))


def test_variable_is_filled_in_and_known(loader: Load) -> None:
    loaded = load(loader, "variables: { cluster: staging }")
    signal = slow(loaded).cloudwatch
    path = (*SLOW, "cloudwatch", "metric", "dimensions", "Cluster")
    assert signal is not None
    assert signal.metric.dimensions == {"Cluster": "staging"}
    assert loaded.origins.references(path) == {"cluster": ("variables", "cluster")}
    assert str(loaded.origins.at(("variables", "cluster"))) == "Pulumi.prod.yaml:4:27"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("${limit}", 80),
        ("at ${limit}", "at 80"),
        ("${cluster}-${cluster}", "main-main"),
        ("$${cluster}", "${cluster}"),
        ("$cluster ${", "$cluster ${"),
    ],
)
def test_variables_in_text(text: str, filled: str | int) -> None:
    data, filling = fill_in({"variables": {"limit": 80, "cluster": "main"}, "x": [{"y": text}]})
    assert data["x"] == [{"y": filled}]
    assert filling.unknown == []


def test_encrypted_value_is_known_by_its_place_only(loader: Load) -> None:
    loaded = load(loader, "people: { ana: { phone: { secure: v1:c2VjcmV0:Y2lwaGVy } } }")
    phone = loaded.config.people["ana"].phone
    assert phone == Secret(("people", "ana", "phone"))
    assert "Y2lwaGVy" not in repr(loaded.config)


def test_encrypted_value_in_a_wrong_place_is_not_shown(loader: Load) -> None:
    with pytest.raises(ConfigError) as caught:
        load(loader, "people: { ana: { name: { secure: v1:c2VjcmV0:Y2lwaGVy } } }")
    assert "Y2lwaGVy" not in "".join(map(repr, caught.value.problems))


def test_password_of_a_url_is_not_shown(loader: Load) -> None:
    with pytest.raises(ConfigError) as caught:
        load(loader, "defaults: { runbook_url: 'ftp://me:hunter2@books.example' }")
    assert "hunter2" not in "".join(map(repr, caught.value.problems))


def test_all_problems_of_all_environments_come_at_once(loader: Load) -> None:
    with pytest.raises(ConfigError) as caught:
        loader(
            {"services.yaml": SERVICES.replace("period: 1m", "period: 45s")},
            overlay=overlay(
                "severities: { high: { page: loud } }\nteams: { platform: { people: [eve] } }"
            ),
        )
    assert [problem.path for problem in caught.value.problems] == [
        "severities.high.page",
        "teams.platform.people[0]",
        "services.api.alerts.slow.cloudwatch.period",
    ]


def test_problem_is_data_for_programs(loader: Load) -> None:
    with pytest.raises(ConfigError) as caught:
        load(loader, "services: { api: { alerts: { slow: { severity: hihg } } } }")
    (problem,) = caught.value.problems
    assert (problem.value, problem.nearest, problem.allowed) == (
        "hihg",
        "high",
        ("critical", "high"),
    )


def test_filling_in_keeps_what_has_no_variable() -> None:
    data: dict[str, Any] = {
        "variables": {"a": 1},
        "services": {"api": {"alerts": {"x": {"t": "${a}"}, "y": {}}}},
    }
    filled, _ = fill_in(data)
    before, after = (d["services"]["api"]["alerts"] for d in (data, filled))
    assert after["y"] is before["y"]
    assert after["x"] is not before["x"]
