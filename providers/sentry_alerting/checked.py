"""Check and diff of a resource, from what it declares of its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from providers.plugin import UNKNOWN, CheckResult, DiffResult, Resource, diff_inputs
from providers.sentry_alerting.checking import Checker
from providers.sentry_alerting.comparing import comparable

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.account import Account
    from providers.sentry_alerting.declare import Declaration


class Checked(Resource):
    """A resource whose inputs are checked and compared; its life is the subclass's."""

    declaration: ClassVar[Declaration]

    def __init__(self, account: Account) -> None:
        """`account` is shared by all resources."""
        self.account = account

    def __init_subclass__(cls) -> None:
        """Derive what the kit wants to know from the declaration."""
        super().__init_subclass__()
        if "declaration" in vars(cls):
            properties = cls.declaration.inputs.properties
            cls.token = cls.declaration.token
            cls.replace_on = frozenset(one.name for one in properties if one.replaces)
            cls.secret_outputs = frozenset(one.name for one in properties if one.secret)

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Judge the inputs and fill in defaults, the configured organization among them."""
        del random_seed
        if olds:
            self.account.journal.settle(kind=self.token, name=name)
        checker = Checker()
        inputs = checker.record(self.declaration.inputs, news)
        if not checker.failures:
            self.complete(inputs)
            self.judge(inputs, checker)
        if "organization" not in inputs and self.account.settings.organization:
            inputs["organization"] = self.account.settings.organization
        return CheckResult(inputs, checker.failures)

    def complete(self, inputs: Props) -> None:
        """Fill in defaults that depend on other properties."""

    def judge(self, inputs: Props, checker: Checker) -> None:
        """Note what is wrong beyond the declaration; values may be unknown."""

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare, sets as sets."""
        del id, olds
        before, after = comparable(self.declaration.inputs, old_inputs, news)
        return diff_inputs(before, after, replace_on=self.replace_on)

    def previewed(self, inputs: Props, olds: Props | None = None) -> Props:
        """The outputs known before the operation is done."""
        known = olds or {}
        computed = {one.name: known.get(one.name, UNKNOWN) for one in self.declaration.outputs}
        return {**inputs, **computed}
