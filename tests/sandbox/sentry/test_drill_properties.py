"""Whatever is sent is taken or refused, and searches and matches agree with what they mean."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.sentry.drill.envelopes import events_of
from sandbox.sentry.drill.events import kept, user_of
from sandbox.sentry.drill.matching import fits, matches
from sandbox.sentry.drill.searches import SearchError, search
from sandbox.sentry.errors import ApiError

KEYS = st.sampled_from(
    [
        *("event_id", "level", "message", "logentry", "exception", "values", "stacktrace", "type"),
        *("frames", "tags", "user", "request", "contexts", "fingerprint", "mechanism", "handled"),
        *("formatted", "email", "url", "method", "release", "environment", "sdk", "name", "x"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
EVENTS = st.dictionaries(KEYS, JSON, max_size=8)
TEXTS = st.text("ab*c ", max_size=5)


def envelope(sent: list[dict[str, Any]]) -> bytes:
    lines = [b"{}"]
    for one in sent:
        payload = json.dumps(one).encode()
        lines += [json.dumps({"type": "event", "length": len(payload)}).encode(), payload]
    return b"\n".join(lines)


@given(EVENTS)
def test_any_object_is_an_event_that_can_be_kept_and_asked(sent: dict[str, Any]) -> None:
    event = kept(sent, 1.0)
    json.dumps(event)
    assert event == kept(json.loads(json.dumps(sent)), 1.0)
    assert isinstance(user_of(event), str)
    for name in ("message", "exception.type", "error.handled", "http.status_code", "odd.thing"):
        is_set = fits(event, {"attribute": name, "match": "is"})
        assert is_set != fits(event, {"attribute": name, "match": "ns"})


@given(st.binary(max_size=60) | st.lists(EVENTS, max_size=3).map(envelope))
def test_an_envelope_is_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(ApiError):
        assert all(isinstance(one, dict) for one in events_of(content))


@given(st.lists(EVENTS, max_size=4))
def test_the_events_of_an_envelope_come_out_as_they_went_in(sent: list[dict[str, Any]]) -> None:
    found = events_of(envelope(sent))
    assert [{**one, "event_id": ""} for one in found] == [{**one, "event_id": ""} for one in sent]


@given(st.lists(TEXTS), st.sampled_from(["eq", "co", "sw", "ew", "in"]), TEXTS)
def test_each_match_has_a_reverse(found: list[str], how: str, wanted: str) -> None:
    reverse = {"eq": "ne", "co": "nc", "sw": "nsw", "ew": "new", "in": "nin"}[how]
    assert matches(found, how, wanted) != matches(found, reverse, wanted)


@given(st.text(max_size=30))
def test_a_search_is_understood_or_refused(query: str) -> None:
    event = kept({"message": "broken", "level": "error"}, 1.0)
    with contextlib.suppress(SearchError):
        assert search(query)(event) in (True, False)


@given(st.sampled_from(["level", "plan", "user.email", "error.type"]), st.text("ab-", min_size=1))
def test_a_term_and_its_negation_part_all_events(key: str, value: str) -> None:
    sent = {"tags": {"plan": "a-b"}, "user": {"email": "ab"}, "exception": [{"type": "a"}]}
    event = kept(sent, 1.0)
    assert search(f"{key}:{value}")(event) != search(f"!{key}:{value}")(event)
