"""The table of changes has every field of every signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

import pytest

from setpoint.config.model import Alert, Section
from setpoint.config.model.alert import SIGNALS
from setpoint.config.model.signal.composite import Child
from setpoint.config.model.signal.sentry_action import Action
from setpoint.config.model.signal.sentry_assertion import Assertion
from tests.review.changes_of_signals import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.review.row import Row

Path = tuple[str | int, ...]
ANY = "*"
# Signals again; what Sentry does, and what a response must be, are told as a whole.
WHOLE = (Child, Action, Assertion)


def sections(annotation: Any) -> Iterator[tuple[Path, type[Section]]]:
    """Yield the models that a field may hold, with `*` for a key or an index before them."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield (), annotation
        return
    several = get_origin(annotation) in {dict, tuple}
    for each in get_args(annotation):
        for path, model in sections(each):
            yield ((ANY, *path) if several else path), model


def fields(model: type[Section]) -> Iterator[Path]:
    for attribute, field in model.model_fields.items():
        name = field.alias or attribute
        inner = [(path, each) for path, each in sections(field.annotation) if each not in WHOLE]
        if not inner:
            yield (name,)
        for path, each in inner:
            yield from ((name, *path, *below) for below in fields(each))


def told(row: Row) -> Iterator[Path]:
    """Yield the row's own path, and that of the only value within where there is one."""
    yield row.path
    for given in (row.old, row.new):
        path, value = row.path, given
        while isinstance(value, dict) and len(value) == 1:
            ((key, value),) = value.items()
            path = (*path, key)
            yield path


def matches(field: Path, path: Path) -> bool:
    """Whether a path is that of a field, or of something within it."""
    pairs = zip(field, path, strict=False)
    return len(path) >= len(field) and all(one in {ANY, other} for one, other in pairs)


# No config has this changed alone; test_effects has its changes.
NOT_ALONE = {("sentry_metric", "detection")}
EVERY = [
    (kind, *path)
    for kind in SIGNALS
    for _, model in sections(Alert.model_fields[kind].annotation)
    for path in fields(model)
    if (kind, *path) not in NOT_ALONE
]


@pytest.mark.parametrize("field", EVERY, ids=".".join)
def test_every_field_of_every_signal_has_a_row(field: Path) -> None:
    assert any(matches(field, path) for row in ROWS for path in told(row))


def test_every_signal_has_fields_and_every_row_is_of_one() -> None:
    assert {field[0] for field in EVERY} == set(SIGNALS)
    assert len(EVERY) > 150
    assert len(ROWS) > 250
    for row in ROWS:
        assert any(matches(field[: len(row.path)], row.path) for field in EVERY), row.path
