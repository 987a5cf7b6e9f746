"""The engine's state as `pulumi stack export` gives it: what is open in it, and how it is settled.

Open is what was begun and not seen to end: a vendor may have carried it out or not. Three
things tell of it:

- the engine's own pending operations, which a killed process leaves;
- a note, a component of type `NOTE` that holds a create that failed, for nobody knows whether
  the vendor made something before its answer was lost;
- a mark among a resource's `initErrors`: it has to be read again. The engine takes it away
  when it refreshes the resource, and updates a resource that has one.

Importing a state makes the engine drop pending operations, so notes and marks take their place.
The format is that of Pulumi's checkpoints (sdk/go/common/apitype).
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Document: TypeAlias = dict[str, Any]

NOTE = "setpoint:recovery:OpenCreate"
MARK = "Interrupted: this has to be read again from its vendor"
CREATING = "creating"
STACK = "pulumi:pulumi:Stack"
_URN_PARTS = 4  # stack, project, types and name

# How a secret is marked among plain JSON values, here and on the engine's wire.
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a marker of the format


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that was begun and not seen to end.

    Attributes:
        kind: What was being done: `creating`, `updating`, `deleting`, ...
        urn: The resource.
        resource: It, as the state writes resources.
    """

    kind: str
    urn: str
    resource: Mapping[str, Any]

    @property
    def type(self) -> str:
        """The resource's type token."""
        return type_of(self.urn)

    @property
    def name(self) -> str:
        """The resource's name."""
        return self.urn.rsplit("::", 1)[-1]

    @property
    def may_have_made(self) -> bool:
        """Whether it was to make an object of a vendor's, which may be there now."""
        return self.kind == CREATING and at_a_vendor(self.resource)

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What the vendor was sent; secrets in the clear where the export shows them."""
        found: Mapping[str, Any] = plain(self.resource.get("inputs") or {})
        return found


def type_of(urn: str) -> str:
    """Return the type token in a URN."""
    return urn.split("::")[2].rsplit("$", 1)[-1]


def resources(exported: Document) -> list[Document]:
    """Return the resources that the state holds, notes left out."""
    found = _deployment(exported).get("resources") or ()
    return [one for one in found if one["type"] != NOTE]


def is_whole(latest: object) -> bool:
    """Whether what a state file holds, or an export shows, was written by the engine to its end.

    The engine itself takes a file without any for a stack of nothing (`null`, an empty manifest),
    and would make everything a second time.

    Args:
        latest: The deployment.
    """
    if not isinstance(latest, dict):
        return False
    manifest, held = latest.get("manifest"), latest.get("resources") or []
    pending = latest.get("pending_operations") or []
    if not (isinstance(manifest, dict) and isinstance(held, list) and isinstance(pending, list)):
        return False
    if not all(isinstance(one, dict) and one.get("type") for one in pending):
        return False
    everything = (*held, *(one.get("resource") for one in pending))
    return bool(manifest.get("version")) and all(map(_is_resource, everything))


def _is_resource(one: object) -> bool:
    if not isinstance(one, dict):
        return False
    urn = one.get("urn")
    parts = urn.split("::") if isinstance(urn, str) else ()
    return len(parts) >= _URN_PARTS and bool(one.get("type"))


def at_a_vendor(resource: Mapping[str, Any]) -> bool:
    """Whether a resource stands for an object at a vendor; components and providers don't."""
    return bool(resource.get("custom")) and not str(resource["type"]).startswith("pulumi:")


def open_operations(exported: Document) -> list[Operation]:
    """Return what is open, each resource once."""
    found: dict[str, Operation] = {}
    for one in _deployment(exported).get("pending_operations") or ():
        urn = one["resource"]["urn"]
        found[urn] = Operation(one["type"], urn, one["resource"])
    for one in _deployment(exported).get("resources") or ():
        if one["type"] == NOTE:
            begun = one["inputs"]["resource"]
            found.setdefault(begun["urn"], Operation(CREATING, begun["urn"], begun))
        elif MARK in (one.get("initErrors") or ()):
            found.setdefault(one["urn"], Operation("reading", one["urn"], one))
    return list(found.values())


def settled(exported: Document, adopted: Mapping[str, str]) -> Document:
    """Return the state with everything open marked to be read again.

    Args:
        exported: The state.
        adopted: By URN of an open create, the id under which its provider imports what the
            vendor has made. Its outputs are left empty: reading it is an import then.
    """
    opened = {one.urn: one for one in open_operations(exported)}
    edited = copy.deepcopy(exported)
    deployment = _deployment(edited)
    deployment.pop("pending_operations", None)
    held = resources(edited)
    for one in held:
        operation = opened.get(one["urn"])
        if operation and not (operation.kind == CREATING and one["urn"] not in adopted):
            _mark(one)
    for urn, identifier in adopted.items():
        held = _with_adopted(held, copy.deepcopy(dict(opened[urn].resource)), identifier)
    deployment["resources"] = held
    return edited


def _with_adopted(held: list[Document], resource: Document, identifier: str) -> list[Document]:
    """Put an adopted resource in; one that it was to replace is left for the engine to delete."""
    resource.pop("outputs", None)
    resource["id"] = identifier
    _mark(resource)
    if resource.get("parent") not in {one["urn"] for one in held}:
        resource["parent"] = _root(held)
    places = [
        place
        for place, one in enumerate(held)
        if one["urn"] == resource["urn"] and not one.get("delete")
    ]
    if not places:
        return [*held, resource]
    (place,) = places
    before = held[place]
    gone = before.get("pendingReplacement")  # deleted first: nothing of it is left
    replaced = [] if gone else [{**before, "delete": True}]
    return [*held[:place], resource, *held[place + 1 :], *replaced]


def _root(held: Iterable[Document]) -> str | None:
    """Return the URN of the stack: below it stands what has lost its component until the next up.

    A state with a parent that isn't there is refused (pkg/resource/deploy/snapshot.go).
    """
    return next((one["urn"] for one in held if one["type"] == STACK), None)


def _mark(resource: Document) -> None:
    errors = resource.get("initErrors") or []
    resource["initErrors"] = errors if MARK in errors else [*errors, MARK]


def noted(exported: Document, begun: Iterable[Document], unsure: Collection[str]) -> Document:
    """Return the state with what a failed run has left unknown.

    Args:
        exported: The state.
        begun: Resources whose create failed, as the state writes resources.
        unsure: URNs of those whose update or delete failed.
    """
    edited = copy.deepcopy(exported)
    deployment = _deployment(edited)
    held = deployment.setdefault("resources", [])
    for one in held:
        if one["urn"] in unsure:
            _mark(one)
    known = {one["urn"] for one in held}
    notes = [_note(one) for one in begun]
    deployment["resources"] = [*held, *(one for one in notes if one["urn"] not in known)]
    return edited


def _note(begun: Document) -> Document:
    stack, project, *_ = begun["urn"].removeprefix("urn:pulumi:").split("::")
    digest = hashlib.sha256(begun["urn"].encode()).hexdigest()[:16]
    urn = f"urn:pulumi:{stack}::{project}::{NOTE}::{digest}"
    return {"urn": urn, "custom": False, "type": NOTE, "inputs": {"resource": begun}}


def without(exported: Document, urns: Collection[str]) -> Document:
    """Return the state without some resources, which nothing depends on then."""
    edited = copy.deepcopy(exported)
    deployment = _deployment(edited)
    left = [one for one in deployment.get("resources") or () if one["urn"] not in urns]
    for one in left:
        _depend_no_more(one, urns)
    deployment["resources"] = left
    return edited


def _depend_no_more(resource: Document, urns: Collection[str]) -> None:
    if resource.get("dependencies"):
        resource["dependencies"] = [one for one in resource["dependencies"] if one not in urns]
    named: Document = resource.get("propertyDependencies") or {}
    for name, on in named.items():
        named[name] = [one for one in on or () if one not in urns]


def plain(value: Any) -> Any:
    """Return a value of the state as JSON: secrets in the clear, or None where encrypted."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            text = value.get("plaintext")
            return None if text is None else plain(json.loads(text))
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def secret(value: Any) -> Document:
    """Return a value marked as secret; the engine encrypts it when it imports the state."""
    return {SIGNATURE: SECRET, "plaintext": json.dumps(value)}


def fingerprint(exported: Document) -> str:
    """Return what stays the same as long as the state holds the same; secrets don't count."""
    digest = hashlib.sha256()
    for one in sorted(_identities(exported)):
        digest.update(one.encode())
    return digest.hexdigest()


def _identities(exported: Document) -> Iterator[str]:
    for one in resources(exported):
        held = [one["urn"], one.get("id"), plain(one.get("inputs")), plain(one.get("outputs"))]
        yield json.dumps(held, sort_keys=True)
    for operation in open_operations(exported):
        yield json.dumps([operation.kind, operation.urn])


def _deployment(exported: Document) -> Document:
    found: Document = exported.setdefault("deployment", {})
    return found
