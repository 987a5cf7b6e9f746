"""What is wrong with a config: values with a place and a sentence, collected and raised at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.config.value import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake.

    Attributes:
        origin: The place to look at.
        path: Where it is in the config, `services.api.alerts.error-rate.threshold`; empty
            for a mistake of a whole file.
        message: A sentence that names the value and what is allowed.
        value: The value in question, if it is a text or number and not encrypted.
        allowed: What may stand there, where that is a short list.
        nearest: The name that was probably meant.
    """

    origin: Origin
    path: str
    message: str
    value: Any = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None

    def __str__(self) -> str:
        """`file:line:column: path: sentence`."""
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        place = f"{self.origin}: {self.path}" if self.path else str(self.origin)
        return f"{place}: {self.message}{hint}"


class ConfigError(Exception):
    """The config is not valid; holds every problem found, ordered by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = {(p.origin, p.path, p.message): p for p in problems}
        self.problems: Sequence[Problem] = tuple(unique[key] for key in sorted(unique))
        super().__init__("\n".join(str(problem) for problem in self.problems))
