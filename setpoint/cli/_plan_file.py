"""Plan files: JSON by which one run of CI holds the next to what it has shown. They hold no secret.

A pull request's review, which has no secret and no state, writes which config, settings and
program it was of, and which resources they change. The preview of the deployment is held to
that, and writes besides in which state it found the stack, and each change. `up` is held to
that. A plan file restricts, and nothing else is taken from it: one that somebody has forged can
only be refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from setpoint.cli._output import refuse_links, write_file
from setpoint.cli._stage import WORDS, read_stage
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from setpoint.automation.plan import PlannedResource
    from setpoint.automation.steps import Outcome, Step
    from setpoint.catalog.model import Catalog
    from setpoint.cli._stage import Stage

    Resources: TypeAlias = dict[tuple[str, str], dict[str, Any]]

Kind: TypeAlias = Literal["review", "preview"]

_VERSION = 2
_LONGEST = 50_000_000
_OURS = "setpoint:"  # what the types of Setpoint's own components begin with
_MOST_NAMED = 5


def save_plan(path: Path, stage: Stage, preview: Outcome) -> None:
    """Write what was previewed to a plan file."""
    _write(path, "preview", stage, _previewed(stage, preview))


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file that was read and is one of the config, settings and program that there are.

    Attributes:
        content: As it was written, see the module.
    """

    path: Path
    kind: Kind
    content: Mapping[str, Any]


def read_plan(path: Path, kind: Kind, stage: Stage) -> PlanFile:
    """Read a plan file; asked before a preview, which takes its time.

    Raises:
        CommandError: It is no plan of this environment, or one of another config, settings or
            program.
    """
    plan = _document(path)
    if plan.get("of") != kind:
        raise CommandError(f"{path} is no plan file of a {kind}")
    for key, own in (("project", stage.project.name), ("environment", stage.catalog.environment)):
        if plan.get(key) != own:
            raise CommandError(f"{path} is a plan of another {key}: {plan.get(key)}, not {own}")
    found = PlanFile(path, kind, plan)
    _require(found, _decisive(stage))
    return found


def require_plan(plan: PlanFile, stage: Stage, preview: Outcome) -> None:
    """See that what would be done now is what a preview's plan file says.

    Raises:
        CommandError: It isn't; nothing was changed.
    """
    _require(plan, _previewed(stage, preview))


def plan_name(environment: str) -> str:
    """Return what the plan file of an environment's review is called."""
    return f"plan-{environment}.json"


def save_reviewed(folder: Path, start: Path, bases: Mapping[str, Catalog | None]) -> None:
    """Write a plan file for each environment of a project that was reviewed.

    Args:
        folder: Where; made if missing.
        start: The project, as it was reviewed.
        bases: By environment, what it was compared with; None for a new one.

    Raises:
        CommandError: The folder can't be written to.
    """
    refuse_links(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} can't be written to: {error.strerror}") from error
    for environment, base in bases.items():
        stage = read_stage(start, environment)
        changed = sorted(map(list, _changed(base, stage.catalog)))
        reviewed = {**_decisive(stage), "resources": changed}
        _write(folder / plan_name(environment), "review", stage, reviewed)


def require_reviewed(plan: PlanFile, preview: Outcome) -> None:
    """See that a preview shows no more than a review's plan file says.

    Resources that the program declares besides Setpoint's components are not held: a review,
    which runs no program, doesn't know them.

    Raises:
        CommandError: It does.
    """
    reviewed = {tuple(one) for one in plan.content.get("resources", ())}
    shown = {(one.type, one.name) for one in _held(preview)}
    beyond = sorted(f"{kind.rsplit(':', 1)[-1]} {name}" for kind, name in shown - reviewed)
    if beyond:
        named = ", ".join(beyond[:_MOST_NAMED])
        more = f" and {len(beyond) - _MOST_NAMED} more" if len(beyond) > _MOST_NAMED else ""
        raise CommandError(
            f"This is not what was reviewed: {named}{more} would change, too. The stack's state "
            "is not what the pull request was compared with: deploy by hand after reading this"
        )


def _held(preview: Outcome) -> Iterator[Step]:
    for step in preview.steps:
        if step.is_change and step.urn.split("::")[2].startswith(_OURS):
            yield step


def _changed(base: Catalog | None, head: Catalog) -> Iterator[tuple[str, str]]:
    """Yield type and name of each resource that differs, or may: secrets are not looked into."""
    from setpoint.automation.plan import MASK

    old, new = _resources(base), _resources(head)
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key) or json.dumps(MASK) in json.dumps(new[key]):
            yield key


def _resources(catalog: Catalog | None) -> Resources:
    from setpoint.automation.plan import render_plan

    if catalog is None:
        return {}
    planned: list[PlannedResource] = render_plan(catalog)
    return {(one.type, one.name): one.inputs for one in planned}


def _decisive(stage: Stage) -> dict[str, Any]:
    """Return what must be the same whatever the stack's state is."""
    from setpoint import __version__

    return {"setpoint": __version__, **stage.digests}


def _previewed(stage: Stage, preview: Outcome) -> dict[str, Any]:
    return {
        **_decisive(stage),
        "state": preview.state,
        "changes": sorted(
            [step.op, step.urn, *(change.path for change in step.changes)]
            for step in preview.steps
            if step.is_change
        ),
    }


def _require(plan: PlanFile, now: Mapping[str, Any]) -> None:
    words = [WORDS[key] for key, value in now.items() if plan.content.get(key) != value]
    if not words:
        return
    changed = f"{' and '.join(words)} changed since {plan.path} was made"
    if plan.kind == "preview":
        raise CommandError(f"Nothing was changed: {changed}; preview again", exit_code=1)
    raise CommandError(
        f"This is not what was reviewed: {changed}. Bring the pull request up to date before it "
        "is merged, or deploy by hand"
    )


def _write(path: Path, kind: Kind, stage: Stage, content: Mapping[str, Any]) -> None:
    from setpoint.report.catalog_json import as_json

    document = {
        "version": _VERSION,
        "of": kind,
        "project": stage.project.name,
        "environment": stage.catalog.environment,
        **content,
        "catalog": json.loads(as_json(stage.catalog)),
    }
    write_file(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise CommandError(f"{path} is no plan file: it is no regular file")
        if path.stat().st_size > _LONGEST:
            raise CommandError(f"{path} is no plan file: it is larger than one can be")
        plan = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is no plan file: it holds no JSON") from error
    if not isinstance(plan, dict) or plan.get("version") != _VERSION:
        raise CommandError(f"{path} is no plan file of this version of Setpoint")
    if not _is_list_of_pairs(plan.get("resources", [])):
        raise CommandError(f"{path} is no plan file: its resources are no list of pairs")
    return plan


def _is_list_of_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list) and all(isinstance(word, str) for word in one) for one in value
    )
