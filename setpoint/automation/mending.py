"""What an interrupted run has left is named, and set right by reading it from the vendors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.automation import backend
from setpoint.automation.locks import Lock, locks_in
from setpoint.recovery import deployment
from setpoint.recovery.access import Access
from setpoint.recovery.errors import LookupFailedError
from setpoint.recovery.lookup import UNREADABLE, Matches, Vendors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pulumi.automation.events import EngineEvent

    from setpoint.automation.session import Session
    from setpoint.automation.unknowns import Unknowns
    from setpoint.recovery.deployment import Document, Operation

    Tell = Callable[[str], None]


class MendingError(Exception):
    """What was left can't be set right; the message says why and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What may be done about what an interrupted run has left.

    Attributes:
        given: Asks a question and returns the answer; without anybody to ask, what was said
            on the command line.
        lock: Id of a lock that may be broken though its process may be alive.
    """

    given: Callable[[str], bool]
    lock: str | None = None


def refuse(_question: str) -> bool:
    """Say no."""
    return False


NOTHING = Consent(given=refuse)


def describe(operations: Iterable[Operation]) -> Iterator[str]:
    """Yield a line for each open operation."""
    for one in operations:
        yield f"{one.type.rsplit(':', 1)[-1]} {one.name}: interrupted while {one.kind}"


def mend(session: Session, state: Document, tell: Tell) -> Document:
    """Settle what is open in the state, if anything is, and return the state then.

    What the vendors have is looked up for open creates and taken over, everything else that
    was under way is read again. Vendors are only read.

    Raises:
        MendingError: A vendor can't be asked, or has an object of the same name that isn't ours.
        CommandError: The engine refused.
    """
    operations = deployment.open_operations(state)
    if not operations:
        return state
    tell(f"{len(operations)} operations are open from a run that was interrupted or failed:")
    for line in describe(operations):
        tell(f"  {line}")
    adopted, gone = _looked_up(session, operations, tell)
    if session.export() != state:
        raise MendingError("The state was changed by somebody else meanwhile: run it again")
    session.replace(deployment.without(deployment.settled(state, adopted), gone))
    return _reread(session, tell)


def _looked_up(
    session: Session, operations: Iterable[Operation], tell: Tell
) -> tuple[dict[str, str], list[str]]:
    """Return what only the vendors can say: ids of what open creates have made, and what is gone.

    The ids are by URN. What is gone are URNs of what its provider would fail at reading, for ever.
    """
    if not any(one.may_have_made or one.type in UNREADABLE for one in operations):
        return {}, []
    revealed = session.export(secrets=True)
    access = Access(session.settings(), session.target.variables)
    held = ((one["type"], one.get("id", "")) for one in deployment.resources(revealed))
    vendors = Vendors(access, held)
    return _adopted(session, revealed, vendors, tell), _gone(session, revealed, vendors, tell)


def _adopted(session: Session, revealed: Document, vendors: Vendors, tell: Tell) -> dict[str, str]:
    failures: list[str] = []
    found: dict[str, Matches] = {}
    for operation in deployment.open_operations(revealed):
        if not operation.may_have_made:
            continue
        session.interrupts.check()
        try:
            found[operation.urn] = vendors.find(operation)
        except LookupFailedError as error:
            failures.append(f"{operation.name}: {error}")
    if failures:
        raise MendingError("Open creates can't be looked up.\n" + "\n".join(failures))
    return dict(_told(found, tell))


def _gone(session: Session, revealed: Document, vendors: Vendors, tell: Tell) -> list[str]:
    opened = deployment.open_operations(revealed)
    read_again = {one.urn for one in opened if one.kind != deployment.CREATING}
    held = deployment.resources(revealed)
    times = Counter(one["urn"] for one in held)
    gone = []
    for one in held:
        if one["urn"] in read_again and times[one["urn"]] == 1:
            session.interrupts.check()
            gone += [one["urn"]] if _is_gone(vendors, one) else []
    for urn in sorted(gone):
        tell(f"  {urn.rsplit('::', 1)[-1]}: {_GONE}")
    return gone


def _is_gone(vendors: Vendors, resource: Document) -> bool:
    try:
        return vendors.is_gone(resource)
    except LookupFailedError as error:
        raise MendingError(f"{resource['urn'].rsplit('::', 1)[-1]}: {error}") from error


def _told(found: Mapping[str, Matches], tell: Tell) -> Iterator[tuple[str, str]]:
    for urn, one in found.items():
        name = f"{deployment.type_of(urn).rsplit(':', 1)[-1]} {urn.rsplit('::', 1)[-1]}"
        if one.id is None:
            tell(f"  {name}: not at the vendor")
            continue
        tell(f"  {name}: at the vendor as {one.id}, taken over")
        for other in one.others:
            tell(f"  {name}: there is another like it, {other}, which nobody manages")
        yield urn, one.id


def _reread(session: Session, tell: Tell) -> Document:
    """Read again what is marked, and let go of what turns out not to be ours."""
    state = session.export()
    marked = {one.urn for one in deployment.open_operations(state)}
    before = {one["urn"]: one for one in deployment.resources(state) if one["urn"] in marked}
    if not before:
        return state
    session.reread(before, _nothing)
    after = session.export()
    foreign = list(_foreign(before, after))
    if foreign:
        session.replace(deployment.without(after, foreign))
        names = ", ".join(urn.rsplit("::", 1)[-1] for urn in foreign)
        raise MendingError(
            f"The vendor has {names}, but with other tags: it was not made by this stack. "
            "Remove it, rename it here, or import it"
        )
    here = {one["urn"] for one in deployment.resources(after)}
    for urn in sorted(set(before) - here):
        tell(f"  {urn.rsplit('::', 1)[-1]}: {_GONE}")
    return after


def _nothing(_event: EngineEvent) -> None:
    """Hear nothing: what is read again is told at the end."""


_GONE = "gone at the vendor, no longer in the state"
_DAMAGED = "failed to load checkpoint"
_OWNING_TAGS = ("organization", "environment")


def _foreign(before: Mapping[str, Document], after: Document) -> Iterator[str]:
    """Yield the URNs of adopted objects whose tags say that another made them."""
    for one in deployment.resources(after):
        adopted = before.get(one["urn"])
        if adopted is None or "outputs" in adopted:
            continue
        wanted = deployment.plain(adopted.get("inputs") or {}).get("tags") or {}
        found = deployment.plain(one.get("outputs") or {}).get("tags") or {}
        if found and any(found.get(tag) != wanted.get(tag) for tag in _OWNING_TAGS):
            yield one["urn"]


def remember(session: Session, unknowns: Unknowns) -> None:
    """Note in the state what a failed run has left unknown."""
    if unknowns:
        state = session.export()
        session.replace(deployment.noted(state, unknowns.begun.values(), unknowns.unsure))


def find_state(session: Session, message: str, consent: Consent, tell: Tell) -> bool:
    """Put a copy in place of a damaged state; return whether an error was about one.

    Without a copy it is a state of nothing: what is planned is looked up at the vendors then.

    Raises:
        MendingError: Nobody here can reach the backend, or it wasn't agreed to.
    """
    if _DAMAGED not in message:
        return False
    target = session.target
    url = backend.backend_url(target.work_dir, target.variables)
    bucket = backend.bucket_of(url, target.work_dir)
    tell(f"The state of {target.environment} in {url} can't be read.")
    if bucket is None:
        raise MendingError("Nobody here can look for a copy there: put one back by hand")
    found = backend.copies(bucket, target.project, target.environment)
    if not found:
        tell("There is no copy of it beside it or in the backend's history that can be read.")
        tell("What is planned can be looked up at the vendors; what is planned no longer can't.")
        if not consent.given("Begin with a state of nothing, and look up what is planned?"):
            raise MendingError("The state is damaged: say --recover to look up what is planned")
        backend.begin_anew(bucket, target.project, target.environment)
        return True
    newest = found[0]
    tell(f"The newest copy is {newest.name} of {newest.time} with {newest.resources} resources.")
    tell("What was made, changed or deleted after that is not known to it.")
    if not consent.given("Put that copy in its place?"):
        raise MendingError("The state is damaged: say --recover to put the copy in its place")
    backend.restore(bucket, newest, target.project, target.environment)
    return True


def unlock(session: Session, message: str, consent: Consent, tell: Tell) -> bool:
    """Take dead locks away; return whether an error was about locks and they are gone.

    Raises:
        MendingError: A lock may be somebody's who is at work.
    """
    locks = locks_in(message)
    if not locks:
        return False
    tell(f"The stack {session.target.environment} is locked:")
    for lock in locks:
        tell(f"  {lock}" + (", which is gone" if lock.is_dead else ""))
    alive = [lock for lock in locks if not lock.is_dead and lock.id != consent.lock]
    if alive:
        raise MendingError(_still_locked(alive))
    if consent.lock is None and not consent.given("Take the lock of a process that is gone away?"):
        raise MendingError("The process that held the lock is gone: say --recover")
    session.break_locks()
    return True


def _still_locked(alive: list[Lock]) -> str:
    if all(lock.is_local for lock in alive):
        return "Its process is at work: wait for it to end"
    return (
        "Nobody here can tell whether that process still runs. When you are sure that it doesn't, "
        f"say --break-lock {alive[0].id}"
    )
