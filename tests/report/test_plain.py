from __future__ import annotations

import pytest

from setpoint.report.plain import Cell, Paper, columns, natural_width, standard_paper

ROWS = [
    [Cell("NAME"), Cell("TOLD")],
    [Cell("one"), Cell("a long story about what was seen, told in many words")],
    [Cell("two"), Cell("short")],
]


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(columns([[Cell("a"), Cell("b")], [Cell("long"), Cell("c")]], Paper())) == [
        "a     b",
        "long  c",
    ]


def test_a_row_stays_one_line_where_there_is_no_limit() -> None:
    assert len(list(columns(ROWS, Paper()))) == 3


@pytest.mark.parametrize("width", [20, 30, 40, 60])
def test_cells_wrap_to_the_width(width: int) -> None:
    lines = list(columns(ROWS, Paper(width=width)))
    assert max(map(len, lines)) <= width
    assert " ".join(" ".join(lines).split()).count("told in") == 1


def test_a_single_cell_crosses_all_columns() -> None:
    rows = [[Cell("a heading wider than the rest")], [Cell("a"), Cell("b")]]
    assert list(columns(rows, Paper())) == ["a heading wider than the rest", "a  b"]
    assert natural_width(rows) == 4


def test_colours_only_where_they_are_understood() -> None:
    cell = [[Cell("x", ("red", "bold")), Cell("y")]]
    assert list(columns(cell, Paper())) == ["x  y"]
    assert list(columns(cell, Paper(colours=True))) == ["\x1b[31;1mx\x1b[0m  y"]


def test_a_pipe_has_neither_width_nor_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert standard_paper() == Paper(width=None, colours=False)
    monkeypatch.setenv("COLUMNS", "66")
    assert standard_paper() == Paper(width=66, colours=False)
