"""Collections: lists of objects of one type with the same five operations.

A collection is declared as data (`Collection`); its operations stand here once. What is special
about a type hangs on the declaration as a hook.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty.account import Account, Json, link, mentioned, page
from sandbox.pagerduty.errors import ApiError, invalid, not_found
from sandbox.pagerduty.fields import shape_reasons, shape_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.datastructures import QueryParams

    from sandbox.pagerduty.fields import Field

PARENT = "_parent"

_PAGE = 25
_LONGEST_PAGE = 100
_DEEPEST = 10_000


@dataclass(frozen=True)
class Call:
    """One request: the account, what the path and the query say, the JSON body, the headers."""

    account: Account
    params: Mapping[str, str]
    query: QueryParams
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """A status and a JSON body; None for none."""

    status: int
    body: Any


def _no_reasons(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del account, new, old
    yield from ()


def _as_is(account: Account, item: Json) -> Json:
    del account
    return item


def _unhindered(account: Account, item: Json) -> None:
    del account, item


@dataclass(frozen=True, kw_only=True)
class Collection:
    """The declaration of a collection.

    Attributes:
        path: Path of the list; `{parent}` stands for the owner's id.
        singular, plural: The keys that wrap one object and a list of them.
        table: Where the objects are kept.
        kind: The value of `type` in answers; None leaves the one sent.
        fields: What a request may set.
        defaults: What a new object has when the request leaves it out.
        owner: The table of the object that `{parent}` names; None checks nothing.
        unique: The field that no two objects (of one owner) may share, the case of letters aside.
        operations: Which of list, create, get, update and delete there are.
        reasons: Yields what is wrong beyond single fields, given the whole new object.
        build: Completes an object about to be stored.
        show: Turns a stored object into the answered one.
        before_delete: Refuses by raising ApiError.
        after_create, after_delete: Carry out what else follows.
    """

    path: str
    singular: str
    plural: str
    table: str
    kind: str | None = None
    fields: Mapping[str, Field]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    owner: str | None = None
    unique: str | None = None
    operations: frozenset[str] = frozenset({"list", "create", "get", "update", "delete"})
    reasons: Callable[[Account, Json, Json | None], Iterator[str]] = _no_reasons
    build: Callable[[Account, Json], Json] = _as_is
    show: Callable[[Account, Json], Json] = _as_is
    before_delete: Callable[[Account, Json], None] = _unhindered
    after_create: Callable[[Account, Json], None] = _unhindered
    after_delete: Callable[[Account, Json], None] = _unhindered

    def list(self, call: Call) -> Answer:
        """Answer a page of the objects that the query asks for."""
        self._owner(call)
        shown = [self.shown(call.account, item) for item in self._members(call)]
        chosen = [item for item in shown if _wanted(item, call.query)]
        return Answer(200, paged(self.plural, chosen, call.query))

    def create(self, call: Call) -> Answer:
        """Store a new object."""
        owner = self._owner(call)
        body = self._body(call)
        account = call.account
        self._refuse(account, body, {**self.defaults, **body, PARENT: owner}, None)
        item = {**self.defaults, **shape_stored(account, self.fields, body)}
        item = self.build(account, {"id": account.new_id(), PARENT: owner, **item})
        account.table(self.table)[item["id"]] = item
        self.after_create(account, item)
        return Answer(201, {self.singular: self.shown(account, item)})

    def get(self, call: Call) -> Answer:
        """Answer one object."""
        return Answer(200, {self.singular: self.shown(call.account, self.find(call))})

    def update(self, call: Call) -> Answer:
        """Replace the fields that the request names."""
        old = self.find(call)
        body = self._body(call)
        account = call.account
        self._refuse(account, body, {**old, **body}, old)
        new = {**old, **shape_stored(account, self.fields, body)}
        account.table(self.table)[old["id"]] = new = self.build(account, new)
        return Answer(200, {self.singular: self.shown(account, new)})

    def delete(self, call: Call) -> Answer:
        """Remove one object."""
        item = self.find(call)
        self.before_delete(call.account, item)
        del call.account.table(self.table)[item["id"]]
        self.after_delete(call.account, item)
        return Answer(204, None)

    def find(self, call: Call) -> Json:
        """Return the stored object that the path names, or raise 404."""
        owner = self._owner(call)
        item = call.account.get(self.table, call.params["id"])
        if item.get(PARENT) != owner:
            raise not_found()
        return item

    def shown(self, account: Account, item: Json) -> Json:
        """Return an object as the API answers it."""
        return self.show(account, account.expand(self._titled(item)))

    def whole(self, account: Account, identifier: str) -> Json | None:
        """Return an object as the API answers it, by its id alone; None, there is none."""
        item = account.table(self.table).get(identifier)
        return None if item is None else self.shown(account, item)

    def _titled(self, item: Json) -> Json:
        plain = {key: value for key, value in item.items() if not key.startswith("_")}
        kind = self.kind or item.get("type")
        if kind is None:
            return plain
        path = self.path.removeprefix("/").format(parent=item.get(PARENT))
        return {
            **plain,
            "type": kind,
            "summary": item.get("name") or item.get("label") or item.get("description"),
            "self": link(path, item["id"]),
            "html_url": page(kind, item["id"]),
        }

    def _members(self, call: Call) -> Iterator[Json]:
        owner = call.params.get("parent")
        items = call.account.table(self.table).values()
        return (item for item in items if item.get(PARENT) == owner)

    def _owner(self, call: Call) -> str | None:
        owner = call.params.get("parent")
        if self.owner is not None and owner is not None:
            call.account.get(self.owner, owner)
        return owner

    def _body(self, call: Call) -> Json:
        if call.body is None:
            raise invalid("Request body must be provided")
        body = call.body.get(self.singular)
        if not isinstance(body, dict):
            raise invalid(f"{self.singular} must be provided")
        return body

    def _refuse(self, account: Account, body: Json, new: Json, old: Json | None) -> None:
        found = list(shape_reasons(account, self.fields, body, partial=old is not None))
        if self.unique and not found and self._taken(account, new, old):
            found.append(f"{self.unique.capitalize()} has already been taken")
        found = found or list(self.reasons(account, new, old))
        if found:
            raise invalid(*dict.fromkeys(found))

    def _taken(self, account: Account, new: Json, old: Json | None) -> bool:
        wanted = str(new.get(self.unique or "")).casefold()
        return any(
            str(item.get(self.unique or "")).casefold() == wanted
            for item in account.table(self.table).values()
            if item is not old and item.get(PARENT) == new.get(PARENT)
        )


def paged(plural: str, items: list[Any], query: QueryParams) -> Json:
    """Return the page that `limit` and `offset` ask for; `total` is counted only on request."""
    limit = min(_number(query, "limit", _PAGE), _LONGEST_PAGE) or _PAGE
    offset = _number(query, "offset", 0)
    if offset + limit > _DEEPEST:
        raise ApiError(400, "Arguments Caused Error", 2002, ["Offset must be less than 10000"])
    return {
        plural: items[offset : offset + limit],
        "limit": limit,
        "offset": offset,
        "total": len(items) if query.get("total") == "true" else None,
        "more": offset + limit < len(items),
    }


def _number(query: QueryParams, key: str, default: int) -> int:
    text = query.get(key) or str(default)
    if not text.isdecimal():
        raise invalid(f"{key.capitalize()} is not a number")
    return int(text)


def _wanted(item: Json, query: QueryParams) -> bool:
    sought = (query.get("query") or query.get("name") or "").casefold()
    texts = (item.get(key) for key in ("name", "label", "email"))
    if sought and not any(sought in str(text).casefold() for text in texts if text):
        return False
    keys = (key for key in query if key.endswith("_ids[]"))
    return all(mentioned(item) & set(query.getlist(key)) for key in keys)
