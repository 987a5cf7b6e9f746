"""Hidden characters are written out in every format that people read."""

from __future__ import annotations

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from rich.markup import escape
from rich.table import Table

from setpoint.config.value import Origin
from setpoint.report.annotations import annotation
from setpoint.report.console import console
from setpoint.report.markdown import inert
from setpoint.report.pages import render
from setpoint.report.plain import Cell, Paper, columns
from setpoint.report.sarif import Result, sarif
from setpoint.report.terminal import SafeStream, safe_output
from setpoint.visible import DIRECTION_MARKS, HIDDEN, visible, visible_line

NASTY = "a\x1b[2J\x9b1A\r\u202ecod.exe\u2066\u200b\U000e0041b"
SHOWN = "a\\u001b[2J\\u009b1A\\u000d\\u202ecod.exe\\u2066\\u200b\\udb40\\udc41b"
JOINERS = "\u200c\u200d"
# Format characters that are seen: signs of Arabic, Egyptian and Kaithi numbers and texts.
SEEN = {
    *range(0x600, 0x606),
    0x6DD,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
    *range(0x13430, 0x13440),
}


def test_every_character_that_shows_nothing_is_hidden() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        wanted = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        wanted &= character not in f"\t\n{JOINERS}" and code not in SEEN
        unassigned = unicodedata.category(character) == "Cn"  # of the block of tags, or newer
        assert unassigned or bool(HIDDEN.match(character)) == (wanted or 0xE0000 <= code <= 0xE0FFF)


def test_every_direction_mark_is_hidden() -> None:
    marks = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.bidirectional(character)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    } | set("\u200e\u200f\u061c")
    assert {c for c in map(chr, range(sys.maxunicode + 1)) if DIRECTION_MARKS.match(c)} == marks
    assert all(HIDDEN.match(mark) for mark in marks)


@given(st.text())
def test_what_is_shown_hides_nothing_and_json_means_the_same(text: str) -> None:
    assert HIDDEN.search(visible(text)) is None
    assert HIDDEN.search(visible_line(text)) is None
    assert not {"\n", "\t"} & set(visible_line(text))
    document = json.dumps(text, ensure_ascii=False)
    assert json.loads(visible(document)) == text


def test_markdown() -> None:
    assert "u202e" in inert(NASTY)
    for hidden in ("\u202e", "&#8238;", "&#x202e;", "\x1b", "&#27;", "\r"):
        assert hidden not in inert(NASTY)


def test_annotations_are_one_command_on_one_line() -> None:
    line = annotation("error", NASTY, title=NASTY, origin=Origin(f"{NASTY}\n::add-mask::x", 1, 1))

    assert HIDDEN.search(line) is None
    assert line.count("\n") == 0
    assert SHOWN in line


def test_sarif() -> None:
    text = sarif([Result("r", "note", NASTY, Origin(NASTY, 1, 1), "id")], {"r": "R"})

    (result,) = json.loads(text)["runs"][0]["results"]
    assert result["message"]["text"] == SHOWN
    assert HIDDEN.search(text) is None


def test_html(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "setpoint.report.pages.PackageLoader",
        lambda _: DictLoader(
            {"page.html.j2": "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(x) }}"}
        ),
    )

    assert render("page.html.j2", x=NASTY + "<") == f"<b>{SHOWN}&lt;</b>"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_styles_of_ours_and_nothing_else() -> None:
    terminal = Terminal()
    paper = Paper(colours=True)

    SafeStream(terminal).write(paper.style("red", "red", "bold") + NASTY + "\x1b[8m\x1b[31;8m\n")

    assert terminal.getvalue() == f"\x1b[31;1mred\x1b[0m{SHOWN}\\u001b[8m\\u001b[31;8m\n"


COMMANDS = "::error::x\n  ::add-mask::y\na ##[add-matcher]z\n\u2003::group::w\nno :: command\n"


def test_no_text_is_a_command_of_github_s_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    file = io.StringIO()

    SafeStream(file).write(COMMANDS)

    lines = file.getvalue().splitlines()
    assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
    assert lines[-1] == "no :: command"


def test_nor_is_what_rich_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a vendor answers is printed as it came, line breaks and all."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    file = io.StringIO()
    monkeypatch.setattr("sys.stdout", file)

    with safe_output():
        console().print(f"[red]error:[/] {escape(COMMANDS)}", soft_wrap=True)
        console().print(escape("word " * 20 + COMMANDS), width=30)

    lines = file.getvalue().splitlines()
    assert len(lines) > len(COMMANDS.splitlines()) * 2
    assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def test_elsewhere_it_is_a_text_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    file = io.StringIO()

    SafeStream(file).write(COMMANDS)

    assert file.getvalue() == COMMANDS


def test_where_there_is_no_terminal_there_are_no_styles() -> None:
    file = io.StringIO()

    SafeStream(file).write("\x1b[31mred\x1b[0m\n")

    assert file.getvalue() == "\\u001b[31mred\\u001b[0m\n"


def test_bytes_find_no_way_around() -> None:
    stream = SafeStream(io.TextIOWrapper(io.BytesIO()))

    assert getattr(stream, "buffer", None) is None
    with pytest.raises(TypeError):
        stream.write(b"x")  # type: ignore[arg-type]


def test_columns_are_as_wide_as_what_is_seen() -> None:
    lines = list(columns([[Cell("a\x1b"), Cell("b")], [Cell("aaaaaaaaaa"), Cell("b")]], Paper()))

    assert lines == ["a\\u001b     b", "aaaaaaaaaa  b"]


def test_richs_console(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    table.add_column("x")
    table.add_row(NASTY)
    with safe_output():
        console().print(NASTY, table, markup=False)

    said = capsys.readouterr().out
    assert HIDDEN.search(said) is None
    assert said.count("u202e") == 2
