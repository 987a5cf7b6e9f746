"""What every kind of signal answers in words; a class for each kind is in a module of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from setpoint.catalog.model import Watching

if TYPE_CHECKING:
    from collections.abc import Iterator

SignalT = TypeVar("SignalT", bound=Watching)


class Limit(NamedTuple):
    """What is watched against what, over which window."""

    threshold: str
    window: str


class Kind(ABC, Generic[SignalT]):
    """What is known of the signals of one kind."""

    @abstractmethod
    def watched(self, signal: SignalT) -> str:
        """Return what is watched: a metric, an expression, a URL, issues."""

    @abstractmethod
    def limits(self, signal: SignalT) -> Iterator[Limit]:
        """Yield its limits, those of a composite's children left out."""
