"""What `check` refuses by itself an editor refuses, too, and nothing else: for every type.

Texts with `${...}` are whatever they are filled with, so that an editor lets them through.
"""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import PlainValidator, TypeAdapter, ValidationError

from setpoint.config.model.level import Level
from setpoint.config.model.metric import Statistic
from setpoint.config.model.section import Section
from setpoint.config.model.types import Email, Minutes, Period, TeamRef, Threshold
from setpoint.config.schema import tidy
from setpoint.report.config_reference import all_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = (bool, int, float, str)
UNITS = ("us", "ms", "s", "m", "h", "d", "w")
SAMPLES = (
    *("", " ", "x", "X", "A B", " x", "x ", "a\nb", "a\n", "\x07", "é", "a" * 300, "a" * 1100),
    *("5", "0", "-5", "1e3", "1.5", "20G", "20GB", "20 GB", "20GiB", "1M", "5/min", "5/m", "1GB/s"),
    *("0%", "5%", "5 %", "99.9%", "100%", "120%", ".5%", "0.0%", "1e1%", "1e2x"),
    *(
        "45s",
        "60s",
        "90s",
        "0s",
        "-0s",
        "05m",
        "5 m",
        "5  m",
        " 5m ",
        "1.5s",
        "1.0s",
        "400d",
        "53w",
    ),
    *("60000ms", "1500ms", "366d", "367d", "31622400s", "31622401s", "527040m", "8785h"),
    *("Average", "Averag", "Sum", "p95", "p100", "p101", "p95.5", "tm99", "IQM", "PR(10:)", "PR("),
    *("TM(10%:90%)", "Percent", "percent", "Fraction", "Milliseconds", "AWS/EC2", ":x", "A  B"),
    *("#alerts", "alerts", "#Alerts", "#a b", "C0123ABCD", "c0123", "T0SHOP1", "t0", "a@b.example"),
    *("a@b", "+1 555 010 0001", "+15550100001", "+05550100001", "555", "+1 (555) 010-0001"),
    *(
        "https://a.example",
        "http://a.example/x?y",
        "ftp://a.example",
        "https://",
        "https://u:p@a.b",
    ),
    *("http://localhost:5/x", "http://127.0.0.1", "tcp://a.example:25", "https://a b", "x://"),
    *("2025-11-24", "2025-13-01", "2025-1-1", "2025-W48-1", "2025-11-32", "09:00", "9:00", "24:00"),
    *("monday 09:00", "monday  09:00", "mondy 09:00", "monday", "monday-friday", "monday - friday"),
    *("monday-", "2026-12-24 09:00", "2026-12-24", "2026-12-24 9:00", "2026-12-24T09:00"),
    *("daily", "weekly", "monthly", "never", "all", "none", "managed", "true", "ws-1"),
    *("ws-12345678-abcd-abcd-abcd-123456789abc", "a.example:25", "a.example", "/etc/x", "etc"),
    *("us-east-1", "us-east", "arn:aws:sns:us-east-1:123456789012:x", "arn:aws:s3:::x"),
    *("arn:aws:lambda:us-east-1:123456789012:function:x", "arn:aws:iam::123456789012:policy/x"),
    *(
        "alias/x",
        "alias/aws/sns",
        "mrk-" + "0" * 32,
        "123456789012",
        "12345",
        "a/b",
        "a/b/c",
        "A/b",
    ),
    *(
        "/a",
        "a/",
        "a:b",
        "a*",
        "15m",
        "15 m",
        "15x",
        "0m",
        "1 month",
        "2 months",
        "@daily",
        "@never",
    ),
    *("* * * * *", "*/5 9-17 * * mon-fri", "* * * *", "? * * * *", "#d62728", "#d6272", "-PT6H"),
    *(
        "PT6H",
        "-P7D",
        "a-b",
        "a_b",
        "a--b",
        "-a",
        "threshold/unreachable",
        "threshold",
        "a.b",
        "1a",
    ),
    *("src/payments/*", 'a"b', "a\\b", "error", "${name}"),
)
SCALARS = st.one_of(
    st.sampled_from(SAMPLES),
    st.builds("{}{}".format, st.integers(0, 40_000_000), st.sampled_from(UNITS)),
    st.builds("{}{}".format, st.integers(0, 100), st.sampled_from((*UNITS, "%", "kB", "/h", "x"))),
    st.builds("{}.{}{}".format, st.integers(0, 99), st.integers(0, 99), st.sampled_from(UNITS)),
    st.lists(
        st.builds("{}{}".format, st.integers(0, 99), st.sampled_from(UNITS)), min_size=2, max_size=3
    ).map("".join),
    st.text(st.characters(codec="ascii"), max_size=8),
    st.integers(-5, 2000),
    st.floats(-5, 2000, allow_nan=False).filter(lambda number: not number.is_integer()),
    st.booleans(),
)
# Of these an editor knows less: durations in parts or with fractions, the time zones that there
# are, days of a month, bounds of a crontab's fields, hosts and ports.
PARTS = re.compile(r"\s*[-+]?(\d*\.\d*|\d+[a-z]+\d|\d+[eE]).*|\s*-0+\s?[a-z]+\s*", re.DOTALL)
KNOWN_BETTER = {
    "_time_zone",
    "_pagerduty_zone",
    "_clock_zone",
    "_date",
    "_local_moment",
    "_crontab",
}
URLS = {"_url", "_webhook", "_endpoint"}


class Leaf(NamedTuple):
    """A type of single values: where it is used, and both ways to judge a value."""

    place: str
    check: TypeAdapter[Any]
    editor: jsonschema.Draft7Validator
    reader: str

    def refuses(self, value: Any) -> bool:
        try:
            self.check.validate_python(value, strict=True)
        except ValidationError:
            return True
        return False

    def may_let_through(self, value: Any) -> bool:
        if self.reader in KNOWN_BETTER or not isinstance(value, str):
            return self.reader in KNOWN_BETTER
        return (
            "${" in value
            or bool(PARTS.fullmatch(value))
            or (self.reader in URLS and "://" in value)
        )


def _hints(hint: Any) -> Iterator[Any]:
    """The types of single values in a type."""
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Section):
        return
    single = _reader(hint) or parts[:1] in {(each,) for each in PLAIN}
    if origin is Literal or hint in PLAIN or (origin is Annotated and single):
        yield hint
    elif origin is Annotated:
        yield from _hints(parts[0])
    elif origin in {Union, UnionType, tuple, dict}:
        for part in parts:
            if part not in {NoneType, ...}:
                yield from _hints(part)


def _reader(hint: Any) -> str:
    found = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, PlainValidator)]
    return found[0].func.__name__ if found else ""


def _leaves() -> list[Leaf]:
    found: dict[str, Leaf] = {}
    for name, section in sorted(all_sections().items()):
        hints = get_type_hints(section, include_extras=True)
        for field in section.model_fields:
            for hint in _hints(hints[field]):
                if hint == Level or repr(hint) in found:
                    continue  # a level is read as the alert that it becomes
                adapter: TypeAdapter[Any] = TypeAdapter(hint)
                editor = jsonschema.Draft7Validator(_strict(tidy(adapter.json_schema())))
                found[repr(hint)] = Leaf(f"{name}.{field}", adapter, editor, _reader(hint))
    return list(found.values())


def _strict(schema: Any) -> Any:
    """The schema with ends of patterns as ECMAScript has them: no line break follows."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    pattern = schema.get("pattern")
    own = {"pattern": pattern.replace("$|", r"\Z|")} if isinstance(pattern, str) else {}
    return {**{key: _strict(value) for key, value in schema.items()}, **own}


LEAVES = _leaves()


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.place)
def test_an_editor_judges_a_value_as_check_does(leaf: Leaf) -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(SCALARS)
    def agree(value: Any) -> None:
        _agree(leaf, value)

    for value in SAMPLES:
        _agree(leaf, value)
    agree()


def _agree(leaf: Leaf, value: Any) -> None:
    if leaf.refuses(value):
        assert leaf.may_let_through(value) or not leaf.editor.is_valid(value), value
    else:
        assert leaf.editor.is_valid(value), value


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (Period, "45s"),
        (Threshold, "20G"),
        (Statistic, "Averag"),
        (Minutes, "90s"),
        (Email, "a@b"),
        (TeamRef, " "),
    ],
)
def test_what_people_get_wrong_is_refused_in_the_editor(hint: Any, value: str) -> None:
    schema = _strict(tidy(TypeAdapter(hint).json_schema()))
    assert not jsonschema.Draft7Validator(schema).is_valid(value)
