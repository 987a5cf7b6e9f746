"""Golden plans: an environment's resources as a committed file, and readable differences.

A plan is keyed by type and name, keeps the parent, and has JSON texts (policies, dashboards)
parsed, so that a reviewer sees the one value that changed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.automation.plan import PlannedResource

Golden = dict[str, dict[str, Any]]

UPDATE = "`pytest tests/components --golden-update` writes it anew"


def as_golden(resources: list[PlannedResource]) -> Golden:
    """Key resources by `type name`; two of one key are an error."""
    golden: Golden = {}
    for one in resources:
        key = f"{one.type} {one.name}"
        assert key not in golden, f"two resources are called {key}"
        golden[key] = {"parent": one.parent, **_parsed(one.inputs)}
    return golden


def _parsed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _parsed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_parsed(item) for item in value]
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return _parsed(json.loads(value))
        except json.JSONDecodeError:
            return value
    return value


def compare(path: Path, golden: Golden, *, update: bool) -> None:
    """Fail with one line for each difference, or write the file."""
    assert golden, "a plan without resources is no plan"
    if update:
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")
        return
    assert path.is_file(), f"{path.name} is missing; {UPDATE}"
    committed: Golden = json.loads(path.read_text(encoding="utf-8"))
    lines = list(differences(committed, golden))
    assert not lines, "\n".join([f"{path.name} differs; {UPDATE}", *lines])


def differences(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Yield `+ place value`, `- place value` and `~ place: old -> new`."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            place = f"{at} {key}".strip() if at.count(" ") < 1 else f"{at}.{key}"
            if key not in new:
                yield f"- {place}"
            elif key not in old:
                yield f"+ {place}: {_short(new[key])}"
            else:
                yield from differences(old[key], new[key], place)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, f"{at}[{index}]")
    elif old != new:
        yield f"~ {at}: {_short(old)} -> {_short(new)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}..."
