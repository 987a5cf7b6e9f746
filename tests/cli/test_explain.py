from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]

OTHERS = """\
sentry:
  organization: acme
  integrations: { slack: Acme }
  projects:
    web: { team: core }
digests:
  # A message a day.

  daily:
    at: "09:00"
    time_zone: Europe/Berlin
    sentry_token_secret: acme/sentry
    people: [ana]
"""


def test_each_value_the_line_that_set_it_and_what_the_others_have(setpoint: Setpoint) -> None:
    lines = setpoint("explain", "shop/high-cpu", "--env", "prod").stdout.splitlines()
    assert lines[0] == "shop/high-cpu in prod"
    assert lines[2].startswith("  goes off: Average of AWS/EC2 CPUUtilization > 80%")
    place = next(place for place, line in enumerate(lines) if "threshold: 80%" in line)
    assert lines[place].endswith("alerts.yaml:16:22")
    assert "(staging) 90%" in lines[place + 1]
    assert lines[place + 1].endswith("Pulumi.staging.yaml:6:48")
    assert any(line.endswith("built in") for line in lines)


def test_the_named_line_is_the_one_to_change(setpoint: Setpoint, project: Path) -> None:
    document = json.loads(setpoint("explain", "shop/high-cpu", "--env", "prod", "--json").stdout)
    (value,) = [each for each in document["values"] if each["path"] == "cloudwatch.threshold"]
    origin = value["origin"]
    line = (project / origin["file"]).read_text().splitlines()[origin["line"] - 1]
    assert line[origin["column"] - 1 :] == value["value"] == "80%"
    assert value["others"]["staging"]["value"] == "90%"


def test_an_unknown_alert_gets_the_nearest_name(setpoint: Setpoint) -> None:
    done = setpoint("explain", "shop/hihg-cpu", "--env", "prod")
    assert done.returncode == 2
    assert "There is no alert shop/hihg-cpu in prod; did you mean shop/high-cpu?" in done.stderr


@pytest.mark.parametrize(
    ("name", "section", "place"),
    [
        ("daily", "digests", "9:3"),
        ("digests.daily", "digests", "9:3"),
        ("web", "sentry.projects", "5:5"),
        ("sentry.projects.web", "sentry.projects", "5:5"),
    ],
)
def test_what_is_no_alert_is_told_as_what_it_is(
    setpoint: Setpoint, project: Path, name: str, section: str, place: str
) -> None:
    (project / "alerts").mkdir()
    (project / "alerts.yaml").rename(project / "alerts" / "alerts.yaml")
    (project / "alerts" / "others.yaml").write_text(OTHERS)

    done = setpoint("explain", name, "--env", "prod")

    assert (done.returncode, done.stdout) == (2, "")
    said = f"{name} is no alert: it stands under {section} at alerts/others.yaml:{place}; explain"
    assert said in done.stderr


def test_an_alert_with_levels_names_them(setpoint: Setpoint, project: Path) -> None:
    text = (project / "alerts.yaml").read_text()
    text = text.replace("severity: high", "levels: { high: 90%, low: 80% }", 1)
    text = text.replace("          threshold: 80%\n", "")
    (project / "alerts.yaml").write_text(text)
    (project / "Pulumi.staging.yaml").write_text("config: {}\n")

    done = setpoint("explain", "shop/high-cpu", "--env", "prod")

    assert done.returncode == 2
    named = "shop/high-cpu has levels; name shop/high-cpu-high or shop/high-cpu-low"
    assert named in done.stderr
    assert "threshold: 80%" in setpoint("explain", "shop/high-cpu-low", "--env", "prod").stdout


def test_an_unknown_environment(setpoint: Setpoint) -> None:
    done = setpoint("explain", "shop/high-cpu", "--env", "prdo")
    assert done.returncode == 2
    assert "There is no environment prdo; there are prod, staging" in done.stderr
