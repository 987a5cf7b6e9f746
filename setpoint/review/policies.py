"""What a team doesn't let pass: names such as `removed-critical` and `looser-in-prod`.

A policy is a loss (`removed`, `disabled`, `unrouted`, ...), `looser`, `slower` or `told-later`,
each for one severity with `-SEVERITY` and one environment with `-in-ENV` behind it, or
`cost-over=AMOUNT`: the month's price rises by more than so many US dollars. `settings-changed`
holds without being named: a provider's setting or the program differs; `=off` behind it lifts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from setpoint.config.nearest import nearest
from setpoint.review.effect import Effect
from setpoint.review.model import LossKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from setpoint.review.model import AlertChange, Review
    from setpoint.review.settings import SettingChange

LOOSER, SLOWER, TOLD_LATER, COST_OVER = "looser", "slower", "told-later", "cost-over"
# Holds without being asked for: whoever can change where credentials go can change the rest.
SETTINGS, SETTINGS_OFF = "settings-changed", "settings-changed=off"
_LOOSE: Final = frozenset((Effect.less, Effect.mixed))
NAMES: Final = (*(kind.value for kind in LossKind), LOOSER, SLOWER, TOLD_LATER)


class PolicyError(ValueError):
    """A policy that there isn't; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule that a change may break.

    Attributes:
        text: As the user wrote it.
        severity, environment: None for any.
        amount: US dollars a month, for `cost-over` only.
    """

    text: str
    name: str
    severity: str | None = None
    environment: str | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A policy and what breaks it.

    Attributes:
        alert, environment: What the sentence is about; empty for all of a change.
    """

    policy: str
    sentence: str
    alert: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policies say.

    Attributes:
        override: Why the violations are let pass, None where they aren't.
    """

    policies: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()
    override: str | None = None

    @property
    def refused(self) -> bool:
        """Whether the change must not pass."""
        return bool(self.violations) and self.override is None


def judge(review: Review, policies: Iterable[Policy], override: str | None) -> Verdict:
    """Return what breaks which policy."""
    asked = tuple(policies)
    violations = dict.fromkeys(each for policy in asked for each in _broken(policy, review))
    return Verdict(tuple(policy.text for policy in asked), tuple(violations), override)


def parse(
    texts: Iterable[str], *, severities: Collection[str], environments: Collection[str]
) -> tuple[Policy, ...]:
    """Read policies, several with commas between them.

    Raises:
        PolicyError: There is no such policy.
    """
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    first = () if SETTINGS_OFF in names else (Policy(SETTINGS, SETTINGS),)
    asked = (name for name in names if name not in {SETTINGS, SETTINGS_OFF})
    return (*first, *(_parse(name, severities, environments) for name in asked))


def _parse(text: str, severities: Collection[str], environments: Collection[str]) -> Policy:
    if text.startswith(f"{COST_OVER}="):
        return _cost(text)
    rest, environment = _cut(text, "-in-", environments)
    name, severity = (rest, None) if rest in NAMES else _cut(rest, "-", severities)
    if name in NAMES:
        return Policy(text, name, severity, environment)
    known = [
        *(f"{each}{severity}{place}" for each in NAMES
          for severity in ("", *(f"-{s}" for s in severities))
          for place in ("", *(f"-in-{e}" for e in environments))),
        f"{COST_OVER}=AMOUNT", SETTINGS, SETTINGS_OFF,
    ]  # fmt: skip
    close = nearest(text, known)
    hint = (
        f"did you mean {close}?"
        if close
        else f"there are {', '.join((SETTINGS, *NAMES, COST_OVER))}"
    )
    raise PolicyError(f"There is no policy {text!r}; {hint}")


def _cost(text: str) -> Policy:
    written = text.partition("=")[2].removeprefix("$")
    try:
        amount = Decimal(written)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise PolicyError(f"{text!r} needs an amount of US dollars, such as {COST_OVER}=10")
    return Policy(text, COST_OVER, amount=amount)


def _cut(text: str, mark: str, known: Collection[str]) -> tuple[str, str | None]:
    """Return the text without a known word at its end, and the word."""
    for word in known:
        if text.endswith(f"{mark}{word}"):
            return text.removesuffix(f"{mark}{word}"), word
    return text, None


def _broken(policy: Policy, review: Review) -> Iterator[Violation]:
    """Yield each thing that breaks the policy."""
    if policy.amount is not None:
        yield from (Violation(policy.text, text) for text in _too_dear(policy.amount, review))
        return
    if policy.name == SETTINGS:
        yield from (_setting(change) for change in review.settings)
        return
    for loss in review.losses:
        if loss.kind.value == policy.name and _concerns(policy, loss.severity, loss.environment):
            yield _about(policy, loss.subject, loss.environment, loss.sentence)
    for each in review.told_later if policy.name == TOLD_LATER else ():
        if _concerns(policy, each.severity, each.environment):
            yield _about(policy, each.alert, each.environment, f"tells {each.who} {each.when}")
    for change in review.changes:
        broken = {LOOSER: _looser(change), SLOWER: change.slower}.get(policy.name)
        severity = (change.old or change.alert).severity
        if broken and _concerns(policy, severity, change.environment):
            word = "is less sensitive" if policy.name == LOOSER else "is detected later"
            yield _about(policy, change.id, change.environment, word)
        yield from _looser_with(policy, change) if policy.name == LOOSER else ()


def _setting(change: SettingChange) -> Violation:
    place = f" in {change.environment}" if change.environment else ""
    said = f"{change.path}{place} is changed"
    return Violation(SETTINGS, said, change.path, change.environment)


def _about(policy: Policy, alert: str, environment: str, said: str) -> Violation:
    return Violation(policy.text, f"{alert} in {environment} {said}", alert, environment)


def _looser(change: AlertChange) -> bool:
    """Whether an alert that is there rests where it went off, whatever else changed."""
    loose = any(field.effect in _LOOSE for field in change.fields)
    return loose and change.new is not None


def _looser_with(policy: Policy, change: AlertChange) -> Iterator[Violation]:
    """Yield the alerts that go off less often because this one changed."""
    for each in change.followers:
        if each.effect in _LOOSE and _concerns(policy, each.severity, change.environment):
            yield _about(policy, each.id, change.environment, each.sentence)


def _concerns(policy: Policy, severity: str | None, environment: str) -> bool:
    return policy.severity in {None, severity} and policy.environment in {None, environment}


def _too_dear(amount: Decimal, review: Review) -> Iterator[str]:
    increase = sum((cost.increase for cost in review.cost.values()), Decimal(0))
    if increase > amount:
        yield f"the month's price rises by ${increase:.2f}, more than ${amount:.2f}"
