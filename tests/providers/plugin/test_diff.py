"""The structural diff of inputs."""

from __future__ import annotations

from providers.plugin import UNKNOWN, PropertyDiffKind, diff_inputs


def test_equal_inputs_do_not_differ() -> None:
    result = diff_inputs({"a": [1, {"b": 2}], "n": None}, {"a": [1, {"b": 2.0}]})
    assert not result.changes
    assert result.detailed == {}


def test_each_change_is_named_by_its_path() -> None:
    olds = {"a": 1, "list": [{"x": 1}, 2], "gone": "g", "with.dot": 1}
    news = {"a": 2, "list": [{"x": 2}], "new": "n", "with.dot": 2}
    assert diff_inputs(olds, news).detailed == {
        "a": PropertyDiffKind.UPDATE,
        "gone": PropertyDiffKind.DELETE,
        "list[0].x": PropertyDiffKind.UPDATE,
        "list[1]": PropertyDiffKind.DELETE,
        "new": PropertyDiffKind.ADD,
        '["with.dot"]': PropertyDiffKind.UPDATE,
    }


def test_an_unknown_value_counts_as_changed() -> None:
    assert diff_inputs({"a": 1}, {"a": UNKNOWN}).changes


def test_a_boolean_is_no_number() -> None:
    assert diff_inputs({"a": True}, {"a": 1}).changes


def test_a_forcing_property_replaces_at_any_depth() -> None:
    result = diff_inputs({"a": {"b": [1], "c": 1}}, {"a": {"b": [2], "c": 2}}, replace_on={"a.b"})
    assert result.replaces == ["a.b"]
    assert result.detailed["a.b[0]"] is PropertyDiffKind.UPDATE_REPLACE
    assert result.detailed["a.c"] is PropertyDiffKind.UPDATE


def test_delete_before_replace_is_said_only_of_replacements() -> None:
    forced = diff_inputs({"a": 1}, {"a": 2}, replace_on={"a"}, delete_before_replace=True)
    assert forced.delete_before_replace
    assert not diff_inputs({"b": 1}, {"b": 2}, delete_before_replace=True).delete_before_replace


def test_private_members_are_not_compared() -> None:
    assert not diff_inputs({"__defaults": []}, {"__defaults": ["a"]}).changes
