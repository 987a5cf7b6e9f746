"""The settings in Pulumi's files, each as a path and a text that may be shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from setpoint.config.path import write_path
from setpoint.config.reading import read_document
from setpoint.config.units.quantity import shown
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from setpoint.config.reading import Document

# What alerts are made of, compared alert by alert; and what nothing depends on.
_ELSEWHERE: Final = frozenset({("config", "setpoint:config"), ("description",)})
_SENSITIVE: Final = re.compile(r"token|secret|password|passphrase|key|salt|auth", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of a file.

    Attributes:
        value: What tells whether it is the same; never shown.
        text: The value as it may be shown: a secret's own stays out.
        origin: Where it stands.
    """

    value: str
    text: str
    origin: Origin


def read_settings(root: Path, file: str) -> Mapping[str, Setting]:
    """Return a file's settings by their paths; none where there is no file that can be read."""
    if not (root / file).is_file():
        return {}
    document, _ = read_document(root, root / file, may_be_empty=True)
    if document is None:
        return {}
    found: dict[str, Setting] = {}
    times = Counter[str]()
    for path, one in _leaves(document, document.data, ()):
        written = write_path(path)
        times[written] += 1  # long keys are cut, so that two may be written alike
        found[f"{written} ({times[written]})" if times[written] > 1 else written] = one
    return found


def _leaves(
    document: Document, data: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Setting]]:
    if path in _ELSEWHERE:
        return
    if isinstance(data, dict) and set(data) != {"secure"}:
        for key, value in data.items():
            yield from _leaves(document, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(document, value, (*path, index))
    else:
        origin = document.place(path) or Origin(document.file, 1, 1)
        # Pulumi hands on what is written: 1.10 and 1.1 are the same number, and two versions.
        written = None if data is None else document.written(path)
        value = repr(data) if isinstance(data, str) else repr((data, written))
        yield path, Setting(value, _text(path, data, written), origin)


def _text(path: tuple[str | int, ...], data: Any, written: str | None) -> str:
    last = next((part for part in reversed(path) if isinstance(part, str)), "")
    if isinstance(data, dict) or _SENSITIVE.search(last):
        return "a secret"
    text = str(data) if written is None else written
    return shown(_without_password(text), 80)[1:-1]


def _without_password(text: str) -> str:
    """Return an address without the user and password that it may hold."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    host = parts.netloc.rpartition("@")
    return text.replace(f"{host[0]}@", "***@") if parts.scheme and host[1] else text
