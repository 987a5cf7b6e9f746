from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]


def test_environments_side_by_side_with_what_differs_marked(setpoint: Setpoint) -> None:
    assert setpoint("show").stdout == (
        "              prod                               staging\n"
        "shop/high-cpu\n"
        "  severity    high                               =\n"
        "  watches     Average of AWS/EC2 CPUUtilization  =\n"
        "  cloudwatch  > 80%, 3 of 5 x 1m                 * > 90%, 3 of 5 x 1m\n"
        "  route       #alerts                            =\n"
        "shop/errors\n"
        "  severity    low                                =\n"
        "  watches     Sum of Shop Errors                 =\n"
        "  cloudwatch  >= 10, 1 of 1 x 5m                 =\n"
        "  route       #alerts                            =\n"
        "\n"
        "2 alerts; values that differ: 1 (*)\n"
    )


def test_one_environment_is_a_table(setpoint: Setpoint) -> None:
    cpu, errors = "Average of AWS/EC2 CPUUtilization", "Sum of Shop Errors               "
    assert setpoint("show", "--env", "staging").stdout == (
        "acme staging: 2 alerts in us-east-1; pages nobody\n"
        "\n"
        "ALERT          SEVERITY  WATCHES                            "
        "THRESHOLD  WINDOW       ROUTE\n"
        f"shop/high-cpu  high      {cpu}  > 90%      3 of 5 x 1m  #alerts\n"
        f"shop/errors    low       {errors}  >= 10      1 of 1 x 5m  #alerts\n"
    )


def test_what_an_alert_watches_stands_below_where_the_table_is_too_wide(
    setpoint: Setpoint,
) -> None:
    lines = setpoint("show", "--env", "staging", columns=60).stdout.splitlines()
    assert "WATCHES" not in lines[2]
    assert "  Average of AWS/EC2 CPUUtilization -> #alerts" in lines


def test_a_time_to_respond_has_a_column_where_an_alert_has_one(
    setpoint: Setpoint, project: Path
) -> None:
    (project / "Pulumi.staging.yaml").write_text(
        "config:\n  setpoint:config: { severities: { high: { respond_within: 15m } } }\n"
    )
    lines = setpoint("show", "--env", "staging").stdout.splitlines()[2:]
    assert [line.split()[-1] for line in lines] == ["ROUTE", "#alerts", "#alerts"]
    assert lines[0].endswith("  WINDOW       RESPOND  ROUTE")
    assert lines[1].endswith("  3 of 5 x 1m  15m      #alerts")
    assert lines[2].endswith("  1 of 1 x 5m           #alerts")


def test_filters(setpoint: Setpoint) -> None:
    assert "shop/errors" not in setpoint("show", "--env", "prod", "--severity", "high").stdout
    assert "shop/errors" in setpoint("show", "--env", "prod", "--service", "shop").stdout
    done = setpoint("show", "--severity", "hihg")
    assert done.returncode == 2
    assert done.stderr == "Error: No alert has the severity hihg; there are high, low\n"


def test_no_line_is_wider_than_asked_for(setpoint: Setpoint) -> None:
    for arguments in (["show"], ["show", "--env", "prod"]):
        lines = setpoint(*arguments, columns=50).stdout.splitlines()
        assert max(map(len, lines)) <= 50


def test_json_has_every_alert_fully(setpoint: Setpoint) -> None:
    document = json.loads(setpoint("show", "--json").stdout)
    alerts = document["environments"]["staging"]["alerts"]
    assert [alert["id"] for alert in alerts] == ["shop/high-cpu", "shop/errors"]
    signal = alerts[0]["signal"]
    assert (signal["kind"], signal["threshold"]) == ("metric_alarm", 90.0)
    assert signal["metric"]["name"] == "CPUUtilization"
    assert alerts[0]["watches"] == ["Average of AWS/EC2 CPUUtilization"]
    assert alerts[0]["route"]["channels"]["slack"] == ["#alerts"]
    assert "origins" not in alerts[0]


def test_an_encrypted_value_is_never_shown(setpoint: Setpoint, project: Path) -> None:
    overlay = project / "Pulumi.prod.yaml"
    overlay.write_text(
        "config:\n"
        "  setpoint:config:\n"
        "    severities: { high: { email: [{ secure: v1:abcdef==:ciphertext }] } }\n"
    )
    for arguments in (["show"], ["show", "--json"], ["explain", "shop/high-cpu", "--env", "prod"]):
        done = setpoint(*arguments)
        assert done.returncode == 0
        assert "[secret]" in done.stdout
        assert "ciphertext" not in done.stdout + done.stderr
