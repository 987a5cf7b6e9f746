"""Functions: the recorded answers, pages and failures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.lookups import LOOKUPS
from tests.sandbox.pagerduty.recorded import read_lines
from tests.sandbox.plugins.pagerduty.driven import Driven, revealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from providers.plugin import Props


def _invoke(driven: Driven, token: str, args: Props) -> Props:
    lookup = next(lookup for lookup in LOOKUPS if lookup.token == token)
    return lookup(driven.session).invoke(args)


def _token(name: str) -> str:
    return f"pagerduty:index/{name}:{name}"


def test_answers_are_the_recorded_ones(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    known, seen = {lookup.token for lookup in LOOKUPS}, set()
    for row in map(revealed, read_lines(shared_dir, "plugin-calls.jsonl")):
        if row["method"] == "Invoke" and row["request"]["tok"] in known:
            seen.add(row["request"]["tok"])
            answer = _invoke(driven, row["request"]["tok"], row["request"]["args"])
            assert answer == row["response"]["return"]
    assert seen == known


def test_requests_are_the_recorded_ones(shared_dir: Path) -> None:
    driven = Driven(shared_dir)
    recorded: dict[str, Any] = {}
    for row in read_lines(shared_dir, "pagerduty.jsonl"):
        if row.get("scenario") == "invokes":
            recorded.setdefault(row["path"], row.get("query") or {})
    driven.wire.sent.clear()
    for name, args in _CALLS:
        _invoke(driven, _token(name), args)
    sent = {one.path: one.query for one in driven.wire.sent if one.path != "/abilities"}
    assert sent == {path: recorded[path] for path in sent}
    assert len(sent) == len(_CALLS)


_CALLS = (
    ("getUser", {"email": "alice@example.com"}),
    ("getVendor", {"name": "Amazon CloudWatch"}),
)


def _crowd(driven: Driven, table: str, count: int) -> None:
    """Put objects before those of the fixtures, so that these are not on the first page."""
    data = driven.account.store.data["tables"]
    pattern = next(iter(data[table].values()))
    crowd = {
        f"PX{number:05}": {
            **pattern,
            "id": f"PX{number:05}",
            "name": f"A {pattern['name']} {number}",
            "email": f"a{number}.{pattern.get('email')}",
        }
        for number in range(count)
    }
    data[table] = {**crowd, **data[table]}


@pytest.fixture
def crowded(shared_dir: Path) -> Iterator[Driven]:
    driven = Driven(shared_dir)
    for table in ("vendors", "users"):
        _crowd(driven, table, 130)
    driven.wire.sent.clear()
    return driven


def test_vendors_are_read_page_by_page(crowded: Driven) -> None:
    assert _invoke(crowded, _token("getVendor"), {"name": "sentry"})["id"] == "PVSEN01"
    assert [one.query.get("offset", [None])[0] for one in crowded.wire.sent] == [None, "100"]


def test_a_user_who_is_not_on_the_first_page_is_missed(crowded: Driven) -> None:
    with pytest.raises(PluginError) as missed:
        _invoke(crowded, _token("getUser"), {"email": "alice@example.com"})
    words = 'Unable to locate any user with the email: "alice@example.com": '
    assert str(missed.value) == words


def test_a_part_of_a_vendors_name_will_do(shared_dir: Path) -> None:
    answer = _invoke(Driven(shared_dir), _token("getVendor"), {"name": "Amazon"})
    assert answer["id"] == "PZQ6AUS"


def test_what_is_missing_is_named(shared_dir: Path) -> None:
    with pytest.raises(PluginError, match='any vendor with the name: "Nope Inc"'):
        _invoke(Driven(shared_dir), _token("getVendor"), {"name": "Nope Inc"})
