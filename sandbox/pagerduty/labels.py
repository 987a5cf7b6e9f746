"""Tags, and what carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.pagerduty.collection import Answer, Call, Collection, paged
from sandbox.pagerduty.errors import not_found
from sandbox.pagerduty.fields import Text

if TYPE_CHECKING:
    from sandbox.pagerduty.account import Account, Json

TAGGED = ("users", "teams", "escalation_policies")


def _untag(account: Account, tag: Json) -> None:
    taggings: dict[str, Any] = account.table("taggings")
    for tags in taggings.values():
        if tag["id"] in tags:
            tags.remove(tag["id"])


TAGS = Collection(
    path="/tags",
    singular="tag",
    plural="tags",
    table="tags",
    kind="tag",
    fields={"label": Text(required=True, limit=191), "type": Text()},
    unique="label",
    operations=frozenset({"list", "create", "get", "delete"}),
    after_delete=_untag,
)


def change_tags(call: Call) -> Answer:
    """POST /{users|teams|escalation_policies}/{id}/change_tags: add tags, by id or new label."""
    mine = _tags_of(call)
    body = call.body or {}
    for entry in body.get("remove") or []:
        if entry.get("id") in mine:
            mine.remove(entry["id"])
    for entry in body.get("add") or []:
        tag = entry.get("id") or _tag_labelled(call, entry)
        call.account.get("tags", tag)
        if tag not in mine:
            mine.append(tag)
    return Answer(200, {})


def _tag_labelled(call: Call, entry: Json) -> str:
    for tag in call.account.table("tags").values():
        if tag["label"] == entry.get("label"):
            return str(tag["id"])
    made = TAGS.create(Call(call.account, {}, call.query, {"tag": entry}, call.headers))
    return str(made.body["tag"]["id"])


def tags_of(call: Call) -> Answer:
    """GET /{users|teams|escalation_policies}/{id}/tags."""
    tags = [TAGS.shown(call.account, call.account.get("tags", tag)) for tag in _tags_of(call)]
    return Answer(200, paged("tags", tags, call.query))


def _tags_of(call: Call) -> list[str]:
    if call.params["entity"] not in TAGGED:
        raise not_found()
    call.account.get(call.params["entity"], call.params["id"])
    taggings: dict[str, Any] = call.account.table("taggings")
    tags: list[str] = taggings.setdefault(call.params["id"], [])
    return tags
