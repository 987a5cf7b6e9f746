"""Ids of everything that references can name, valid or not."""

from __future__ import annotations

from typing import Any

from setpoint.config.model.types.reference import ANY, DEFINED


def ids(data: Any, kind: str) -> list[str]:
    """Ids of everything of a kind (a key of `DEFINED`) in the data of a config."""
    return _below(data, DEFINED[kind])


def _below(data: Any, path: tuple[str | int, ...]) -> list[str]:
    if not isinstance(data, dict):
        return []
    if not path:
        return list(data)
    if path[0] != ANY:
        return _below(data.get(path[0]), path[1:])
    return [f"{name}/{each}" for name, entry in data.items() for each in _below(entry, path[1:])]
