"""GitHub's annotations: commands on standard output that a workflow run shows at lines.

Special characters are escaped as the runner wants it, so that no text can end a command and
begin another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from setpoint.visible import visible, visible_line

if TYPE_CHECKING:
    from setpoint.config.value import Origin

Level = Literal["error", "warning", "notice"]
_TEXT: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(level: Level, message: str, *, title: str, origin: Origin | None = None) -> str:
    """Return one command."""
    properties = {}
    if origin is not None:
        properties = {
            "file": visible_line(origin.file).translate(_PROPERTY),
            "line": str(origin.line),
            "col": str(origin.column),
        }
    properties["title"] = visible_line(title).translate(_PROPERTY)
    told = ",".join(f"{key}={value}" for key, value in properties.items())
    return f"::{level} {told}::{visible(message).translate(_TEXT)}"
