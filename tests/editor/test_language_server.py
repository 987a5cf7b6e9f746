"""What an editor with yaml-language-server says and offers, by the committed schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editor.language_server import LanguageServer, installed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROJECTS = [ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/Pulumi.yaml"))]
FILES = [
    path
    for project in PROJECTS
    for pattern in ("alerts/*.yaml", "Pulumi.?*.yaml")
    for path in sorted(project.glob(pattern))
]
NEW = (ROOT / "alerts" / "of-a-test.yaml").as_uri()
ALERT = """\
services:
  api:
    team: platform
    alerts:
      slow:
        severity: high
        summary: Slow
"""
METRIC = """\
        cloudwatch:
          metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }
          comparison: ">"
          threshold: 80%
"""


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    program = installed()
    if program is None:
        pytest.skip("npm can't install yaml-language-server here")
    schema = ROOT / "schema"
    started = LanguageServer(
        program,
        {
            schema / "setpoint.schema.json": "**/alerts/*.yaml",
            schema / "overlay.schema.json": "**/Pulumi.*.yaml",
        },
    )
    yield started
    started.stop()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_wrong_with_an_example(path: Path, server: LanguageServer) -> None:
    assert server.diagnostics(path.as_uri(), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ALERT, ["5:7: has no signal; write cloudwatch, cloudwatch_math, "]),
        (f"{ALERT}        cloudwach: {{}}\n", ["8:9: Property cloudwach is not allowed."]),
        (
            f"{ALERT}{METRIC}        http_check: {{ url: https://shop.example }}\n",
            ["5:7: has more than one signal of cloudwatch, "],
        ),
        (
            "escalations: { e: { rules: [{ notify: [{}, { user: ana }] }] } }\n",
            [
                "1:40: has no target; write schedule, person or group",
                "1:46: Property user is not allowed.",
            ],
        ),
        (
            "dashboards:\n  d: { widgets: [{ x: 5 }, { text: a, gauge: { title: b } }] }\n",
            ["2:18: has no content; write text, ", "2:28: has more than one content of text, "],
        ),
        (ALERT.replace("high", "5") + METRIC, ['6:19: Incorrect type. Expected "string".']),
        (
            f"{ALERT}{METRIC}          period: 45s\n",
            ["12:19: write 10s, 20s, 30s or a multiple of 1m"],
        ),
        (ALERT + METRIC.replace("80%", "20G"), ["11:22: write a number, or one with a unit "]),
        (ALERT + METRIC.replace("Average", "Averag"), ["9:74: write Average, Sum, Minimum, "]),
    ],
)
def test_what_is_wrong_is_told_in_our_words(
    text: str, told: list[str], server: LanguageServer
) -> None:
    found = server.diagnostics(NEW, text)
    assert len(found) == len(told)
    for sentence, start in zip(found, told, strict=True):
        assert sentence.startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        ALERT.replace("high", "brand-new") + METRIC,
        ALERT.replace("platform", "brand-new") + METRIC,
        ALERT.replace("high", "${severity}") + METRIC,
        ALERT + METRIC.replace("CPUUtilization", "Brand.New"),
        ALERT + METRIC.replace("AWS/EC2", "Brand/New"),
        f"{ALERT}        runbook: brand-new\n{METRIC}",
    ],
)
def test_what_is_new_is_no_error(text: str, server: LanguageServer) -> None:
    assert server.diagnostics(NEW, text) == []


@pytest.mark.parametrize(
    ("text", "some"),
    [
        (ALERT.replace("high", "|"), {"critical", "high"}),
        (ALERT.replace("platform", "|"), {"platform"}),
        ("services: { api: { team: |, name: API } }\n", {"platform"}),
        ("services: { api: { team: x, alerts: { a: { severity: c| } } } }\n", {"critical"}),
        ("teams: { a: { people: [engineer-a, e|] } }\n", {"engineer-b", "manager"}),
        (f"{ALERT}        levels:\n          |\n", {"critical", "high"}),
        (f"{ALERT}        template: |\n", {"root-disk"}),
        (f"{ALERT}        runbook: |\n", {"high-cpu", "disk-space"}),
        (ALERT + METRIC.replace("AWS/EC2", "A|"), {"AWS/EC2", "AWS/SQS"}),
        (
            ALERT + METRIC.replace("AWS/EC2", "AWS/SQS").replace("CPUUtilization", "A|"),
            {"ApproximateAgeOfOldestMessage"},
        ),
        (f"{ALERT}        |\n", {"cloudwatch", "prometheus", "owner"}),
    ],
)
def test_what_there_is_is_offered(text: str, some: set[str], server: LanguageServer) -> None:
    assert some <= server.completions(NEW, text)
