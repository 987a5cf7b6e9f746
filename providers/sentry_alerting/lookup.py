"""What all functions of the package have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import Function, InvokeError
from providers.sentry_alerting.checking import Checker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from providers.plugin import Props
    from providers.sentry_alerting.account import Account
    from providers.sentry_alerting.declare import FunctionDeclaration

_SHOWN = 5


class Lookup(Function):
    """A declared function; a subclass finds, arguments are judged here."""

    declaration: ClassVar[FunctionDeclaration]

    def __init__(self, account: Account) -> None:
        """`account` is shared by all functions and resources."""
        self.account = account

    def __init_subclass__(cls) -> None:
        """Derive the token from the declaration."""
        super().__init_subclass__()
        cls.token = cls.declaration.token

    def invoke(self, args: Props) -> Props:
        """Judge the arguments and find."""
        checker = Checker()
        checked = checker.record(self.declaration.inputs, args)
        for failure in checker.failures:
            raise InvokeError(failure.property, failure.reason)
        return self.find(self.account.organization(checked), checked)

    @abstractmethod
    def find(self, organization: str, args: Props) -> Props:
        """Find it; an `InvokeError` says what isn't there."""


def only(found: Sequence[Props], argument: str, what: str, organization: str, name: str) -> Props:
    """The only one found; none or several is the fault of `argument`."""
    if len(found) == 1:
        return found[0]
    if not found:
        named = f" {name!r}" if name else ""
        raise InvokeError(argument, f"{organization} has no {what}{named}")
    listed = ", ".join(f"{one.get('name')} ({one.get('id')})" for one in found[:_SHOWN])
    raise InvokeError(argument, f"{organization} has {len(found)} of {what}: {listed}; say which")
