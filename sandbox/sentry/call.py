"""What a route gets and gives: one request to one organization, one answer.

Routes are declared as tables of `Endpoint`; `sandbox.sentry.app` serves them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sandbox.sentry.errors import bad_request
from sandbox.sentry.strict import ModelT, parse

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from sandbox.sentry.account import Account
    from sandbox.sentry.delivery import Delivery


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request.

    Attributes:
        accounts: The organization it is about, or all where the path names none.
        path: What the route's placeholders matched.
        query: The query parameters.
        content: The JSON body, `None` without one.
        url: The URL without the query, for links to further pages.
        page_size: Objects a page where the request doesn't say.
    """

    accounts: Sequence[Account]
    path: Mapping[str, str]
    query: QueryParams
    content: Any
    url: str
    page_size: int = 100

    @property
    def account(self) -> Account:
        """The organization that the path names."""
        return self.accounts[0]

    def body(self, model: type[ModelT]) -> ModelT:
        """Return the body, validated.

        Raises:
            ApiError: 400 with the fields' errors.
        """
        return parse(model, self.content)

    def ids(self) -> set[str]:
        """Return the `id` parameters.

        Raises:
            ApiError: 400, one of them is no number.
        """
        ids = set(self.query.getlist("id"))
        if wrong := sorted(value for value in ids if not value.isdecimal()):
            raise bad_request(f"Invalid ID: {wrong[0]}")
        return ids


@dataclass(frozen=True)
class Reply:
    """One answer; without a body it is empty. `due` is delivered before it is given."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    due: list[Delivery] = field(default_factory=list)


Generation = Literal["workflows", "rules"]

Handler = Callable[[Call], Reply]

EMPTY = Reply(204)


class Endpoint(NamedTuple):
    """A route: method, path below `/api/0`, what handles it, and the scopes of which one is due.

    Attributes:
        scopes: A token limited to scopes needs any one of these; empty means no scope is needed.
        only: The alert API that alone has it: today's monitors and alerts (`workflows`) or the
            removed one (`rules`).
    """

    method: str
    path: str
    handler: Handler
    scopes: Sequence[str] = ()
    only: Generation | None = None
