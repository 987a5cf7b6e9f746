"""Cases of the tables: what they leave out, and the shorthand for an alarm.

`alarm: Average AWS/EC2 CPUUtilization > 80%` stands for an alert `it` with a `cloudwatch`
signal; `with` adds to the signal, `alert` to the alert; `other` is a second alarm. `config` is
merged over base.yaml, `prod` and `staging` are overlays, `files` are further files.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from setpoint.lint import Environment, Project, all_checks
from setpoint.oncall import double_bookings, gaps

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 23)
PAGE = (
    "# What to do\n\n## First steps\n\nLook at the dashboard of the shop and at the newest"
    " deployment. Roll back what was deployed within the hour, then tell the channel what you"
    " have seen and done, and stay with it until the graphs are back where they were.\n"
)


class Rota:
    """The on-call arithmetic, as the command hands it in."""

    gaps = staticmethod(gaps)
    double_bookings = staticmethod(double_bookings)


@dataclass
class Files:
    """What a case consists of: the part of the config that it says itself."""

    config: dict[str, Any]
    overlays: dict[str, dict[str, Any] | None]
    files: dict[str, str] = field(default_factory=dict)
    stack: dict[str, dict[str, Any]] = field(default_factory=dict)


def base() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "base.yaml").read_text("utf-8"))


def merged(below: Any, above: Any) -> Any:
    """Return both, mappings merged, null removing."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return copy.deepcopy(above)
    out = dict(below)
    for key, value in above.items():
        if value is None:
            out.pop(key, None)
        else:
            out[key] = merged(below.get(key), value)
    return out


def signal(text: str, more: dict[str, Any]) -> dict[str, Any]:
    """`Average AWS/EC2 CPUUtilization > 80%`."""
    statistic, namespace, name, comparison, threshold = text.split()
    plain = yaml.safe_load(threshold)
    metric = {"namespace": namespace, "name": name, "statistic": statistic}
    section = {"metric": metric, "comparison": comparison, "threshold": plain}
    return merged(section, more)


def expand(case: dict[str, Any]) -> Files:
    """Return what a case says, the shorthand written out."""
    config = merged(_many_metrics(case.get("graphs", 0)), case.get("config", {}))
    alerts: dict[str, Any] = _many_parts(case.get("parts", 0))
    for name, text, more in (
        ("it", case.get("alarm"), case.get("with", {})),
        ("other", case.get("other"), case.get("other_with", {})),
    ):
        own = case.get("alert" if name == "it" else "other_alert")
        if text or own:
            head = {"severity": "high", "summary": "Servers of the shop are in trouble"}
            head["runbook"] = "pay"
            if name == "other":
                head["summary"] = "Servers of the shop are in other trouble"
            alerts[name] = {**head, **({"cloudwatch": signal(text, more)} if text else {})}
            alerts[name] = merged(alerts[name], own or {})
    if alerts:
        config = merged(config, {"services": {"shop": {"alerts": alerts}}})
    overlays: dict[str, dict[str, Any] | None] = {"prod": case.get("prod")}
    if "staging" in case:
        overlays["staging"] = case["staging"]
    overlays.update(case.get("envs", {}))
    return Files(config, overlays, case.get("files", {}), case.get("stack", {}))


def _many_parts(count: int) -> dict[str, Any]:
    """Return an alert `it` of so many alarms with long names, for limits."""
    if not count:
        return {}
    parts = {
        f"{'a-part-of-a-rather-long-name-' * 2}{n}": {
            "cloudwatch": signal(
                "Sum Acme Errors > 5", {"metric": {"dimensions": {"Part": str(n)}}}
            )
        }
        for n in range(count)
    }
    head = {"severity": "high", "summary": "A part of the shop fails", "runbook": "pay"}
    return {"it": {**head, "composite": {"any": parts}}}


def _many_metrics(graphs: int) -> dict[str, Any]:
    """Return a dashboard of so many graphs with 450 metrics each, for limits."""
    metrics = [{"namespace": "Acme", "name": f"Errors{n}", "statistic": "Sum"} for n in range(450)]
    widgets = [{"graph": {"title": f"Part {n}", "metrics": metrics}} for n in range(graphs)]
    return {"dashboards": {"all": {"widgets": widgets}}} if graphs else {}


def write(folder: Path, files: Files) -> Path:
    """Write the project."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    text = yaml.safe_dump(merged(base(), files.config), sort_keys=False, allow_unicode=True)
    (folder / "alerts.yaml").write_text(text, "utf-8")
    for name, overlay in files.overlays.items():
        stack = {"aws:region": "us-east-1", **files.stack.get(name, {})}
        stack["setpoint:config"] = overlay or {}
        (folder / f"Pulumi.{name}.yaml").write_text(yaml.safe_dump({"config": stack}))
    (folder / "runbooks").mkdir(exist_ok=True)
    (folder / "runbooks" / "pay.md").write_text(PAGE)
    for name, content in files.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


def project_in(folder: Path, today: date = TODAY) -> Project:
    """Return the project of a folder as checks see it."""
    found = find_project(folder)
    environments = {
        name: Environment(build(loaded), loaded) for name, loaded in load_all(found).items()
    }
    return Project(
        environments=environments,
        root=found.root,
        today=today,
        rota=Rota(),
        checks=all_checks(),
    )
