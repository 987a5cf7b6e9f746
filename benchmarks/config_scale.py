"""How long a big config takes to load: N alerts over services, in two environments.

`write_project` makes the project; run as a program, this prints seconds for each size.
"""
# ruff: noqa: E501 - the YAML has lines as people write them

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path

from setpoint.config import find_project, load_all

SIZES = (500, 1_000, 2_000, 5_000)
ALERTS_A_SERVICE = 20
SERVICES_A_FILE = 25

_SHARED = """\
organization: bigshop
variables: { cluster: production }
slack:
  workspace: T0BIGSHOP
  channels: { "#incidents": C0INCIDENTS, "#alerts": C00ALERTS00 }
sentry:
  organization: bigshop
  integrations: { slack: BigShop, pagerduty: bigshop }
  projects:
    backend: { platform: python, team: platform }
people:
  ana: { name: Ana, email: ana@bigshop.example, phone: "+1 555 010 0001" }
  ben: { name: Ben, email: ben@bigshop.example, phone: "+1 555 010 0002" }
teams:
  platform: { name: Platform, people: [ana, ben] }
schedules:
  primary:
    time_zone: UTC
    layers:
      - { rotation: weekly, handoff: monday 09:00, start: 2025-11-24, people: [ana, ben] }
escalations:
  platform: { rules: [{ notify: [{ schedule: primary }] }, { after: 15m, notify: [{ person: ana }] }] }
severities:
  critical: { page: high, slack: ["#incidents"], email: [oncall@bigshop.example] }
  high: { slack: ["#alerts"] }
"""
_SERVICE = """\
  service-{s:04}:
    name: Service {s}
    team: platform
    escalation: platform
    sentry_project: backend
    alerts:
"""
_CLOUDWATCH = """\
      high-cpu-{a:02}:
        severity: high
        summary: CPU of part {a} stays above {t} %
        runbook: https://runbooks.bigshop.example/high-cpu
        cloudwatch:
          metric: {{ namespace: AWS/ECS, name: CPUUtilization, dimensions: {{ ClusterName: "${{cluster}}", ServiceName: service-{s:04}-{a:02} }}, statistic: Average }}
          comparison: ">"
          threshold: {t}%
          period: 1m
          evaluation_periods: 10
"""
_PLAIN = """\
      queue-age-{a:02}:
        severity: high
        summary: Messages of queue {a} wait too long
        cloudwatch:
          metric: {{ namespace: AWS/SQS, name: ApproximateAgeOfOldestMessage, dimensions: {{ QueueName: service-{s:04}-{a:02} }}, statistic: Maximum }}
          comparison: ">="
          threshold: {t}s
          period: 5m
          evaluation_periods: 3
          datapoints_to_alarm: 2
          treat_missing_data: notBreaching
"""
_MATH = """\
      error-rate-{a:02}:
        severity: critical
        summary: More than {t} % of requests to part {a} fail
        cloudwatch_math:
          expression: 100 * errors / requests
          metrics:
            errors: {{ namespace: BigShop, name: Errors, dimensions: {{ Service: service-{s:04}-{a:02} }}, statistic: Sum }}
            requests: {{ namespace: BigShop, name: Requests, dimensions: {{ Service: service-{s:04}-{a:02} }}, statistic: Sum }}
          comparison: ">"
          threshold: {t}%
          period: 5m
          evaluation_periods: 2
"""
_COMPOSITE = """\
      slow-{a:02}:
        severity: high
        summary: Part {a} answers slowly
        composite:
          any:
            p95:
              cloudwatch:
                metric: {{ namespace: BigShop, name: Latency, dimensions: {{ Service: service-{s:04}-{a:02} }}, statistic: p95, unit: Milliseconds }}
                comparison: ">"
                threshold: {t}ms
                period: 5m
                evaluation_periods: 1
            p99:
              cloudwatch:
                metric: {{ namespace: BigShop, name: Latency, dimensions: {{ Service: service-{s:04}-{a:02} }}, statistic: p99, unit: Milliseconds }}
                comparison: ">"
                threshold: 2s
                period: 5m
                evaluation_periods: 1
"""
_SENTRY = """\
      sentry-errors-{a:02}:
        severity: high
        summary: Part {a} raises errors
        sentry_metric:
          aggregate: count()
          query: part:{a}
          time_window: 5m
          comparison: ">"
          threshold: {t}
          environment: production
"""
# Per ten alerts: what a fleet of services usually watches.
_MIX = (
    _CLOUDWATCH,
    _PLAIN,
    _CLOUDWATCH,
    _MATH,
    _PLAIN,
    _CLOUDWATCH,
    _COMPOSITE,
    _PLAIN,
    _SENTRY,
    _MATH,
)


def write_project(folder: Path, alerts: int) -> Path:
    """A project with so many alerts and the environments prod and staging."""
    (folder / "alerts").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: bigshop-alerting\nruntime: python\n")
    (folder / "alerts" / "organization.yaml").write_text(_SHARED)
    services = [
        _service(number, min(ALERTS_A_SERVICE, alerts - number * ALERTS_A_SERVICE))
        for number in range(-(-alerts // ALERTS_A_SERVICE))
    ]
    for start in range(0, len(services), SERVICES_A_FILE):
        text = "services:\n" + "".join(services[start : start + SERVICES_A_FILE])
        (folder / "alerts" / f"services-{start:04}.yaml").write_text(text)
    (folder / "Pulumi.prod.yaml").write_text(_stack("prod", len(services)))
    (folder / "Pulumi.staging.yaml").write_text(_stack("staging", len(services)))
    return folder


def _service(number: int, alerts: int) -> str:
    """One service's YAML."""
    parts = [
        _MIX[a % len(_MIX)].format(s=number, a=a, t=50 + (number + a) % 40) for a in range(alerts)
    ]
    return _SERVICE.format(s=number) + "".join(parts)


def _stack(environment: str, services: int) -> str:
    """A stack config; staging loosens one threshold in every tenth service."""
    head = "config:\n  aws:region: us-east-1\n  setpoint:config:\n"
    if environment == "prod":
        return head + "    paging: true\n"
    looser = "".join(
        f"      service-{n:04}: {{ alerts: {{ queue-age-01: {{ cloudwatch: {{ threshold: 10m }} }} }} }}\n"
        for n in range(0, services, 10)
    )
    return f"{head}    variables: {{ cluster: staging }}\n    services:\n{looser}"


def measure(alerts: int) -> float:
    """Seconds to load a project of so many alerts in both environments."""
    with tempfile.TemporaryDirectory() as folder:
        project = find_project(write_project(Path(folder) / "project", alerts))
        gc.collect()
        gc.disable()  # as the command does: its processes are short
        start = time.perf_counter()
        loaded = load_all(project)
        seconds = time.perf_counter() - start
        gc.enable()
    counted = sum(len(s.alerts) for s in loaded["prod"].config.services.values())
    if counted != alerts or len(loaded) != 2:  # noqa: PLR2004
        raise AssertionError((counted, len(loaded)))
    return seconds


def main() -> None:
    """Print a line for each size."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print("alerts  seconds  ms/alert  (config only, two environments)")
    for alerts in sizes:
        seconds = measure(alerts)
        print(f"{alerts:6}  {seconds:7.3f}  {1000 * seconds / alerts:8.3f}")


if __name__ == "__main__":
    main()
