"""Values from and to the protocol's structs."""

from __future__ import annotations

from typing import Any

from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st

from providers.plugin.values import UNKNOWN, has_unknown, marshal, unmarshal

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

scalars = st.none() | st.booleans() | st.text() | st.integers(-(2**53), 2**53) | st.floats(-1, 1)
values = st.recursive(
    scalars | st.just(UNKNOWN),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def struct(value: dict[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(value, struct_pb2.Struct())


@given(st.dictionaries(st.text(), values))
def test_whatever_is_written_is_read_back(props: dict[str, Any]) -> None:
    assert unmarshal(marshal(props)).props == props


def test_secrets_are_unwrapped_and_remembered_by_path() -> None:
    read = unmarshal(struct({"a": {"b": {**SECRET, "value": "x"}}, "c": 1}))
    assert read.props == {"a": {"b": "x"}, "c": 1}
    assert read.secrets == {("a", "b")}
    assert read.secret_texts == {"x"}


def test_a_secret_inside_a_list_makes_the_list_secret() -> None:
    read = unmarshal(struct({"a": [{"k": {**SECRET, "value": {"deep": "x"}}}, "y"]}))
    assert read.props == {"a": [{"k": {"deep": "x"}}, "y"]}
    assert read.secrets == {("a",)}
    assert read.secret_texts == {"x"}


def test_a_secret_not_known_yet_is_both() -> None:
    read = unmarshal(struct({"a": {**SECRET, "value": UNKNOWN_STRING}}))
    assert read.props == {"a": UNKNOWN}
    assert read.secrets == {("a",)}


def test_marked_paths_are_written_as_secrets() -> None:
    written = json_format.MessageToDict(marshal({"a": {"b": 1}, "c": 2}, {("a", "b"), ("gone",)}))
    assert written == {"a": {"b": {**SECRET, "value": 1}}, "c": 2}


def test_a_path_through_a_list_hides_the_list() -> None:
    written = json_format.MessageToDict(marshal({"a": ["x"]}, {("a", "b")}))
    assert written == {"a": {**SECRET, "value": ["x"]}}


def test_unknowns_are_found_at_any_depth() -> None:
    assert has_unknown({"a": [{"b": UNKNOWN}]})
    assert not has_unknown({"a": [{"b": "UNKNOWN"}]})
