"""One create, one object: whatever happens to the answer, nothing is made twice.

The decision and its limits are in docs/adr/0020-sentry-lost-creates.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting.comparing import comparable
from providers.sentry_alerting.refusals import RefusedError, UnansweredError
from providers.sentry_alerting.wire import given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props
    from providers.sentry_alerting.journal import Note
    from providers.sentry_alerting.listed import Listed

_ATTEMPTS = 5
_SETTLING_SECONDS = 1.0  # a server may still be at work on a request whose connection broke


def create_once(resource: Listed, *, urn: str, organization: str, inputs: Props) -> Props:
    """Create the object, or take over the one that an earlier try has made; Sentry's body."""
    creation = _Creation(resource, urn, organization, inputs)
    return creation.resume() or creation.begin()


class _Creation:
    """A create of one resource."""

    def __init__(self, resource: Listed, urn: str, organization: str, inputs: Props) -> None:
        self.resource = resource
        self.urn = urn
        self.organization = organization
        self.inputs = inputs
        self.account = resource.account
        self.listing = self.account.listing(organization, resource.kind)
        self.server = f"{self.account.client.base_url} {organization}"

    def resume(self) -> Props | None:
        """Adopt what an earlier run has made for this resource without learning of it."""
        note = self.account.journal.find(self.urn, self.server)
        if note is None:
            return None
        found = self._noted(note)
        return self._adopt(note, found) if found else None

    def begin(self) -> Props:
        """Create anew."""
        note = self.account.journal.begin(
            self.urn, kind=self.resource.token, server=self.server, floor=self.listing.floor()
        )
        for attempt in range(_ATTEMPTS):
            try:
                return self._post(note, again=attempt > 0)
            except UnansweredError:
                self.account.client.wait(_SETTLING_SECONDS)
                found = next(self._twins(note), None)
                if found:
                    return self._adopt(note, found)
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _post(self, note: Note, *, again: bool) -> Props:
        path = self.resource.creation_path(self.organization, self.inputs)
        try:
            body = self.account.client.post(path, self.resource.encode(self.inputs))
        except RefusedError:
            if not again:
                self.account.journal.forget(self.urn, self.server)
            raise
        finally:
            self.listing.forget()
        if not isinstance(body, dict) or not body.get("id"):
            raise UnansweredError(f"Sentry answered POST {path} without the new object.")
        self._own(note, body)
        if again:
            self._delete_late_twins(note)
        return body

    def _own(self, note: Note, body: Props) -> None:
        identifier = str(body["id"])
        self.account.claim(self.resource.kind, identifier)
        self.account.journal.created(note, identifier)
        self.listing.raise_floor(identifier)

    def _adopt(self, note: Note, body: Props) -> Props:
        self._own(note, body)
        what = f"{self.resource.noun} {body['id']} ({self.inputs['name']})"
        self.account.inform(
            f"Took over the {what}, which an earlier create of this resource has made without an "
            "answer arriving.",
            self.urn,
        )
        if self._same(body):
            return body
        found = self.resource.decode(body)
        answer = self.resource.put(self.organization, str(body["id"]), self.inputs, found)
        return {**body, **answer}

    def _noted(self, note: Note) -> Props | None:
        if note.id is None:
            return next(self._twins(note), None)
        found = self.listing.find(note.id)
        fits = found is not None and self.resource.twin(self.organization, self.inputs, found)
        return found if fits else None

    def _twins(self, note: Note) -> Iterator[Props]:
        """Objects that the noted create may have made, those of just these inputs first."""
        taken = {
            identifier for kind, identifier in self.account.claimed if kind == self.resource.kind
        }
        candidates = [
            body
            for body in self.listing.newer_than(note.floor)
            if str(body["id"]) not in taken
            and self.resource.twin(self.organization, self.inputs, body)
        ]
        yield from sorted(candidates, key=lambda body: not self._same(body))

    def _delete_late_twins(self, note: Note) -> None:
        """A request given up for lost may have been carried out late, after it was repeated."""
        for body in self._twins(note):
            if self._same(body):
                self.resource.delete(id=str(body["id"]), state={"organization": self.organization})

    def _same(self, body: Props) -> bool:
        declared = self.resource.declaration.inputs
        place = given(self.inputs, "organization", "project")
        found = {**self.resource.decode(body), **place}
        before, after = comparable(declared, found, self.inputs)
        return bool(before == after)
