"""The place of each character of a value that is written as a YAML scalar.

A scalar says other characters than stand there: quotes double, backslashes escape, line ends
fold, indentation goes. The text is read once more beside the value, in the scalar's own style
(YAML 1.2, chapters 7.3 and 8.1); where the two don't agree, no place is given rather than a
wrong one.
"""

from __future__ import annotations

from string import hexdigits
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import yaml

_Place: TypeAlias = tuple[int, int]
# A character, None where it is taken for right, and where it stands.
_Read: TypeAlias = "tuple[str | None, _Place]"

_BLANKS: Final = " \t"
# Length in the text of an escape within double quotes, where it isn't two.
_HEX: Final = {"x": 4, "u": 6, "U": 10}
_WORTH: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\",
}  # fmt: skip


class _Line(NamedTuple):
    """A part of a line: its number and first column, counted from 0."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> _Place:
        """The place behind it."""
        return self.number, self.start + len(self.text)

    def characters(self) -> Iterator[_Read]:
        """Yield its characters as they stand there."""
        for column, character in enumerate(self.text, self.start):
            yield character, (self.number, column)


def places(lines: Sequence[str], node: yaml.ScalarNode) -> list[_Place] | None:
    """Return line and column, counted from 0, of each character of a scalar and of its end.

    Args:
        lines: Of the file, without their line ends.
        node: The scalar.
    """
    read = _READERS.get(node.style or "", _flow)
    found = list(read(lines, node))
    value = node.value
    if len(found) < len(value) or any(
        said is not None and said != own for (said, _), own in zip(found, value, strict=False)
    ):
        return None
    ends = [place for _, place in found[: len(value)]]
    last = (ends[-1][0], ends[-1][1] + 1) if ends else _start(node)
    return [*ends, last]


def _start(node: yaml.ScalarNode) -> _Place:
    return node.start_mark.line, node.start_mark.column


def _content(lines: Sequence[str], node: yaml.ScalarNode) -> int:
    """Return the column of a scalar's first line where it begins, behind its anchor and tag."""
    line, column = lines[node.start_mark.line], node.start_mark.column
    while line[column : column + 1] in ("&", "!"):
        rest = line[column:]
        word = rest.split(maxsplit=1)[0]
        column += len(rest) - len(rest[len(word) :].lstrip(_BLANKS))
    return column


def _block(lines: Sequence[str], node: yaml.ScalarNode) -> Iterator[_Read]:
    """Read what stands below `|` or `>`, without what its header says about the end."""
    body = list(_body(lines, node))
    folded = node.style == ">"
    before: _Line | None = None
    empty: list[_Line] = []
    for line in body:
        if not line.text:
            empty.append(line)
            continue
        if before is not None:
            flows = folded and before.text[0] not in _BLANKS and line.text[0] not in _BLANKS
            if not flows or not empty:
                yield " " if flows else "\n", before.end
        yield from (("\n", each.end) for each in empty)
        yield from line.characters()
        before, empty = line, []
    yield from (("\n", each.end) for each in ([before] if before else []) + empty)


def _body(lines: Sequence[str], node: yaml.ScalarNode) -> Iterator[_Line]:
    """Yield the lines of a block without their indentation."""
    header = lines[node.start_mark.line][_content(lines, node) :]
    digit = next((each for each in header[1:3] if each.isdigit()), None)
    end = min(node.end_mark.line + 1, len(lines))
    numbers = range(node.start_mark.line + 1, end)
    first = next((lines[number] for number in numbers if lines[number].strip(" ")), "")
    indent = len(first) - len(first.lstrip(" "))
    if digit is not None:  # counted from the indentation of what the block belongs to
        indent = next((n for n in range(int(digit), indent + 1) if _fits(lines, node, n)), indent)
    for number in numbers:
        line = lines[number]
        if line[:indent].strip(" "):
            return
        yield _Line(number, min(indent, len(line)), line[indent:])


def _fits(lines: Sequence[str], node: yaml.ScalarNode, indent: int) -> bool:
    """Whether the first line of a block says its value with this indentation."""
    text: str = node.value.lstrip("\n").split("\n", 1)[0]
    numbers = range(node.start_mark.line + 1, min(node.end_mark.line + 1, len(lines)))
    first = next((lines[number] for number in numbers if lines[number].strip(" ")), "")
    return first[indent:] == text


def _flow(lines: Sequence[str], node: yaml.ScalarNode) -> Iterator[_Read]:
    """Read what stands in quotes or without any, over as many lines as it has."""
    segments = list(_segments(lines, node))
    breaks: list[_Line] = []
    before: _Line | None = None
    for number, line in enumerate(segments):
        inner = 0 < number < len(segments) - 1
        if inner and not line.text:
            breaks.append(line)
            continue
        if before is not None and not _escapes_end(before, node):
            yield from (("\n", each.end) for each in breaks) if breaks else ((" ", before.end),)
        yield from _characters(line, node)
        before, breaks = line, []


def _segments(lines: Sequence[str], node: yaml.ScalarNode) -> Iterator[_Line]:
    """Yield the lines of a scalar between its quotes, without the blanks that fold away."""
    quote = 1 if node.style in ("'", '"') else 0
    begin, end = node.start_mark, node.end_mark
    for number in range(begin.line, end.line + 1):
        line = lines[number] if number < len(lines) else ""
        if number == end.line:
            line = line[: end.column - quote]
        if number != end.line:
            line = line.rstrip(_BLANKS)
        indent = len(line) - len(line.lstrip())
        start = _content(lines, node) + quote if number == begin.line else indent
        yield _Line(number, start, line[start:])


def _escapes_end(line: _Line, node: yaml.ScalarNode) -> bool:
    """Whether a backslash at the end of a line joins it with the next."""
    if node.style != '"':
        return False
    return (len(line.text) - len(line.text.rstrip("\\"))) % 2 == 1


def _characters(line: _Line, node: yaml.ScalarNode) -> Iterator[_Read]:
    """Yield what a line says, each character where it begins."""
    if node.style == "'":
        yield from _single(line)
    elif node.style == '"':
        yield from _double(line)
    else:
        yield from line.characters()


def _single(line: _Line) -> Iterator[_Read]:
    column = 0
    while column < len(line.text):
        yield line.text[column], (line.number, line.start + column)
        column += 2 if line.text.startswith("''", column) else 1


def _double(line: _Line) -> Iterator[_Read]:
    column, text = 0, line.text
    while column < len(text):
        place = (line.number, line.start + column)
        if text[column] != "\\":
            yield text[column], place
            column += 1
        elif column + 1 < len(text):
            code = text[column + 1]
            length = _HEX.get(code, 2)
            yield _escaped(code, text[column + 2 : column + length]), place
            column += length
        else:
            return


def _escaped(code: str, digits: str) -> str | None:
    """Return the character of an escape; None where it is left to the parser."""
    if code not in _HEX:
        return _WORTH.get(code)
    return chr(int(digits, 16)) if digits and all(each in hexdigits for each in digits) else None


_READERS: Final = {"|": _block, ">": _block}
