"""Notes of people on incidents; fields are those of the OpenAPI contract's IncidentNote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.pagerduty.collection import PARENT, Answer, Call
from sandbox.pagerduty.errors import invalid, not_found
from sandbox.pagerduty.incidents import known_requester

if TYPE_CHECKING:
    from sandbox.pagerduty.account import Account, Json

_TABLE: Final = "incident_notes"


def of_incident(call: Call) -> Answer:
    """GET /incidents/{id}/notes: an incident's notes, oldest first."""
    item = call.account.get("incidents", call.params["id"])
    notes = call.account.table(_TABLE).values()
    found = [_shown(call.account, note) for note in notes if note[PARENT] == item["id"]]
    return Answer(200, {"notes": found})


def create(call: Call) -> Answer:
    """POST /incidents/{id}/notes, as a user named in `From`."""
    author = known_requester(call)
    item = call.account.get("incidents", call.params["id"])
    now = call.account.stamp()
    note = {
        "id": call.account.new_id(),
        PARENT: item["id"],
        "user": author,
        "content": _content(call),
        "created_at": now,
        "updated_at": now,
    }
    call.account.table(_TABLE)[note["id"]] = note
    return Answer(200, {"note": _shown(call.account, note)})


def update(call: Call) -> Answer:
    """PUT /incidents/{id}/notes/{note}, as a user named in `From`."""
    known_requester(call)
    note = _note(call)
    note.update(content=_content(call), updated_at=call.account.stamp())
    return Answer(200, {"note": _shown(call.account, note)})


def delete(call: Call) -> Answer:
    """DELETE /incidents/{id}/notes/{note}."""
    del call.account.table(_TABLE)[_note(call)["id"]]
    return Answer(204, None)


def _note(call: Call) -> Json:
    note = call.account.get(_TABLE, call.params["note"])
    if note[PARENT] != call.params["id"]:
        raise not_found()
    return note


def _content(call: Call) -> str:
    content = ((call.body or {}).get("note") or {}).get("content")
    if not isinstance(content, str) or not content.strip():
        raise invalid("Content can't be blank")
    return content


def _shown(account: Account, note: Json) -> Json:
    return {
        "id": note["id"],
        "user": account.reference("user", note["user"]),
        "channel": {"summary": "The PagerDuty website or APIs"},
        **{key: note[key] for key in ("content", "created_at", "updated_at")},
    }
