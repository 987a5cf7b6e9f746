"""What every kind of signal answers in words; a class for each kind is in a module of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from setpoint.catalog.model import Watching

if TYPE_CHECKING:
    from collections.abc import Iterator

SignalT = TypeVar("SignalT", bound=Watching)


class Limit(NamedTuple):
    """What is watched against what, over which window."""

    threshold: str
    window: str


class Kind(ABC, Generic[SignalT]):
    """What is known of the signals of one kind.

    Attributes:
        key: Its key in the config.
    """

    key: ClassVar[str]

    @abstractmethod
    def watched(self, signal: SignalT) -> str:
        """Return what is watched: a metric, an expression, a URL, issues."""

    @abstractmethod
    def limits(self, signal: SignalT) -> Iterator[Limit]:
        """Yield its limits, those of a composite's children left out."""

    @abstractmethod
    def delay(self, signal: SignalT) -> int:
        """Return the seconds at worst from the first breach to the alarm.

        0 for what an event itself sets off; of a composite what it adds to its alarms' own. Not
        in it: how long a value takes to arrive at the vendor, and the delivery of a message.
        """

    @abstractmethod
    def delay_of(self, signal: SignalT) -> str:
        """Return what the delay was computed from, as a sentence without the full stop."""

    def obstacle(self, signal: SignalT) -> str | None:
        """Return why it can't go off, as far as the config alone tells; None if it can."""
        del signal
        return None
