"""The place of each value of an alert, looked up when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from setpoint.config.model import Section
from setpoint.config.model.section import given
from setpoint.config.path import write_path
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from setpoint.config import Origins
    from setpoint.config.path import Path


class AlertOrigins(Mapping[str, Origin]):
    """Path below the alert (`cloudwatch.threshold`) to the place that set the value.

    Holds references only: five thousand alerts have a hundred thousand values.
    """

    __slots__ = ("_origins", "_prefix", "_section")

    def __init__(self, origins: Origins, prefix: Path, section: Section) -> None:
        self._origins = origins
        self._prefix = prefix
        self._section = section

    def __getitem__(self, path: str) -> Origin:
        for below, _ in leaves(self._section):
            if write_path(below) == path:
                return self._origins.at((*self._prefix, *below))
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return (write_path(below) for below, _ in leaves(self._section))

    def __len__(self) -> int:
        return sum(1 for _ in leaves(self._section))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield each value that the config sets below a section, with its path.

    A list of plain values is one value; a section that says nothing has none.
    """
    if isinstance(value, Section):
        said = given(value)
        below: Iterable[tuple[str | int, Any]] = [item for item in said if item[1] is not None]
    elif isinstance(value, Mapping):
        below = value.items()
    elif isinstance(value, tuple) and any(isinstance(item, Section) for item in value):
        below = enumerate(value)
    else:
        yield path, value
        return
    for part, item in below:
        yield from leaves(item, (*path, part))
